"""The spaCy component that writes `doc._.times`."""

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from travaux.ontology.vocabulary import SegmentKind
from travaux.packs.load import load_world
from travaux.packs.world import Conflict
from travaux.reading.parsing.glued import blank_tails
from travaux.reading.times.find import find_times
from travaux.reading.times.first_days import find_first_days
from travaux.reading.times.tense import tense_at


class TimeFinder:
    """Finds the times of a report; the packs shipped and those of `packs` say when conflicts began."""

    def __init__(self, packs: tuple[Path, ...] = ()) -> None:
        self._conflicts = tuple(load_world(*packs).conflicts.values())

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.times`."""
        return mark_times(doc, self._conflicts)


@Language.factory("travaux_times", default_config={"packs": []})
def make_time_finder(nlp: Language, name: str, packs: list[str]) -> TimeFinder:  # noqa: ARG001
    """A TimeFinder; `packs` are folders of the user's own."""
    return TimeFinder(tuple(Path(p) for p in packs))


def mark_times(doc: Doc, conflicts: Iterable[Conflict] = ()) -> Doc:
    """Set `doc._.times` from the report's day and the tense of each clause; furniture is passed over."""
    text = _without_furniture(doc)
    tense = (lambda at: tense_at(doc, at)) if doc.has_annotation("DEP") else None
    named = {name for mention in doc._.mentions for name in mention.names}
    doc._.times = find_times(text, doc._.published, tense, find_first_days(conflicts, named, doc._.published))
    return doc


def _without_furniture(doc: Doc) -> str:
    """The Doc's text with line breaks for furniture and whole words where some ran together; every character keeps its place."""
    text = blank_tails(doc)
    for segment in doc._.segments:
        if segment.kind is SegmentKind.FURNITURE:
            start, end = segment.span.start, segment.span.end
            text = text[:start] + "\n" * (end - start) + text[end:]
    return text
