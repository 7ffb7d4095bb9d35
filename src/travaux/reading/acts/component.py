"""The spaCy component `travaux_acts`."""

from spacy.language import Language
from spacy.tokens import Doc

from travaux.reading.acts.engine import find_acts
from travaux.reading.acts.frames import load_frames


@Language.component("travaux_acts")
def annotate_acts(doc: Doc) -> Doc:
    """Set `doc._.acts`."""
    doc._.acts = find_acts(doc, load_frames())
    return doc
