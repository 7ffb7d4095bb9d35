"""The components behind the rules: without a tagging they leave the layers as they are."""

from tests.reading.docs import build, phrase

from travaux.ontology.vocabulary import Act, Modality
from travaux.reading.annotations import ActMention
from travaux.reading.model.component import add_tagged_acts, link_tags
from travaux.reading.model.tagging import Tag, Tagging
from travaux.spans import Span

SENTENCE = (
    "The/D/1/det envoy/N/2/nsubj said/V/2/ROOT/say the/D/4/det talks/NS/5/nsubj failed/V/2/ccomp/fail ./X/2/punct"
)
SAID = "The envoy said the talks failed"


def test_component_layers_stay_without_a_tagging() -> None:
    doc = build(SENTENCE)
    trigger = phrase(doc, "failed")
    act = ActMention(
        act=Act.ASSESS,
        trigger=trigger,
        clause=trigger.span,
        actors=(),
        recipients=(),
        about=None,
        modality=Modality.ASSERTED,
        issues=(),
        rule="acts/test",
    )
    doc._.acts, doc._.attributions = (act,), ()
    doc = add_tagged_acts(link_tags(doc))
    assert doc._.acts == (act,)
    assert doc._.attributions == ()


def test_component_layers_follow_a_tagging() -> None:
    doc = build(SENTENCE)
    doc._.tagging = Tagging(
        sources=(Tag(span=Span(0, 9), score=0.9),),
        cues=(Tag(span=Span(10, 14), score=0.9),),
        contents=(Tag(span=Span(15, len(SAID)), score=0.9),),
    )
    doc = add_tagged_acts(link_tags(doc))
    (found,) = doc._.attributions
    assert found.content[0].of(doc.text) == SAID[15:]
    assert doc._.acts == ()
