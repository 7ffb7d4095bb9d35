"""The command `travaux`."""

from travaux.cli.app import main

__all__ = ["main"]
