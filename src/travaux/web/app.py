"""The desk as a web application: `create_app` puts its pages, its JSON and its guards together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from travaux import __version__
from travaux.errors import StoreError, TravauxError, UsageError
from travaux.web import desk
from travaux.web.library import Library, NotReadyError
from travaux.web.pages import render, templates
from travaux.web.routes import access, api, bargaining, brief, calendar, overview, processes, reports, search, trust
from travaux.web.security import Shield
from travaux.web.settings import Settings

API = "/api/"
RETRY_S = 2
"""Seconds after which a page that is being made is asked for again."""
_PAGES = (processes, overview, bargaining, calendar, access, trust, brief, reports, search)
_TITLES = {400: "That cannot be asked", 404: "Not found", 405: "Not done here", 503: "Not now"}


def create_app(settings: Settings) -> FastAPI:
    """The desk of one store."""

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        desk.resume(app)
        yield
        desk.close(app)
        app.state.library.close()

    app = FastAPI(
        title="travaux",
        version=__version__,
        description="The file on a negotiation: every item with the words that it rests on.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=live,
    )
    templates()
    app.state.library = Library(settings)
    app.state.settings = settings
    desk.install(app, settings)
    app.add_middleware(Shield, hosts=settings.hosts)
    for group in _PAGES:
        app.include_router(group.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=str(files("travaux.web") / "static")), name="static")
    _add_handlers(app)
    return app


def _add_handlers(app: FastAPI) -> None:
    """Say in the form that was asked for what went wrong."""

    @app.exception_handler(NotReadyError)
    def being_made(request: Request, _: NotReadyError) -> Response:
        answer = _say(request, 503, "The file is being made from its reports. This page asks again by itself.")
        answer.headers["retry-after"] = str(RETRY_S)
        if not _is_api(request):
            answer.headers["refresh"] = str(RETRY_S)
        return answer

    @app.exception_handler(TravauxError)
    def refused(request: Request, error: TravauxError) -> Response:
        status = 503 if isinstance(error, StoreError) else 500
        if isinstance(error, UsageError):
            status = 404 if str(error).startswith("there is no ") else 400
        return _say(request, status, str(error))

    @app.exception_handler(HTTPException)
    def failed(request: Request, error: HTTPException) -> Response:
        answer = _say(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [{"loc": list(fault["loc"]), "msg": fault["msg"]} for fault in error.errors()]
        if _is_api(request):
            return JSONResponse({"detail": faults}, status_code=422)
        return _say(request, 400, "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in faults))


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API)


def _say(request: Request, status: int, reason: str) -> Response:
    if _is_api(request):
        return JSONResponse({"detail": reason}, status_code=status)
    title = _TITLES.get(status, "Something went wrong")
    return render(request, "error.html", {"title": title, "reason": reason, "status": status}, status)
