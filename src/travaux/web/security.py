"""What every answer carries to keep a browser from doing harm with it, and the check of the name that a desk is called by."""

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but the desk's own files; no style or script in a page itself."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_STATIC = "/static/"


class Shield:
    """Refuses requests to another host's name, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                kept = scope["path"].startswith(_STATIC)
                headers.setdefault("cache-control", "public, max-age=3600" if kept else "private, no-cache")
            await send(message)

        if name_host(Headers(scope=scope).get("host", "")) not in self.hosts:
            reason = "This desk is not called by that name; open it under the address that `travaux serve` printed.\n"
            await PlainTextResponse(reason, status_code=421)(scope, receive, send_shielded)
            return
        await self.app(scope, receive, send_shielded)


def name_host(header: str) -> str:
    """The name in a Host header, without its port, in small letters; "" where it is none."""
    header = header.strip().lower()
    if header.startswith("["):
        return header[: header.find("]") + 1]
    name, _, port = header.partition(":")
    return name if not port or port.isdecimal() else ""
