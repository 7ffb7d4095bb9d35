"""What people do at a desk, put into its application: signing in, reviewing, adding reports, and watching feeds."""

from fastapi import FastAPI
from starlette.requests import Request

from travaux.fetch import Fetcher
from travaux.web.attempts import Attempts
from travaux.web.coders import CodingProcess
from travaux.web.gate import Gate, read_bearer
from travaux.web.incoming import IncomingFolder
from travaux.web.jobs import make_file
from travaux.web.queue import Queues
from travaux.web.routes import accounts, adding, review, signing, watching
from travaux.web.settings import Settings
from travaux.web.users import User, Users
from travaux.web.workshop import Workshop

_ROUTES = (signing, accounts, review, adding, watching)
_SLACK = 100_000
"""Bytes of a form beside the file in it."""


def install(app: FastAPI, settings: Settings) -> None:
    """Put it all in; the application must have its library, and take its outermost guard after this."""
    app.state.users = Users(settings)
    app.state.attempts = Attempts()
    app.state.queues = Queues()
    app.state.fetcher = Fetcher(settings.fetch)
    app.state.incoming = IncomingFolder(settings.db)
    app.state.workshop = Workshop(settings.db, lambda: CodingProcess(settings))

    def find(request: Request) -> User:
        users, store = request.app.state.users, request.app.state.library.store
        found: User = users.find(store, request.cookies, request.url.scheme, read_bearer(request))
        return found

    bounds = {"/add/upload": settings.upload_bytes + _SLACK, "/add/paste": 5_000_000}
    app.add_middleware(Gate, find=find, bounds=bounds)
    for group in _ROUTES:
        app.include_router(group.router, include_in_schema=False)


def resume(app: FastAPI) -> None:
    """Go on with the uploads that an earlier run took and did not finish."""
    for incoming in app.state.incoming.list_left():
        work = make_file(incoming, app.state.settings.upload_bytes)
        app.state.workshop.submit(f"file: {incoming.name}", incoming.facts.get("by", ""), work)


def close(app: FastAPI) -> None:
    """Let go of what it holds."""
    app.state.workshop.close()
