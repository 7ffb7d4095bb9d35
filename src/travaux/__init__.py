"""travaux keeps the file on a mediated negotiation from reports in the press."""

from importlib.metadata import version

__version__ = version("travaux")
