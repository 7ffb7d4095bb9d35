"""Lets in who may come in: finds out who asks, sends nobody to the sign-in, and keeps bodies and foreign forms out.

It stands before all routes, so that a route which forgets to ask is closed to strangers all the same.
"""

from collections.abc import Callable
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from travaux.web.users import User

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN = "/sign-in"
_OPEN = frozenset({SIGN_IN, "/favicon.ico", "/robots.txt"})
_STATIC, _API = "/static/", "/api/"
_OURS = frozenset({"same-origin", "none"})
_SMALL = 200_000
"""Bytes of a form that holds no report."""


class Gate:
    """Stands before a desk. `find` finds who asks; `bounds` are the bytes that a path may be sent, where it is not few."""

    def __init__(self, app: ASGIApp, find: Callable[[Request], User], bounds: dict[str, int]) -> None:
        self.app = app
        self._find = find
        self._bounds = bounds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan" or (scope["type"] == "http" and scope["path"].startswith(_STATIC)):
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await PlainTextResponse("not spoken here", status_code=400)(scope, receive, send)
            return
        request = Request(scope)
        user = await run_in_threadpool(self._find, request)
        scope.setdefault("state", {})["user"] = user
        most = self._bounds.get(request.url.path, _SMALL)
        refusal = _refuse(request, user, most)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self.app(scope, _bound(receive, most), send)


def _refuse(request: Request, user: User, most: int) -> Response | None:
    """Why a request goes no further; None if it does."""
    path = request.url.path
    if request.method not in SAFE_METHODS and _is_foreign(request):
        return PlainTextResponse("A form of another site was sent here. Nothing was changed.\n", status_code=403)
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or len(told) > 15 or int(told) > most:
        return PlainTextResponse(
            f"That is more than the {most:,} bytes taken here. Nothing was kept.\n", status_code=413
        )
    if user.role is not None or path in _OPEN:
        return None
    if path.startswith(_API) or request.method not in SAFE_METHODS:
        return JSONResponse({"detail": "sign in first"}, status_code=401, headers={"www-authenticate": "Bearer"})
    back = path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?next={quote(back, safe='')}", status_code=303)


def read_bearer(request: Request) -> str | None:
    """The token that a script bears; None where there is none, or where it asks for anything but the JSON."""
    if not request.url.path.startswith(_API) or request.method not in SAFE_METHODS:
        return None
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _is_foreign(request: Request) -> bool:
    """Whether a browser says that the page of another site sends this."""
    if request.headers.get("sec-fetch-site", "same-origin") not in _OURS:
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()


def _bound(receive: Receive, most: int) -> Receive:
    """The body of a request, of which no more is taken than it may hold, whatever it says of its length."""
    taken = 0

    async def receive_bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, f"that is more than the {most:,} bytes taken here. Nothing was kept")
        return message

    return receive_bounded
