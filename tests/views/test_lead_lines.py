"""What a line may rest on: its surest words, whom these name, and what else tells the same."""

from dataclasses import replace

from tests.claims import actors, make_report, said_by, when

from travaux.ontology.claim import ActorRef, MeetingMention, Move, Voice
from travaux.ontology.dossier import Dossier
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act, ActorKind, MeetingStatus
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.brief import make_brief
from travaux.views.lead import lead_of, narrow

FIRST = "Lind of Norway met Quispe of Peru in Oslo. Chile was not there."
AGAIN = "The talks that Lind and Quispe held went on until dawn in Bergen."


def told_of(text: str, *names: str) -> tuple[ActorRef, ...]:
    """Persons where a text names them."""
    return tuple(
        ActorRef(name=n, kind=ActorKind.PERSON, by="name", span=Span(text.index(n), text.index(n) + len(n)))
        for n in names
    )


def meet(report: str, text: str, quote: str, *people: ActorRef, sure: float = 0.9, **fields: object) -> MeetingMention:
    at = text.index(quote)
    return MeetingMention(
        report=report, span=Span(at, at + len(quote)), quote=quote, participants=people, status=MeetingStatus.HELD,
        confidence=sure, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def build(*claims: MeetingMention | Move, first: str = FIRST, again: str = AGAIN) -> Dossier:
    reports: list[Report] = [make_report("r1", text=first, outlet="The Post"), make_report("r2", text=again)]
    return build_dossier(reports, claims, World())


def test_a_meeting_is_told_with_those_whom_its_surest_words_name() -> None:
    sure = meet(
        "r1", FIRST, "Lind of Norway met Quispe of Peru in Oslo", *told_of(FIRST, "Lind", "Quispe"), place="Oslo"
    )
    more = replace(sure, participants=(*sure.participants, *told_of(FIRST, "Chile")))
    (item,) = build(more).meetings
    assert [p.name for p in item.participants] == ["Lind", "Quispe", "Chile"]
    told = narrow(item)
    assert ([p.name for p in told.participants], told.place) == (["Lind", "Quispe"], "Oslo")


def test_a_place_that_the_words_do_not_name_is_left_out() -> None:
    (item,) = build(
        meet("r1", FIRST, "Lind of Norway met Quispe of Peru", *told_of(FIRST, "Lind", "Quispe"), place="Bergen")
    ).meetings
    assert (item.place, narrow(item).place) == ("Bergen", None)


def test_a_day_that_a_speaker_s_sentence_gives_may_be_the_day_of_speaking() -> None:
    quote = "Lind of Norway met Quispe of Peru"
    people = told_of(FIRST, "Lind", "Quispe")
    day = when("2025-06-09", "on Monday")
    voice = said_by("Holm")
    (spoken,) = build(meet("r1", FIRST, quote, *people, when=day, voice=voice)).meetings
    (written,) = build(meet("r1", FIRST, quote, *people, when=day)).meetings
    assert (narrow(spoken).when, narrow(written).when) == (None, day)


def test_unsure_evidence_is_not_shown_with_sure() -> None:
    day = when("2025-06-09")
    people, same = told_of(FIRST, "Lind", "Quispe"), told_of(AGAIN, "Lind", "Quispe")
    one = meet("r1", FIRST, "Lind of Norway met Quispe of Peru in Oslo", *people, sure=0.9, when=day)
    two = meet("r2", AGAIN, "The talks that Lind and Quispe held", *same, sure=0.4, when=day)
    (item,) = build(one, two).meetings
    assert len(item.evidence) == 2
    assert lead_of(item).report == "r1"
    assert [e.report for e in narrow(item).evidence] == ["r1"]
    (both,) = build(one, replace(two, confidence=0.9)).meetings
    assert [e.report for e in narrow(both).evidence] == ["r1", "r2"]


def test_what_a_person_entered_stays_as_it_is() -> None:
    entered = MeetingMention(
        report="r1", span=Span(0, 10), quote=FIRST[:10], participants=actors("Norway", "Peru"),
        status=MeetingStatus.HELD, confidence=1.0,
    )  # fmt: skip
    (item,) = build(entered).meetings
    assert narrow(item) == item


def deed(text: str, quote: str, side: str, voice: Voice | None = None, **fields: object) -> Move:
    at = text.index(quote)
    actor = ActorRef(
        name=side, kind=ActorKind.STATE, by="pack", span=Span(text.index(side), text.index(side) + len(side))
    )
    told = {"act": Act.ATTACK, "confidence": 0.9, "sentence": text, **fields}
    return Move(
        report="r1", span=Span(at, at + len(quote)), quote=quote, trigger=Span(at, at + 3),
        actors=(actor,), voice=voice or Voice(), **told,  # type: ignore[arg-type]
    )  # fmt: skip


def section(title: str, *claims: Move, text: str) -> list[str]:
    page = make_brief(build(*claims, first=text))
    return [line.text for s in page.sections if s.title.startswith(title) for line in s.lines]


def happened(*claims: Move, text: str) -> list[str]:
    return section("What happened", *claims, text=text)


def test_a_deed_is_told_in_the_sentence_that_it_stands_in() -> None:
    text = "Peru shelled two villages at the lake on Sunday, and they burnt."
    whole = ["Reported 10 June 2025: “Peru shelled two villages at the lake on Sunday, and they burnt”."]
    first = deed(text, "Peru shelled two villages", "Peru")
    again = deed(text, "they burnt", "Peru")
    assert happened(first, again, text=text) == whole
    assert happened(replace(first, sentence=""), text=text) == []
    assert happened(replace(first, confidence=0.5), text=text) == []


def test_a_sentence_names_its_speaker_or_the_line_does() -> None:
    text = "Peru shelled two villages at the lake on Sunday."
    (line,) = happened(deed(text, text, "Peru", voice=said_by("Holm")), text=text)
    assert line == "Reported 10 June 2025: “Peru shelled two villages at the lake on Sunday”, according to Holm."
    text = "Peru shelled two villages on Sunday, Holm said."
    (line,) = happened(deed(text, "Peru shelled two villages", "Peru", voice=said_by("Holm")), text=text)
    assert line == "Reported 10 June 2025: “Peru shelled two villages on Sunday, Holm said”."


def test_a_sentence_on_talks_stands_with_the_talks_and_a_deed_does_not() -> None:
    text = "Peru proposed a truce to Chile in a letter on Sunday."
    offer = deed(text, "Peru proposed a truce", "Peru", act=Act.PROPOSE)
    assert section("What is told of the talks", offer, text=text) == [f"Reported 10 June 2025: “{text[:-1]}”."]
    assert happened(offer, text=text) == []
    attack = deed(text, "Peru proposed a truce", "Peru")
    assert section("What is told of the talks", attack, text=text) == []
    assert len(happened(attack, text=text)) == 1


def test_what_was_long_before_the_reports_is_no_news() -> None:
    text = "In 2015 Peru shelled two villages at the lake."
    assert happened(deed(text, text, "Peru", when=when("2015", "2015")), text=text) == []
    assert len(happened(deed(text, text, "Peru", when=when("2025", "2025")), text=text)) == 1


def test_a_meeting_is_told_with_its_sentence_and_a_footnote_that_holds_it() -> None:
    quote = "Lind of Norway met Quispe of Peru"
    claim = replace(meet("r1", FIRST, quote, *told_of(FIRST, "Lind", "Quispe")), sentence=f"{quote} in Oslo.")
    brief = make_brief(build(claim))
    (line,) = next(s.lines for s in brief.sections if s.title == "Meetings held")
    assert line.text.endswith(f": “{quote} in Oslo”.")
    assert [n.quote for n in brief.notes if n.number in line.notes] == [f"{quote} in Oslo."]
