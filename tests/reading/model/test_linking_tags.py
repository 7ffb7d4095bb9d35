"""Linking: tags built by hand over Docs built by hand, each with the attribution that they should become."""

from dataclasses import replace

from spacy.tokens import Doc
from tests.reading.docs import VOCAB, build, phrase

from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind
from travaux.reading.annotations import AttributionMention
from travaux.reading.model.costs import load_link_options
from travaux.reading.model.linking import link_attributions
from travaux.reading.model.tagging import Tag, Tagging
from travaux.spans import Span

SHORT = replace(load_link_options(), sole_words=1)
"""As shipped, but for contents of a word or two, so that the Docs here can be short."""


def link(doc: Doc, tagging: Tagging) -> tuple[AttributionMention, ...]:
    return link_attributions(doc, tagging, SHORT)


def _tags(doc: Doc, *words: str, after: float | None = None) -> tuple[Tag, ...]:
    out, at = [], 0
    for own in words:
        at = doc.text.index(own, at)
        out.append(Tag(span=Span(at, at + len(own)), score=0.9, after=after))
        at += len(own)
    return tuple(out)


def _read(doc: Doc, found: tuple[AttributionMention, ...]) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (
            a.source.span.of(doc.text) if a.source else None,
            a.cue.of(doc.text) if a.cue else None,
            [span.of(doc.text) for span in a.content],
        )
        for a in found
    ]


def test_linking_tags_gives_each_cue_its_own_side() -> None:
    doc = build(
        "The/D/1/det envoy/N/2/nsubj said/V/2/ROOT/say talks/NS/4/nsubj failed/V/2/ccomp/fail ./X/2/punct",
        "Aid/N/1/nsubj moved/V/5/ccomp/move ,/X/5/punct the/D/4/det minister/N/5/nsubj added/V/5/ROOT/add ./X/5/punct",
    )
    tagging = Tagging(
        sources=_tags(doc, "The envoy", "the minister"),
        cues=_tags(doc, "said", "added"),
        contents=_tags(doc, "talks failed", "Aid moved"),
    )
    assert _read(doc, link(doc, tagging)) == [
        ("The envoy", "said", ["talks failed"]),
        ("the minister", "added", ["Aid moved"]),
    ]


def test_linking_tags_joins_a_content_around_its_cue() -> None:
    doc = build(
        "Talks/NS/6/nsubj ,/X/6/punct the/D/3/det envoy/N/4/nsubj said/V/6/parataxis/say ,/X/6/punct "
        "failed/V/6/ROOT/fail ./X/6/punct"
    )
    tagging = Tagging(sources=_tags(doc, "the envoy"), cues=_tags(doc, "said"), contents=_tags(doc, "Talks", "failed"))
    assert _read(doc, link(doc, tagging)) == [("the envoy", "said", ["Talks", "failed"])]


def test_linking_tags_lets_one_source_serve_two_cues() -> None:
    doc = build(
        "She/R/1/nsubj said/V/1/ROOT/say talks/NS/3/nsubj failed/V/1/ccomp/fail and/C/1/cc "
        "urged/V/1/conj/urge calm/N/5/dobj ./X/1/punct"
    )
    tagging = Tagging(
        sources=_tags(doc, "She"), cues=_tags(doc, "said", "urged"), contents=_tags(doc, "talks failed", "calm")
    )
    assert _read(doc, link(doc, tagging)) == [
        ("She", "said", ["talks failed"]),
        ("She", "urged", ["calm"]),
    ]


def test_linking_tags_hears_the_model_on_sides() -> None:
    doc = build(
        "The/D/1/det envoy/N/2/nsubj spoke/V/2/ROOT/speak talks/NS/2/dep failed/V/3/dep/fail "
        "the/D/6/det minister/N/7/nsubj said/V/2/dep/say ./X/2/punct"
    )
    contents = _tags(doc, "talks failed")
    tagging = Tagging(cues=_tags(doc, "spoke", "said"), contents=contents)
    to_left = replace(tagging, contents=(replace(contents[0], after=0.99),))
    to_right = replace(tagging, contents=(replace(contents[0], after=0.01),))
    assert [a.cue.of(doc.text) for a in link(doc, to_left) if a.cue] == ["spoke"]
    assert [a.cue.of(doc.text) for a in link(doc, to_right) if a.cue] == ["said"]


def test_linking_tags_makes_the_sentences_of_a_quotation_one_content() -> None:
    doc = Doc(
        VOCAB,
        words=['"', "Talks", "failed", ".", "We", "left", ".", '"', "she", "said", "."],
        spaces=[False, True, False, True, True, False, False, True, True, False, False],
        heads=[2, 2, 2, 2, 5, 5, 5, 9, 9, 9, 9],
        deps=["punct", "nsubj", "ROOT", "punct", "nsubj", "ROOT", "punct", "punct", "nsubj", "ROOT", "punct"],
        sent_starts=[True, False, False, False, True, False, False, False, False, False, False],
    )
    doc._.segments = (Segment(span=Span(0, len(doc.text)), kind=SegmentKind.BODY),)
    tagging = Tagging(
        sources=_tags(doc, "she"), cues=_tags(doc, "said"), contents=_tags(doc, '"Talks failed.', 'We left."')
    )
    (found,) = link(doc, tagging)
    assert [span.of(doc.text) for span in found.content] == ['"Talks failed.', 'We left."']
    assert found.quoted == "direct"


