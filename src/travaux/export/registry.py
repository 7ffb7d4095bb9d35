"""The formats of `travaux export`: what each is and which module writes it. Modules are loaded when they are asked for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.resources import files

from travaux.errors import UsageError
from travaux.export.material import Exporter


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One format, as `data/formats.toml` has it."""

    name: str
    title: str
    """What it is and who reads it, in one line."""
    module: str
    """The module of `travaux.export` whose function named `function` writes it."""
    function: str = "export"
    suffix: str = ""
    """The ending of the file that it writes; "" where it writes a folder."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What can be asked of it by name (`--set NAME=VALUE`), and what that does."""
    extra: str = ""
    """The extra of the package that it needs, "" for none."""

    @property
    def default_path(self) -> str:
        """Where it is written when nobody says."""
        return f"travaux-{self.name}{self.suffix}"


@lru_cache(maxsize=1)
def list_formats() -> Mapping[str, ExportFormat]:
    """All formats by name, in the order of the file."""
    table = tomllib.loads((files("travaux.export") / "data" / "formats.toml").read_text(encoding="utf8"))
    return {name: ExportFormat(name=name, **row) for name, row in table.items()}


def find_format(name: str) -> ExportFormat:
    """The format of this name.

    Raises:
        UsageError: there is none.
    """
    found = list_formats().get(name)
    if found is None:
        raise UsageError(f"there is no format {name!r}; there are: {', '.join(list_formats())}")
    return found


def load_exporter(form: ExportFormat) -> Exporter:
    """The function that writes a format.

    Raises:
        UsageError: the extra that it needs is not installed.
    """
    try:
        module = import_module(f"travaux.export.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("travaux"):
            raise
        message = f"{form.name} needs {error.name}, which is not installed: pip install 'travaux[{form.extra}]'"
        raise UsageError(message) from error
    exporter: Exporter = getattr(module, form.function)
    return exporter
