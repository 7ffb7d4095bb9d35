import pytest
from hypothesis import given
from hypothesis import strategies as st

from travaux.intake.segments import Hints, segment_text
from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import SegmentKind as Kind

LONG = (
    "The two delegations met for a third day in the lakeside town and agreed on the order of the next sessions, said an"
    " official of the host country."
)
MORE = (
    "Neither side would say whether the prisoners' lists had been handed over, but both promised to come back to"
    " the table within a week."
)
THIRD = (
    "Trucks with flour and medicine waited at the northern bridge for clearance, and drivers said that none of them had"
    " been let through since the morning."
)


def kinds(text: str, hints: Hints | None = None) -> list[tuple[Kind, str]]:
    return [(s.kind, s.span.of(text)) for s in segment_text(text, hints)]


def kind_of(text: str, words: str, hints: Hints | None = None) -> Segment:
    start = text.index(words)
    return next(s for s in segment_text(text, hints) if s.span.start <= start < s.span.end)


def test_segments_of_a_saved_page_are_told_apart() -> None:
    lines = [
        "Envoys leave talks without a text",
        "Photo of author",
        "By newsfromthelake.org",
        LONG,
        "A general view of the conference hall on the day of the signing, May 3, 2021 (credit: Jo Doe/Agency)",
        MORE,
        "What happens next?",
        THIRD,
        "Leave a comment",
    ]
    text = "\n\n".join(lines)
    expected = [
        Kind.HEADLINE,
        Kind.FURNITURE,
        Kind.BYLINE,
        Kind.BODY,
        Kind.CAPTION,
        Kind.BODY,
        Kind.SUBHEAD,
        Kind.BODY,
        Kind.FURNITURE,
    ]
    assert kinds(text) == list(zip(expected, lines, strict=True))
    assert kind_of(text, "Photo of").note == "photo of author"


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Advertisement",
        "ADVERTISEMENT",
        "Read more",
        "Read more: Ministers meet again",
        "RELATED: What the map of the ceasefire shows",
        "Sign up for our daily newsletter",
        "Subscribe to the Morning Post and get it in your inbox",
        "We use cookies to improve this site. Accept all cookies",
        "© 2021 Lake News. All rights reserved.",
        "Copyright 2019 Lake News Company",
        "Share this article",
        "Facebook Twitter WhatsApp",
        "Getty Images",
        "Photo: AFP",
        "Image copyright Lake Pictures",
        "Follow us on Instagram",
        "3 min read",
        "Tags: peace, lake",
        "Home > World > Talks",
        "Jane Roe/Reuters",
        "[](https://example.org/next-story)",
        "[[4]](https://example.org/#n4) https://example.org/source",
        "2 hours ago",
        "Your browser does not support the video tag.",
        "Envoy leaves in angerRead more",
        "* * *",
    ],
)
def test_furniture_is_marked_wherever_it_stands(line: str) -> None:
    text = f"{LONG}\n\n{line}\n\n{MORE}"
    segment = kind_of(text, line)
    assert segment.kind is Kind.FURNITURE
    assert segment.note


@pytest.mark.parametrize(
    "line",
    [
        "The ministers will share the cost of the crossing.",
        "Sign the text or leave, the mediator told them.",
        "Subscribers to the deal include three neighbours.",
        "More than 40 trucks crossed before noon.",
        "Follow-up talks are planned for Monday in the capital.",
        "The file on the prisoners was closed on Tuesday.",
        "He said the cookie factory in the north had been hit.",
        "No.",
        "“We read more into it than there was,” she said.",
        "By Monday both sides had agreed.",
        "Photographs of the detained were shown to the families on Friday.",
    ],
)
def test_sentences_that_look_like_furniture_are_coded(line: str) -> None:
    text = f"{LONG}\n\n{line}\n\n{MORE}"
    segment = kind_of(text, line)
    if line != "No.":
        assert segment.kind is Kind.BODY
    assert segment.span.of(text) == line


@pytest.mark.parametrize(
    "line",
    [
        "Refugees at the northern bridge on Sunday. Photograph: Jo Doe/EPA",
        "FILE PHOTO: The hall in which the talks are held, June 4, 2020. REUTERS/Jo Doe",
        "The envoy arrives at the hall. (AP Photo/Jo Doe)",
        "Soldiers at the crossing [File: Jo Doe/AP Photo]",
        "Image caption The bridge was closed in March",
        "Photo: Trucks wait at the bridge for a third day",
        "The envoy speaks to reporters on Friday. Jo Doe/AP hide caption",
    ],
)
def test_captions_are_coded_as_captions(line: str) -> None:
    text = f"{LONG}\n\n{line}\n\n{MORE}"
    segment = kind_of(text, line)
    assert segment.kind is Kind.CAPTION
    assert segment.coded


