"""Looking claims up by their words gives what comparing each with every other gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from travaux.ontology.claim import Assessment, claim_id
from travaux.resolve.joining import alike, content_words, group_claims
from travaux.resolve.matching import ByWord, Marks, group_alike, group_marked, mark_words, pick_rare, rank_words
from travaux.spans import Span

WORDS = "talks are close far from over stalled envoy hopes progress slow gap narrows widen deal near".split()


def make_claim(at: int, words: list[str], together: int | None = None, apart: int | None = None) -> Assessment:
    quote = " ".join(words)
    links = tuple(f"r{n}:assessment:0-9" for n in (together,) if n is not None)
    cuts = tuple(f"r{n}:assessment:0-9" for n in (apart,) if n is not None)
    return Assessment(report=f"r{at}", span=Span(0, 9), quote=quote, together=links, apart=cuts)


claims = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), max_size=7),
        st.one_of(st.none(), st.none(), st.integers(0, 9)),
        st.one_of(st.none(), st.none(), st.integers(0, 9)),
    ),
    max_size=25,
).map(lambda rows: [make_claim(n, *row) for n, row in enumerate(rows)])


@given(claims, st.sampled_from([0.5, 0.6, 0.8, 1.0]), st.sampled_from([1, 3]))
@settings(max_examples=300, deadline=None)
def test_groups_are_those_of_comparing_all(rows: list[Assessment], share: float, blocks: int) -> None:
    def block(claim: Assessment) -> int:
        return int(claim.report[1:]) % blocks

    def same(a: Assessment, b: Assessment) -> bool:
        return alike(a.quote, b.quote, share)

    found = group_alike(rows, block, same, lambda c: c.quote, share)
    assert found == group_claims(rows, block, same)


@given(claims, st.sampled_from([0.5, 0.6, 0.8, 1.0]), st.sampled_from([1, 3]))
@settings(max_examples=300, deadline=None)
def test_groups_found_by_marks_are_those_of_comparing_all(rows: list[Assessment], share: float, blocks: int) -> None:
    ranks = rank_words(content_words(c.quote) for c in rows)

    def block(claim: Assessment) -> int:
        return int(claim.report[1:]) % blocks

    def same(a: Assessment, b: Assessment) -> bool:
        return alike(a.quote, b.quote, share)

    def mark(claim: Assessment) -> Marks:
        return mark_words(content_words(claim.quote), ranks, share)

    assert group_marked(rows, block, same, mark) == group_claims(rows, block, same)


@given(claims, st.lists(st.sampled_from(WORDS), min_size=1, max_size=7), st.sampled_from([0.5, 0.6, 1.0]))
@settings(max_examples=300, deadline=None)
def test_with_a_share_what_is_alike_is_found(rows: list[Assessment], asked: list[str], share: float) -> None:
    text = " ".join(asked)
    by_word = ByWord(rows, lambda _: ("Oman",), {"Oman"}, share)
    found = {claim_id(c) for c in by_word.find(["Oman"], [text])}
    assert {claim_id(c) for c in rows if alike(text, c.quote, share)} <= found
    assert found <= {claim_id(c) for c in rows if content_words(c.quote) & content_words(text)}


def test_claims_are_found_by_who_acts_and_a_word() -> None:
    rows = [make_claim(1, ["talks", "stalled"]), make_claim(2, ["deal", "near"]), make_claim(3, ["talks", "near"])]
    actors = {"r1": ("Oman",), "r2": ("Oman", "Norway"), "r3": ("Norway",)}
    by_word = ByWord(rows, lambda c: actors[c.report], {"Oman", "Norway"})
    assert {claim_id(c) for c in by_word.find(["Norway"], ["the talks"])} == {claim_id(rows[2])}
    assert {claim_id(c) for c in by_word.find(["Oman", "Norway"], ["near"])} == {claim_id(rows[1]), claim_id(rows[2])}
    assert not list(by_word.find(["Oman"], ["widen"]))
    asked = ByWord(rows, lambda c: actors[c.report], {"Oman"})
    assert {claim_id(c) for c in asked.find(["Oman"], ["near"])} == {claim_id(rows[1])}


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7, unique=True), min_size=2, max_size=8))
def test_a_text_that_is_alike_has_one_of_the_rarest_words(texts: list[list[str]]) -> None:
    ranks = rank_words(texts)
    for text in texts:
        rare = pick_rare(text, ranks, 0.6)
        assert all(ranks[word] < min((ranks[w] for w in set(text) - set(rare)), default=len(ranks)) for word in rare)
        longer = [t for t in texts if len(t) >= len(text) and len(set(t) & set(text)) >= 0.6 * len(text)]
        assert all(not set(rare).isdisjoint(t) for t in longer)
