"""Leverage and what came of it, and who presses whom to press whom.

A threat is carried out when the side that made it is later told to have done what it threatened; it is withdrawn or lapses
where words say so. A deadline that passes in silence changes nothing: the outcome stays pending.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from travaux.ontology.claim import AnyClaim, Assessment, Leverage, Move, claim_id
from travaux.ontology.dossier import LeverageChain, LeverageChange, LeverageItem, MoveItem
from travaux.ontology.vocabulary import Act, LeverageKind, LeverageOutcome, Modality
from travaux.resolve.days import day_of, known
from travaux.resolve.joining import (
    Corpus,
    actor_names,
    agree,
    alike,
    all_names,
    best_time,
    content_words,
    group_by_blocks,
    index_by_actor,
    names,
)
from travaux.resolve.matching import ByWord, Marks, group_marked, mark_words, rank_words
from travaux.spans import Span

_TOLD = {Modality.ASSERTED, Modality.HISTORICAL}
_DEEDS = {
    Act.SUSPEND, Act.WITHDRAW, Act.ATTACK, Act.CLOSE_ACCESS, Act.OPEN_ACCESS, Act.SANCTION, Act.DETAIN, Act.RELEASE,
    Act.MOBILIZE, Act.DELIVER_AID, Act.RESUME, Act.CEASEFIRE,
}  # fmt: skip
"""What can be threatened and then done; words are no deeds."""
_TO_BE_DONE = {LeverageKind.THREAT, LeverageKind.ULTIMATUM}
_PRESSING = {Act.PRESS, Act.THREATEN, Act.SANCTION, Act.DEMAND, Act.PROPOSE}
_LEAVES = re.compile(r"\b(?:leav|walk|quit|withdraw|pull(?:ing)? out|suspend|halt|boycott|abandon|end)", re.IGNORECASE)
_TAKES_BACK = re.compile(
    r"\b(?:withdr[ae]w|lift|drop|rescind|retract|back(?:ed|ing|s)? (?:down|off)|revok|waiv|call(?:ed|ing)? off|repeal)",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:threat|ultimatum|sanction|deadline|embargo|tariff|pressure|penalt)", re.IGNORECASE)
_RAN_OUT = re.compile(
    r"\b(?:deadline|ultimatum)s?\b[^.]{0,60}\b(?:passed|expired|lapsed|elapsed|ran out|came and went)\b", re.IGNORECASE
)
_NAMED_ONLY = ":noun:"
"""In the rule of a move that a noun told: a walk-out that is spoken of has not happened."""
_ALIKE = 0.5
"""Share of words that two tellings of one threat have in common."""
_DONE = 0.6
"""That of a threat and the deed that carries it out."""
_NAMED_ALONE = 2
"""Words that only name a penalty."""
_SPOKEN_OF = re.compile(
    r"\b(?:discuss|call(?:ed|s|ing)? (?:for|on)|urg|propos|consider|threat|want|demand|ask|warn|prepar|mull)\w*"
    r"|\b(?:plan(?:s|ned|ning)?|hop(?:es?|ed|ing)|would|could|may|might|if)\b",
    re.IGNORECASE,
)
"""Words that speak of a penalty which is not in force."""
_NOT = re.compile(r"\bnot\b|n[’']t\b|\bnever\b", re.IGNORECASE)
_CHAINED = "leverage-chain"
"""The rule of a claim that is a link of a chain: what one side is pressed to do to another."""


def resolve_leverage(
    corpus: Corpus,
    claims: Sequence[Leverage],
    moves: Sequence[Move],
    assessments: Sequence[Assessment] = (),
    deeds: Sequence[MoveItem] = (),
) -> tuple[tuple[LeverageItem, ...], tuple[LeverageChain, ...]]:
    """The same threat or pressure by the same side on the same side is one; with its outcome; and the chains.

    `deeds` are the items of the moves: what one of them is told to have led to, the leverage told with its words led to.
    """
    groups = group_by_blocks(corpus, "leverage", claims, _block, _group)
    later = _Later(corpus, moves, assessments, {a.name for c in claims for a in c.by})
    effects = _find_effects(corpus, moves, deeds)
    led_to = ([i for c in g for i in effects.get((c.report, c.span), ())] for g in groups)
    make = corpus.memory.recall
    items = tuple(
        make(("leverage", id(g)), lambda *own: _item(corpus, *own), g, later.of(g), tuple(led))
        for g, led in zip(groups, led_to, strict=True)
    )
    home = {claim_id(c): item.id for g, item in zip(groups, items, strict=True) for c in g}
    return items, tuple(_chains(corpus, sorted(claims, key=corpus.order), home))


def _block(claim: Leverage) -> tuple[tuple[str, ...], LeverageKind]:
    return names(claim.by), claim.type


def _group(claims: list[Leverage]) -> list[list[Leverage]]:
    ranks = rank_words(content_words(c.content) for c in claims)

    def mark(claim: Leverage) -> Marks:
        sought, held = mark_words(content_words(claim.content), ranks, _ALIKE)
        if not claim.content:
            return ["any"], ["any", "bare"]
        return [*sought, "bare"], [*held, "any"]

    return group_marked(claims, _block, _is_same, mark)


def _is_same(a: Leverage, b: Leverage) -> bool:
    return agree(names(a.on), names(b.on)) and (not a.content or not b.content or alike(a.content, b.content, _ALIKE))


def _find_effects(
    corpus: Corpus, moves: Sequence[Move], deeds: Sequence[MoveItem]
) -> dict[tuple[str, Span], list[str]]:
    """The deeds that the reports tell as caused by a move of pressing, at each place where that move is told."""
    caused: dict[str, list[str]] = {}
    for deed in deeds:
        if deed.because_of:
            caused.setdefault(deed.because_of, []).append(deed.id)
    home = {e.claim: d.id for d in deeds if d.id in caused for e in d.evidence}
    pressing = corpus.memory.pick("pressing", moves, lambda m: m.act in _PRESSING) if home else []
    return {(m.report, m.span): caused[home[claim_id(m)]] for m in pressing if claim_id(m) in home}


def _item(
    corpus: Corpus, group: list[Leverage], later: Sequence[Move | Assessment], effects: Sequence[str]
) -> LeverageItem:
    history = _history(corpus, group, later)
    return LeverageItem(
        id=min(claim_id(c) for c in group),
        evidence=corpus.evidence(group),
        by=names(group[0].by),
        on=all_names(c.on for c in group),
        type=group[0].type,
        content=next((c.content for c in group if c.content), ""),
        condition=next((c.condition for c in group if c.condition), None),
        deadline=best_time(c.deadline for c in group),
        outcome=history[-1].outcome if history else LeverageOutcome.PENDING,
        when=best_time(c.when for c in group),
        history=history,
        led_to=tuple(dict.fromkeys(effects)),
    )


class _Later:
    """What may show the outcome of leverage: deeds by actor and word, what takes back, and words on a deadline that ran out."""

    def __init__(
        self, corpus: Corpus, moves: Sequence[Move], assessments: Sequence[Assessment], asked: Set[str]
    ) -> None:
        pick = corpus.memory.pick
        self._ran_out: dict[str, list[Move | Assessment]] = {}
        told: list[Move | Assessment] = [*pick("ran out", moves, _ran_out)]
        told += pick("ran out", assessments, _ran_out)
        for claim in told:
            for name in _actors(claim) or {""}:
                self._ran_out.setdefault(name, []).append(claim)
        self._taken_back = index_by_actor(pick("taken back", moves, _is_taken_back))
        done = pick("threatened deeds", moves, _is_deed)
        deeds = [m for m in done if not asked.isdisjoint(actor_names(m))]
        self._deeds = ByWord(deeds, actor_names, asked, _DONE)
        self._left = ByWord((m for m in deeds if m.act is Act.SUSPEND), actor_names, asked)

    def of(self, group: Sequence[Leverage]) -> Sequence[Move | Assessment]:
        """What may show the outcome of this leverage, each claim once."""
        by = names(group[0].by)
        found: list[Move | Assessment] = [m for name in by for m in self._taken_back.get(name, ())]
        if group[0].type in _TO_BE_DONE:
            found += self._deeds.find(by, (c.content for c in group))
            found += self._left.find(by, (c.content for c in group if _LEAVES.search(c.content)))
        if _has_deadline(group):
            found += [c for name in ("", *by, *all_names(c.on for c in group)) for c in self._ran_out.get(name, ())]
        return list({claim_id(c): c for c in found}.values())


def _ran_out(claim: Move | Assessment) -> bool:
    told = isinstance(claim, Assessment) or claim.modality in _TOLD
    return told and _RAN_OUT.search(claim.quote) is not None


def _is_taken_back(move: Move) -> bool:
    return move.modality in _TOLD and _takes_back(move)


def _is_deed(move: Move) -> bool:
    return move.modality in _TOLD and move.act in _DEEDS


def _actors(claim: Move | Assessment) -> set[str]:
    told = claim.actors if isinstance(claim, Move) else claim.by
    return {n for a in told for n in (a.name, a.country) if n}


def _takes_back(move: Move) -> bool:
    return bool(_MEANS.search(move.quote) and _TAKES_BACK.search(move.quote))


def _history(corpus: Corpus, group: list[Leverage], later: Sequence[Move | Assessment]) -> tuple[LeverageChange, ...]:
    steps: list[tuple[LeverageOutcome, AnyClaim]] = []
    if group[0].type is LeverageKind.SANCTION:
        steps += [(LeverageOutcome.CARRIED_OUT, c) for c in group if _is_imposed(c)][:1]
    contents = list(dict.fromkeys(c.content for c in group))
    for claim in later:
        outcome = _outcome(corpus, group, contents, claim)
        if outcome is not None:
            steps.append((outcome, claim))
    out: list[LeverageChange] = []
    for outcome, shows in sorted(steps, key=lambda s: (day_of(corpus, s[1]), corpus.order(s[1]))):
        if out and out[-1].outcome is outcome:
            continue
        by = names(shows.actors) if isinstance(shows, Move) else names(getattr(shows, "by", ()))
        day = known(day_of(corpus, shows))
        row = LeverageChange(id=claim_id(shows), evidence=corpus.evidence([shows]), outcome=outcome, by=by, day=day)
        out.append(row)
    return tuple(out)


def _is_imposed(claim: Leverage) -> bool:
    """A penalty that is told as put in force, and not only named ("new sanctions")."""
    told = claim.modality in _TOLD and len(content_words(claim.quote)) > _NAMED_ALONE
    return told and not _NOT.search(claim.quote) and not _SPOKEN_OF.search(claim.quote)


def _outcome(
    corpus: Corpus, group: list[Leverage], contents: Sequence[str], claim: Move | Assessment
) -> LeverageOutcome | None:
    """What a claim of a later day shows of the leverage; `contents` are what was threatened, each once."""
    if corpus.days[claim.report] <= corpus.days[group[0].report] or day_of(corpus, claim) <= day_of(corpus, group[0]):
        return None
    by, on = set(names(group[0].by)), set(all_names(c.on for c in group))
    actors = _actors(claim)
    if _RAN_OUT.search(claim.quote) and _has_deadline(group) and (not actors or actors & (by | on)):
        return LeverageOutcome.LAPSED
    if not isinstance(claim, Move) or not actors & by:
        return None
    others = {n for a in claim.recipients for n in (a.name, a.country) if n}
    if _takes_back(claim):
        same = bool(others & on) or any(c and alike(c, claim.quote) for c in contents)
        return LeverageOutcome.WITHDRAWN if same else None
    if group[0].type not in _TO_BE_DONE or claim.act not in _DEEDS:
        return None
    return LeverageOutcome.CARRIED_OUT if any(_is_done(c, claim) for c in contents) else None


def _has_deadline(group: Sequence[Leverage]) -> bool:
    return any(c.deadline is not None or c.type is LeverageKind.ULTIMATUM for c in group)


def _is_done(threat: str, deed: Move) -> bool:
    """Whether a deed is what was threatened: its words agree, or it leaves the same talks that the threat was to leave."""
    if not threat or _NAMED_ONLY in deed.rule:
        return False
    if alike(threat, deed.quote, _DONE):
        return True
    shared = content_words(threat) & content_words(deed.quote)
    return deed.act is Act.SUSPEND and bool(_LEAVES.search(threat)) and bool(shared)


def _chains(corpus: Corpus, claims: Sequence[Leverage], home: Mapping[str, str]) -> Iterator[LeverageChain]:
    """A presses B (one claim) to press C (a link inside the words of the first)."""
    told: dict[str, list[Leverage]] = {}
    for claim in claims:
        told.setdefault(claim.report, []).append(claim)
    for link in (c for c in claims if c.rule == _CHAINED):
        for first in told[link.report]:
            held = first.span.overlaps(link.span) and first is not link
            if held and set(names(first.on)) & set(names(link.by)):
                pair = (first, link)
                yield LeverageChain(
                    id=min(claim_id(c) for c in pair),
                    evidence=corpus.evidence(pair),
                    links=tuple(home[claim_id(c)] for c in pair),
                    actors=(names(first.by), names(link.by), names(link.on)),
                )
                break
