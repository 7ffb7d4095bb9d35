"""The codebook of acts as data: definitions, examples, and the crosswalk to PLOVER and CAMEO."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from travaux.ontology.vocabulary import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEntry:
    """One act of the codebook; PLOVER and CAMEO fields are "" where they have no place for it."""

    act: Act
    gloss: str
    plover: str
    plover_mode: str
    cameo: str
    example: str


@lru_cache(maxsize=1)
def load_codebook() -> dict[Act, ActEntry]:
    """The codebook, in its order."""
    data = tomllib.loads((files("travaux.ontology") / "data" / "acts.toml").read_text(encoding="utf8"))
    return {Act(name): ActEntry(act=Act(name), **row) for name, row in data.items()}
