"""The components of the reading model. Where no model is there they do nothing, and the rules read alone.

`travaux_model` tags, before the rules read; `travaux_model_attributions` and `travaux_model_acts` stand behind the rules'
components of these names and make one layer of what both found.
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from travaux.errors import InputError
from travaux.reading.lookup import text_of
from travaux.reading.model.acts import combine_acts
from travaux.reading.model.encoder import FULL, SHIPPED, Encoder, load_encoder, shipped_weights
from travaux.reading.model.linking import link_attributions
from travaux.spans import Span

if not Doc.has_extension("tagging"):
    Doc.set_extension("tagging", default=None)


class ModelReader:
    """Sets `doc._.tagging`; None where there is no model."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder

    @property
    def label(self) -> str | None:
        """The model's name and version; None where there is none."""
        return self._encoder.manifest.label if self._encoder is not None else None

    def __call__(self, doc: Doc) -> Doc:
        """Tag the coded passages of `doc`."""
        if self._encoder is not None:
            doc._.tagging = self._encoder.tag(text_of(doc), passages_of(doc))
        return doc


def passages_of(doc: Doc) -> tuple[Span, ...]:
    """The stretches that the model reads: a Doc's coded segments, or all of a Doc without segments."""
    if doc._.segments:
        return tuple(segment.span for segment in doc._.segments if segment.coded)
    text = text_of(doc)
    return (Span(0, len(text)),) if text.strip() else ()


@Language.factory("travaux_model", default_config={"folder": None})
def make_model_reader(nlp: Language, name: str, folder: str | None) -> ModelReader:  # noqa: ARG001
    """The component with the model in `folder`, which may be the name of one of SHIPPED; by default the first of these.

    Raises:
        InputError: `folder` holds no model that can be read.
    """
    name = folder if folder is not None else FULL
    place = shipped_weights(name) if name in SHIPPED else Path(name)
    if place is None and folder is not None:
        raise InputError(folder, "no reading model of this name came with the package; name a folder that holds one")
    return ModelReader(load_encoder(place) if place is not None else None)


@Language.component("travaux_model_attributions")
def link_tags(doc: Doc) -> Doc:
    """Set `doc._.attributions` from the tags and the rules' attributions."""
    if doc._.tagging is not None:
        doc._.attributions = link_attributions(doc, doc._.tagging)
    return doc


@Language.component("travaux_model_acts")
def add_tagged_acts(doc: Doc) -> Doc:
    """Set `doc._.acts` from the tags and the rules' acts."""
    if doc._.tagging is not None:
        doc._.acts = combine_acts(doc, doc._.acts, doc._.tagging)
    return doc
