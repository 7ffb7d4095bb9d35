"""Who is at the table: only who is told to bargain with another, or to go between."""

from collections.abc import Iterable
from dataclasses import replace

from tests.claims import make_report

from travaux.ontology.claim import ActorRef, AnyClaim, MeetingMention, Move, Participation
from travaux.ontology.vocabulary import Act, ActorKind, MeetingStatus, Role
from travaux.packs.world import World
from travaux.resolve.dossier import build_dossier
from travaux.spans import Span
from travaux.views.brief import make_brief

TEXT = "Norway held peace talks with Peru, which Finland mediated. Chile shelled Bolivia. Lind and Peru spoke of fish."


def side(name: str, role: Role = Role.PARTY) -> Participation:
    at = Span(TEXT.index(name), TEXT.index(name) + len(name))
    actor = ActorRef(name=name, kind=ActorKind.STATE, by="pack", span=at)
    return Participation(report="r1", span=at, quote=name, actor=actor, role=role)


def named(name: str) -> ActorRef:
    at = TEXT.index(name)
    return ActorRef(name=name, kind=ActorKind.STATE, by="pack", span=Span(at, at + len(name)), country=name)


def met(quote: str, *names: str, sure: float = 0.9) -> MeetingMention:
    at = TEXT.index(quote)
    return MeetingMention(
        report="r1", span=Span(at, at + len(quote)), quote=quote, participants=tuple(map(named, names)),
        status=MeetingStatus.HELD, confidence=sure,
    )  # fmt: skip


def table(*claims: AnyClaim) -> list[str]:
    sides: Iterable[AnyClaim] = [side(n) for n in ("Norway", "Peru", "Chile", "Bolivia")]
    page = make_brief(build_dossier([make_report("r1", text=TEXT)], [*sides, *claims], World()))
    return [line.text for s in page.sections if s.title == "Who is at the table" for line in s.lines]


def test_two_sides_that_one_clause_tells_to_negotiate_are_at_the_table() -> None:
    assert table(met("Norway held peace talks with Peru", "Norway", "Peru")) == [
        "Parties: Norway and Peru: “Norway held peace talks with Peru”."
    ]


def test_who_is_only_mentioned_or_attacks_is_at_no_table() -> None:
    quote = "Chile shelled Bolivia"
    at = TEXT.index(quote)
    shelled = Move(
        report="r1", span=Span(at, at + len(quote)), quote=quote, act=Act.ATTACK, trigger=Span(at, at + 5),
        actors=(named("Chile"),), recipients=(named("Bolivia"),), confidence=0.9,
    )  # fmt: skip
    assert table(shelled) == []


def test_a_meeting_that_is_unsure_or_about_something_else_seats_nobody() -> None:
    assert table(met("Norway held peace talks with Peru", "Norway", "Peru", sure=0.5)) == []
    assert table(met("Peru spoke of fish", "Peru", "Norway")) == []


def test_who_goes_between_is_told_in_words_for_it() -> None:
    quote = "which Finland mediated"
    at = TEXT.index(quote)
    between = Move(
        report="r1", span=Span(at, at + len(quote)), quote=quote, act=Act.MEDIATE, trigger=Span(at + 14, at + 22),
        actors=(named("Finland"),), confidence=0.9, sentence=f"{TEXT.split('.', maxsplit=1)[0]}.",
    )  # fmt: skip
    mediator = side("Finland", Role.MEDIATOR)
    assert table(mediator, between) == ["Mediator: Finland: “which Finland mediated”."]
    assert table(mediator, replace(between, confidence=0.5)) == []
    assert table(mediator, replace(between, sentence="Finland claims to have mediated the talks of Norway.")) == []
    assert table(mediator, replace(between, sentence="Its goals are talks which Finland mediated and fish.")) == []
