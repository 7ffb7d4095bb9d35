"""What one party says of one issue, statement by statement: its latest words, who of it says otherwise, and what changed."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from travaux.ontology.claim import AnyClaim, Demand, Move, ProposalMention, claim_id
from travaux.ontology.dossier import Dissent, PositionChange
from travaux.ontology.vocabulary import Issue, Stance
from travaux.resolve.days import UNDATED, days_between, known
from travaux.resolve.joining import Corpus, agree, alike, content_words, names

_FOR = {Stance.WANTS, Stance.ACCEPTS}
_RECENT = 30
"""Days within which words against a party's latest ones are dissent, and not an older position."""
_REMEMBERED = 60
"""Statements back to which a change is looked for."""
_WORD = re.compile(r"[\w'’-]+")
_SHORT = 3
"""Letters up to which a word has no other form here but its own."""
_STEM = 4
"""Letters that the forms of a longer word have in common at least: a "shirt" is no "ship"."""
_ENDING = 2
_LONGER = 4
"""Letters by which the forms of a word differ at most in length."""
_BARE = 1
"""Words of content that are too few to tell one matter from another ("rejected it")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one claim tells of one party on one issue."""

    claim: AnyClaim
    actor: str
    person: str | None
    issue: Issue
    stance: Stance
    day: str
    target: ProposalMention | Demand | None
    """What is answered, None where that is nothing or unknown."""
    order: tuple[object, ...]
    part: bool = False
    """Whether only a part of the party says so, which words describe: that is no stance of the party."""


@cache
def _issue_words() -> dict[Issue, tuple[tuple[str, ...], ...]]:
    """The words and phrases by which each issue is named, as the reading of acts knows them."""
    raw = tomllib.loads((files("travaux") / "reading" / "acts" / "issues.toml").read_text(encoding="utf8"))
    return {
        Issue(name): tuple(tuple(told.split()) for told in (*table.get("words", "").split(), *table.get("phrases", [])))
        for name, table in raw.items()
    }


@lru_cache(maxsize=1 << 14)
def names_issue(words: str, issue: Issue) -> bool:
    """Whether words themselves name an issue, in whatever form: "withdrew" is told by "withdraw" as well as by its noun."""
    told = [w.strip("'’-").lower() for w in _WORD.findall(words)]
    phrases = _issue_words().get(issue, ())
    return any(all(any(_is_form(w, part) for w in told) for part in phrase) for phrase in phrases)


def _is_form(word: str, lemma: str) -> bool:
    """Whether a word is a form of another: the same, or the same up to its ending."""
    if word == lemma:
        return True
    stem = lemma[: max(len(lemma) - _ENDING, _STEM)]
    return len(lemma) > _SHORT and word.startswith(stem) and abs(len(word) - len(lemma)) <= _LONGER


def find_latest(cell: list[Statement]) -> Statement:
    """The last statement; of one day's, the last of the party as such before one of a single person."""
    day = cell[-1].day
    last = [s for s in cell if s.day == day]
    stances = {s.stance for s in last}
    whole = [s for s in last if s.person is None]
    return whole[-1] if len(stances) > 1 and whole else cell[-1]


def find_telling(cell: Sequence[Statement], last: Statement) -> Statement:
    """Of what that day tells of the same stance, by the same voice, the words that say most ("They refused" says little)."""
    same = [s for s in cell if s.day == last.day and s.stance is last.stance and s.person == last.person]
    bare = len(content_words(last.claim.quote)) <= _BARE
    return max(same, key=lambda s: len(content_words(s.claim.quote))) if bare else last


def _opposed(a: Stance, b: Stance) -> bool:
    return (a in _FOR and b is Stance.REFUSES) or (b in _FOR and a is Stance.REFUSES)


def find_dissent(corpus: Corpus, cell: Sequence[Statement], last: Statement) -> Iterator[Dissent]:
    """Each other person of the party whose last words on the same matter are against its latest, and not old."""
    said: dict[str, Statement] = {}
    for s in cell:
        if s.person is not None and s.person != last.person:
            said[s.person] = s
    for person, s in said.items():
        gap = days_between(known(s.day), known(last.day))
        if _opposed(s.stance, last.stance) and _one_matter(s, last) and gap is not None and abs(gap) <= _RECENT:
            yield Dissent(
                id=claim_id(s.claim),
                evidence=corpus.evidence([s.claim]),
                person=person,
                stance=s.stance,
                quote=s.claim.quote,
                day=known(s.day),
            )


def find_changes(corpus: Corpus, cell: Sequence[Statement]) -> Iterator[PositionChange]:
    """Each time that the party, or one who spoke for it before, takes another stance on the same matter on a later day."""
    for k, after in enumerate(cell):
        before = next(
            (b for b in reversed(cell[max(0, k - _REMEMBERED) : k]) if _one_voice(b, after) and _one_matter(b, after)),
            None,
        )
        if before is None or before.stance is after.stance or not before.day < after.day < UNDATED:
            continue
        if {before.stance, after.stance} <= _FOR:
            continue
        pair = (before.claim, after.claim)
        yield PositionChange(
            id=min(claim_id(c) for c in pair),
            evidence=corpus.evidence(pair),
            before=before.stance,
            after=after.stance,
            before_quote=before.claim.quote,
            after_quote=after.claim.quote,
            before_day=known(before.day),
            after_day=known(after.day),
        )


def _one_voice(a: Statement, b: Statement) -> bool:
    """Two persons of a party who differ are no change of it."""
    return a.person is None or b.person is None or a.person == b.person


def _one_matter(a: Statement, b: Statement) -> bool:
    """Whether two stances are on one thing: the same proposal, like words, or one of them too bare to be of another."""
    if a.target is not None and b.target is not None:
        same = agree(_makers(a.target), _makers(b.target)) and alike(_named(a.target), _named(b.target))
        return a.target is b.target or same
    x, y = _content(a.claim), _content(b.claim)
    return min(len(content_words(x)), len(content_words(y))) <= _BARE or alike(x, y)


def _makers(claim: ProposalMention | Demand) -> tuple[str, ...]:
    return names(claim.authors if isinstance(claim, ProposalMention) else claim.by)


def _named(claim: ProposalMention | Demand) -> str:
    return claim.label if isinstance(claim, ProposalMention) else claim.content


def _content(claim: AnyClaim) -> str:
    if isinstance(claim, Demand):
        return claim.content
    if isinstance(claim, Move) and claim.about is not None and claim.span.covers(claim.about):
        return claim.quote[claim.about.start - claim.span.start : claim.about.end - claim.span.start]
    return claim.quote