def _quotation(*after: str) -> Doc:
    """ "Talks failed." and what stands behind it."""
    words = ['"', "Talks", "failed", ".", '"', *after]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=[False, True, False, False, True, *[True] * len(after)],
        heads=[2, 2, 2, 2, 2, *[6] * len(after)],
        deps=["punct", "nsubj", "ROOT", "punct", "punct", *["dep"] * len(after)],
        sent_starts=[True, *[False] * (len(words) - 1)],
    )
    doc._.segments = (Segment(span=Span(0, len(doc.text)), kind=SegmentKind.BODY),)
    return doc


def test_linking_tags_gives_direct_speech_without_a_cue_to_who_signs_it() -> None:
    doc = _quotation("―", "Holm")
    tagging = Tagging(sources=_tags(doc, "Holm"), contents=_tags(doc, '"Talks failed."'))
    assert _read(doc, link(doc, tagging)) == [("Holm", None, ['"Talks failed."'])]
    assert link(doc, Tagging(contents=tagging.contents)) == ()


def test_linking_tags_leaves_out_other_contents_without_a_cue() -> None:
    doc = build("The/D/1/det envoy/N/1/ROOT :/X/1/punct talks/NS/4/nsubj failed/V/1/ccomp/fail ./X/1/punct")
    assert link(doc, Tagging(sources=_tags(doc, "The envoy"), contents=_tags(doc, "talks failed"))) == ()


def test_linking_tags_asks_more_of_what_no_rule_knows() -> None:
    doc = build("The/D/1/det envoy/N/2/nsubj said/V/2/ROOT/say talks/NS/4/nsubj failed/V/2/ccomp/fail ./X/2/punct")
    tagging = Tagging(sources=_tags(doc, "The envoy"), cues=_tags(doc, "said"), contents=_tags(doc, "talks failed"))
    assert len(link_attributions(doc, tagging, SHORT)) == 1
    assert link_attributions(doc, tagging, replace(SHORT, sole_words=3)) == ()
    assert link_attributions(doc, tagging, replace(SHORT, sole_score=0.95)) == ()


def test_linking_tags_gives_a_scrap_the_rules_whole_content() -> None:
    doc = build("The/D/1/det envoy/N/2/nsubj denied/V/2/ROOT/deny talks/NS/4/nsubj failed/V/2/ccomp/fail ./X/2/punct")
    rule = AttributionMention(
        source=phrase(doc, "The envoy"),
        cue=phrase(doc, "denied").span,
        content=(phrase(doc, "talks failed").span,),
        quoted="indirect",
        sense="denies",
        rule="verb_clause",
    )
    doc._.attributions = (rule,)
    (found,) = link(doc, Tagging(sources=_tags(doc, "envoy"), cues=_tags(doc, "denied"), contents=_tags(doc, "talks")))
    assert (found.source, found.content, found.rule, found.tagged) == (rule.source, rule.content, "verb_clause", True)


def test_linking_tags_keeps_what_the_rules_found_inside_a_content() -> None:
    """The model learnt from outermost attributions alone: who is said to have said what is the rules' to find."""
    doc = build(
        "The/D/1/det outlet/N/2/nsubj said/V/2/ROOT/say the/D/4/det envoy/N/5/nsubj denied/V/2/ccomp/deny "
        "talks/NS/7/nsubj failed/V/5/ccomp/fail ./X/2/punct"
    )
    inner = AttributionMention(
        source=phrase(doc, "the envoy"),
        cue=phrase(doc, "denied").span,
        content=(phrase(doc, "talks failed").span,),
        quoted="indirect",
        sense="denies",
        rule="verb_clause",
    )
    doc._.attributions = (inner,)
    tagging = Tagging(
        sources=_tags(doc, "The outlet"),
        cues=_tags(doc, "said"),
        contents=_tags(doc, "the envoy denied talks failed"),
    )
    outer, nested = link(doc, tagging)
    assert (outer.parent, nested.parent, nested.sense) == (None, 0, "denies")
    assert nested.source == inner.source


def test_linking_tags_takes_sense_and_source_from_the_rule_with_the_same_cue() -> None:
    doc = build("The/D/1/det envoy/N/2/nsubj denied/V/2/ROOT/deny talks/NS/4/nsubj failed/V/2/ccomp/fail ./X/2/punct")
    rule = AttributionMention(
        source=phrase(doc, "The envoy"),
        cue=phrase(doc, "denied").span,
        content=(phrase(doc, "talks failed").span,),
        quoted="indirect",
        sense="denies",
        rule="verb_clause",
    )
    doc._.attributions = (rule,)
    (found,) = link(doc, Tagging(cues=_tags(doc, "denied"), contents=_tags(doc, "talks failed")))
    assert (found.sense, found.rule, found.source) == ("denies", "verb_clause", rule.source)


def test_linking_tags_of_nothing_is_nothing() -> None:
    doc = build("Talks/NS/1/nsubj failed/V/1/ROOT/fail ./X/1/punct")
    assert link(doc, Tagging()) == ()
