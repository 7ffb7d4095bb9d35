"""The entry of the command line: commands are loaded only when called, so that `--help` needs no model."""

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from travaux import __version__
from travaux.cli.output import prepare_streams, warn
from travaux.errors import TravauxError, UsageError
from travaux.garbage import collect_seldom

COMMANDS = {
    "read": "Print the file on these reports, without keeping anything.",
    "code": "Print the claims of these reports, one by one.",
    "sources": "Print who speaks in these reports, how often, and through whom.",
    "ingest": "Keep these reports and their claims in a store.",
    "recode": "Code the reports of a store anew, after an update or with other packs.",
    "forget": "Take reports out of a store, with their claims.",
    "brief": "Print where things stand, on a page with footnotes.",
    "status": "Print where the negotiation stands, and what shows it.",
    "timeline": "Print what happened, in order.",
    "changes": "Print what is new, moved, contradicted or quiet since a day.",
    "proposals": "Print what is on the table, its terms, and the answers.",
    "demands": "Print who wants what, and what became of it.",
    "meetings": "Print who met or will meet whom.",
    "access": "Print which points are open, since when, and what moved.",
    "positions": "Print where each party stands on each issue, and what changed.",
    "contradictions": "Print what is told both ways.",
    "export": "Write the file in a format that others read.",
    "search": "Find reports and claims in a store.",
    "process": "Describe, list, merge and split the negotiations of a store.",
    "review": "Confirm, correct and reject claims and links, with an audit trail.",
    "watch": "Follow feeds, and take in what they bring.",
    "account": "Add, list and remove the accounts of the desk.",
    "serve": "Open the desk: the file in a browser, and as JSON.",
    "evaluate": "Measure the coder on your own gold.",
    "date": "Resolve one time expression against a date.",
}
"""Every command and its one line; each lives in the module of its name."""

SUCCEEDED, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


class LazyCommands(TyperGroup):
    """A group that imports a command's module when the command is called.

    Its contexts are Click's or, from Typer 0.26 on, those of Typer's own copy of Click: hence no types for them here.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of the flow."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"travaux.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=LazyCommands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Keeps the file on a mediated negotiation, from reports in the press. See COMMAND --help.",
)


def _print_version(value: bool) -> None:  # noqa: FBT001
    if value:
        typer.echo(f"travaux {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: bool = typer.Option(  # noqa: FBT001
        False, "--version", callback=_print_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Keeps the file on a mediated negotiation, from reports in the press."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave the process.

    The exit code is 0 on success, 1 when an input was refused or something failed, 2 on wrong usage, and 130 when a
    person interrupted the command.
    """
    prepare_streams()
    collect_seldom()
    code = _call(arguments)
    sys.exit(_flush() or code)


def _call(arguments: Sequence[str] | None) -> int:
    """Run a command, say what went wrong, and give the exit code."""
    try:
        app(args=arguments, prog_name="travaux")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else SUCCEEDED
    except UsageError as error:
        warn(str(error))
        return MISUSED
    except TravauxError as error:
        warn(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        warn(f"{name}{error.strerror or error}")
        return FAILED
    except Exception as error:  # noqa: BLE001 -- the edge of the program: a person gets a sentence, no traceback
        warn(_describe(error))
        return FAILED
    return SUCCEEDED


def _flush() -> int:
    """Write out what is left of standard output; FAILED if that cannot be done."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            warn(f"standard output cannot be written: {error.strerror or error}")
        # Python flushes once more as it ends, and would complain.
        sys.stdout = None
        return FAILED
    return SUCCEEDED


def _describe(error: Exception) -> str:
    """An exception that travaux did not raise on purpose, with the place where it came up."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "travaux" in Path(f.filename).parts]
    place = f" at {'/'.join(Path(frames[-1].filename).parts[-2:])}, line {frames[-1].lineno}" if frames else ""
    return f"internal error{place} ({type(error).__name__}: {error}); please report this with what you asked"
