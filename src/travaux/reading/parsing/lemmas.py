"""The lemmatizer's lists of known forms as sets: it asks of every new word whether it is among up to 57,000."""

from spacy.language import Language
from spacy.pipeline import Lemmatizer

_FORMS = "lemma_index"


def keep_forms_as_sets(nlp: Language) -> None:
    """Let the lemmatizers of `nlp` look forms up instead of looking through them."""
    for name in nlp.component_names:
        pipe = nlp.get_pipe(name)
        if isinstance(pipe, Lemmatizer) and pipe.lookups.has_table(_FORMS):
            table = pipe.lookups.get_table(_FORMS)
            table.update({kind: frozenset(forms) for kind, forms in table.items()})