@pytest.mark.parametrize(
    ("prefix", "body"),
    [
        ("LAKETOWN, Feb 10 (Reuters) -", "The envoy left on Monday without a signed text in hand."),
        ("LAKETOWN (AP) —", "The envoy left on Monday without a signed text in hand."),
        ("LAKETOWN/HILLTOWN —", "The envoy left on Monday without a signed text in hand."),
        ("Laketown, 5 March 2021 –", "The envoy left on Monday without a signed text in hand."),
        ("Laketown, Lakeland –", "The envoy left on Monday without a signed text in hand."),
        ("(CNN)", "The envoy left on Monday without a signed text in hand."),
        ("PORT SUDAN, Sudan (AFP) -", "The envoy left on Monday without a signed text in hand."),
    ],
)
def test_dateline_before_a_paragraph_is_a_segment_of_its_own(prefix: str, body: str) -> None:
    assert kinds(f"{prefix} {body}") == [(Kind.DATELINE, prefix), (Kind.BODY, body)]


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING - The envoy left on Monday without a signed text.",
        "The envoy - who left on Monday - had no signed text in hand.",
        "NATO says that the envoy left on Monday (without a signed text) - again.",
        "Ceasefire talks (held in May) went on without a signed text in hand.",
    ],
)
def test_no_dateline_is_seen_in_a_sentence(line: str) -> None:
    assert kinds(f"{LONG}\n\n{line}\n\n{MORE}")[1] == (Kind.BODY, line)


@pytest.mark.parametrize(
    "line", ["9:42 A.M. EDT", "March 5, 2021", "Published: 5 March 2021", "2021-03-05", "Friday, July 2, 2021"]
)
def test_lines_of_date_or_time_are_datelines(line: str) -> None:
    assert kind_of(f"{line}\n\n{LONG}", line).kind is Kind.DATELINE


def test_hard_wrapped_paragraphs_are_one_segment_each() -> None:
    text = (
        "The two delegations met for a third day in the town by the lake and\n"
        "agreed on the order of the next sessions, said an official of the\n"
        "host. Neither side would say whether the lists had been handed over\n"
        "on October\n"
        "\n"
        "Both promised to come back to the table within a week, and the third\n"
        "Party, which had walked out on Tuesday, sent a note to the mediator.\n"
    )
    assert [s.kind for s in segment_text(text)] == [Kind.BODY, Kind.BODY]


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs() -> None:
    assert [w for _, w in kinds(f"{LONG}\n{MORE}\n{THIRD}")] == [LONG, MORE, THIRD]


def test_a_sentence_broken_by_a_newline_is_joined() -> None:
    text = f"{LONG}\nThe mediator said that nothing had been\nagreed yet.\n{MORE}"
    assert (Kind.BODY, "The mediator said that nothing had been\nagreed yet.") in kinds(text)


def test_list_items_are_marked_without_their_bullets() -> None:
    items = "- Release of fifty prisoners\n- Two crossings to open\n\n1. A first phase of six weeks\n2) A second phase"
    text = f"{LONG}\n\n{items}\n\n{MORE}"
    found = [w for k, w in kinds(text) if k is Kind.LIST_ITEM]
    assert found == [
        "Release of fifty prisoners",
        "Two crossings to open",
        "A first phase of six weeks",
        "A second phase",
    ]


def test_markdown_headings_and_wrapped_items() -> None:
    item = "-   The sides agreed to a [short\n    text](https://example.org/a/b/c)\n    on prisoners."
    text = f"# Envoys leave talks\n\n{LONG}\n\n## What was agreed\n\n{item}\n\n{MORE}"
    assert kinds(text)[0] == (Kind.HEADLINE, "Envoys leave talks")
    assert (Kind.SUBHEAD, "What was agreed") in kinds(text)
    assert kind_of(text, "The sides agreed").span.of(text).endswith("on prisoners.")


def test_links_of_notes_after_sentences_are_cut_out() -> None:
    text = "The bridge was closed.[[2]](https://example.org/#n2) It opened again on Friday.[3](https://example.org/x)"
    found = [(k, w) for k, w in kinds(text) if k is Kind.BODY]
    assert found == [(Kind.BODY, "The bridge was closed."), (Kind.BODY, "It opened again on Friday.")]


@pytest.mark.parametrize("blob", ["`" * 3000, "data:image/png;base64," + "iVBORw0KGgo" * 200, "=-" * 700])
def test_a_word_without_end_is_cut_out(blob: str) -> None:
    before, after = "The envoys left Lusaka on Friday,", "and the rebels said they would return."
    text = f"{before} {blob} {after}"
    assert [(s.kind, s.span.of(text)) for s in segment_text(text)] == [
        (Kind.BODY, before),
        (Kind.FURNITURE, blob),
        (Kind.BODY, after),
    ]


