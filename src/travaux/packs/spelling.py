"""How the world's names are written, for names that a codebook keeps in small letters ("thai officials")."""

from functools import cache
from importlib.resources import files

import tomli

_FILES = ("states.toml", "regions.toml")
_FIELDS = ("adjectives", "peoples", "aliases", "capital_aliases")


@cache
def load_spellings() -> dict[str, str]:
    """Word in small letters → as it is written: states, regions, their capitals and peoples, by names of one word."""
    out: dict[str, str] = {}
    for name in _FILES:
        rows = tomli.loads((files("travaux.packs") / "data" / name).read_text(encoding="utf-8"))
        for row in (row for table in rows.values() if isinstance(table, list) for row in table):
            for words in (row["name"], row.get("capital", ""), *(w for field in _FIELDS for w in row.get(field, ()))):
                if words.isalpha() and words[:1].isupper():
                    out.setdefault(words.lower(), words)
    return out
