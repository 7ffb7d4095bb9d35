"""`travaux serve`: the desk, the file in a browser."""

import getpass
from importlib import import_module
from typing import Annotated, Any

import typer

from travaux.cli.options import Database, Format, Model, Packs, Reader, make_app
from travaux.cli.output import show, show_json, warn
from travaux.errors import UsageError

app = make_app()
SERVE_SCHEMA = "travaux-serve/1"
_LONG_S = 24 * 3600.0


@app.command()
def serve(  # noqa: PLR0913, PLR0917 -- each is a flag
    db: Database,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port to listen on.")] = 8000,
    prepare: Annotated[  # noqa: FBT002
        bool, typer.Option("--prepare", help="Make the files of all processes, keep them, and leave.")
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name by which others call it; may be given several times."),
    ] = None,
    user: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who you are, while there are no accounts.")
    ] = None,
    packs: Packs = None,
    model: Model = None,
    reader: Reader = None,
    format: Format = Format.TEXT,  # noqa: A002
) -> None:
    """Open the desk on a store: the file in a browser, and as JSON under /api/v1. Stop it with Ctrl+C."""
    web = import_module("travaux.web.settings")  # Loaded only now: `--help` needs no web server, and no model.
    settings = web.Settings(
        db=db,
        packs=tuple(packs or ()),
        hosts=_name_hosts(web, host, names or []),
        local=(user or "").strip() or _find_user(),
        model=model,
        reader=reader,
    )
    if prepare:
        _show_rows(_prepare(settings), format)
        return
    others = [name for name in (host, *settings.hosts) if not web.is_loopback(name)]
    if others:
        import_module("travaux.web.users").check_listening(db, others[0])
    desk = import_module("travaux.web.app").create_app(settings)
    desk.state.library.state()
    warn(f"the desk is open at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop it with Ctrl+C)")
    import_module("uvicorn").run(desk, host=host, port=port, log_level="warning", server_header=False)


def _name_hosts(web: Any, host: str, names: list[str]) -> tuple[str, ...]:
    """The names by which browsers call a desk that listens on `host`.

    Raises:
        UsageError: it listens on all addresses, and none is given.
    """
    shown = f"[{host}]" if ":" in host else host
    if host in {"0.0.0.0", "::"}:  # noqa: S104 -- not listened on here: it is no name
        if not names:
            raise UsageError(
                f"--host {host} is every address of this machine; say with --name by which names others call it"
            )
        return (*web.LOOPBACK_HOSTS, *names)
    return (*web.LOOPBACK_HOSTS, *([] if web.is_loopback(host) else [shown]), *names)


def _find_user() -> str:
    """The name of whoever runs this, as the system knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a system that has no name for them
        return "local"


def _prepare(settings: Any) -> list[dict[str, Any]]:
    """Make what pages need, and tell for each file how many reports it has; `_all` is that of all reports."""
    room = import_module("travaux.web.library")
    library = room.Library(settings, wait_s=_LONG_S)
    try:
        library.index()
        names = [*(e.process.id for e in library.processes().entries), room.ALL]
        return [{"process": name, "reports": len(library.file(name).dossier.reports)} for name in names]
    finally:
        library.close()


def _show_rows(rows: list[dict[str, Any]], format: Format) -> None:  # noqa: A002
    if format is Format.JSON:
        show_json({"schema": SERVE_SCHEMA, "files": rows})
    else:
        show("\n".join(f"{row['process']}: {row['reports']} reports" for row in rows))
