"""The entry of the command line: commands are loaded only when called, so that `--help` needs no model."""

import sys
from importlib import import_module

import click
import typer
from typer.core import TyperGroup

from travaux import __version__
from travaux.errors import TravauxError, UsageError

COMMANDS = {
    "read": "Print the file on these reports, without keeping anything.",
    "code": "Print the claims of these reports, one by one.",
    "sources": "Print who speaks in these reports, how often, and through whom.",
    "ingest": "Keep these reports and their claims in a store.",
    "brief": "Print the file from a store.",
    "date": "Resolve one time expression against a date.",
}
"""Every command and its one line; each lives in the module of its name."""


class LazyCommands(TyperGroup):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of the flow."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"travaux.cli.{cmd_name}")
        command: click.Command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=LazyCommands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keeps the file on a mediated negotiation, from reports in the press. See COMMAND --help.",
)


def _print_version(value: bool) -> None:  # noqa: FBT001
    if value:
        typer.echo(f"travaux {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),  # noqa: FBT001, ARG001
) -> None:
    """Keeps the file on a mediated negotiation, from reports in the press."""


def main() -> None:
    """Run a command; exit 0 on success, 1 when an input was refused or something failed, 2 on wrong usage."""
    try:
        app(prog_name="travaux")
    except UsageError as error:
        print(f"travaux: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except TravauxError as error:
        print(f"travaux: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
