"""The spaCy component that writes `doc._.mentions`."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from travaux.packs.load import load_world
from travaux.reading.mentions.gazetteer import Gazetteer
from travaux.reading.mentions.names import find_names
from travaux.reading.mentions.unlisted.find import add_unlisted


class MentionFinder:
    """Finds the names of a report with the packs shipped and those of `packs`."""

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        self.world = load_world(*packs)
        self.gazetteer = Gazetteer(self.world)

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.mentions`."""
        doc._.mentions = add_unlisted(doc, find_names(doc, self.gazetteer, self.world))
        return doc


@Language.factory("travaux_mentions", default_config={"packs": []})
def make_mention_finder(nlp: Language, name: str, packs: list[str]) -> MentionFinder:  # noqa: ARG001
    """A MentionFinder; `packs` are folders of the user's own."""
    return MentionFinder(tuple(Path(p) for p in packs))