def test_transcript_turns_carry_their_speaker() -> None:
    text = (
        "Press Room\n\n10:05 A.M. EST\n\n"
        "MS. ROE:  Good morning.  We have news on the\ncrossing today.\n\n"
        "It opens at noon.\n\n"
        "Q    Which crossing?\n\n"
        "MS. ROE:  The northern one.\n\n(Laughter.)\n\n"
        "SENIOR OFFICIAL:  And one more to come.\n\n###\n"
    )
    segments = segment_text(text, Hints(title="Press Briefing by Press Secretary Ann Roe"))
    turns = [(s.note, " ".join(s.span.of(text).split())) for s in segments if s.kind is Kind.TURN]
    assert turns == [
        ("MS. ROE", "Good morning. We have news on the crossing today."),
        ("MS. ROE", "It opens at noon."),
        ("Q", "Which crossing?"),
        ("MS. ROE", "The northern one."),
        ("SENIOR OFFICIAL", "And one more to come."),
    ]
    assert [s.kind for s in segments if s.kind is not Kind.TURN] == [
        Kind.DATELINE,
        Kind.DATELINE,
        Kind.FURNITURE,
        Kind.FURNITURE,
    ]


def test_one_label_makes_no_transcript() -> None:
    assert all(s.kind is not Kind.TURN for s in segment_text(f"UPDATE: {LONG}\n\n{MORE}\n\nNOTE: {THIRD}"))


@pytest.mark.parametrize(
    ("title", "turns"), [("Remarks by President Ann Roe on the Crossing", 2), ("President Roe opens the crossing", 0)]
)
def test_one_sure_label_is_enough_under_the_title_of_a_speech(title: str, turns: int) -> None:
    text = f"Bergen, Norway\n\n4:02 P.M.\n\n     THE PRESIDENT:  Good afternoon.  {LONG}\n\n{MORE}\n"
    found = [s.note for s in segment_text(text, Hints(title=title)) if s.kind is Kind.TURN]
    assert found == ["THE PRESIDENT"] * turns


def test_headlines_of_other_articles_at_the_end_are_furniture() -> None:
    others = ["Storm closes the coast road", "Minister quits over budget row", "Lake trout are back, say anglers"]
    text = "\n\n".join([LONG, MORE, THIRD, "© 2021 Lake News", "Most read", *others])
    found = {w: k for k, w in kinds(text)}
    assert [found[w] for w in others] == [Kind.FURNITURE] * 3
    assert found[THIRD] is Kind.BODY


def test_menu_before_the_article_is_furniture_and_its_standfirst_is_not() -> None:
    menu = ["Storm closes the coast road", "Minister quits over budget row"]
    standfirst = "Delegations agreed on order of next sessions, says official"
    text = "\n\n".join(["Skip to content", "Home", *menu, standfirst, LONG, MORE, THIRD])
    found = {w: k for k, w in kinds(text, Hints(title="Talks go on by the lake"))}
    assert [found[w] for w in menu] == [Kind.FURNITURE] * 2
    assert found[standfirst] is not Kind.FURNITURE


def test_list_of_terms_at_the_end_is_kept() -> None:
    terms = ["- Release of all prisoners", "- Reopening of the bridge", "- Return of the displaced"]
    text = "\n\n".join([LONG, MORE, THIRD, "The text says:", *terms])
    assert sum(k is Kind.LIST_ITEM for k, _ in kinds(text)) == 3


@pytest.mark.parametrize("unit", ["word ", "[", "**", "* ", "A", "(a ", "AB CD ", "x\n", "- a\n", "Q: "])
def test_long_texts_take_linear_time(unit: str) -> None:
    assert segment_text(unit * (100_000 // len(unit))) is not None


LINES = st.sampled_from(
    [
        LONG,
        MORE,
        "Read more",
        "By Ann Roe",
        "What next?",
        "- an item",
        "MS. ROE: Yes.",
        "Q   No?",
        "LAKETOWN (AP) - " + THIRD,
        "###",
        "** **",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "  \n"]).map(lambda gap: gap.join(lines))
    ),
)


@given(TEXTS)
def test_segments_are_in_order_disjoint_and_trimmed(text: str) -> None:
    end = 0
    for segment in segment_text(text):
        words = segment.span.of(text)
        assert segment.span.start >= end
        assert segment.span.end <= len(text)
        assert words == words.strip()
        assert words
        end = segment.span.end


@given(st.lists(LINES, min_size=1, max_size=10))
def test_every_word_is_in_a_segment_or_is_a_label_or_a_mark(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    kept = "".join(s.span.of(text) for s in segment_text(text))
    for line in lines:
        assert line.split()[-1].strip("*") in kept or line.endswith("**")
