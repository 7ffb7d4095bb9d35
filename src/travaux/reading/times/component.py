"""The spaCy component that writes `doc._.times`."""

from spacy.language import Language
from spacy.tokens import Doc

from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.parsing.glued import blank_tails
from travaux.reading.times.find import find_times
from travaux.reading.times.tense import tense_at


@Language.component("travaux_times")
def mark_times(doc: Doc) -> Doc:
    """Set `doc._.times` from the report's day and the tense of each clause; furniture is passed over."""
    text = _without_furniture(doc)
    tense = (lambda at: tense_at(doc, at)) if doc.has_annotation("DEP") else None
    doc._.times = find_times(text, doc._.published, tense)
    return doc


def _without_furniture(doc: Doc) -> str:
    """The Doc's text with line breaks for furniture and whole words where some ran together; every character keeps its place."""
    text = blank_tails(doc)
    for segment in doc._.segments:
        if segment.kind is SegmentKind.FURNITURE:
            start, end = segment.span.start, segment.span.end
            text = text[:start] + "\n" * (end - start) + text[end:]
    return text
