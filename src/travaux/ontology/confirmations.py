"""Counts confirmations: how many independent origins stand behind what several claims tell.

Origins that speak for one party are one. Of reports that share a text one is counted. What a report tells in its own
voice rests on the party that is named for it elsewhere, if the report quotes that party. A denial confirms nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from travaux.ontology.vocabulary import SpeakerKind

_KNOWN = {SpeakerKind.NAMED, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT}


class Told(Protocol):
    """What is counted of a piece of evidence."""

    @property
    def report(self) -> str:
        """The report that tells it."""

    @property
    def origin(self) -> str:
        """Who said it first-hand."""

    @property
    def behind(self) -> tuple[str, ...]:
        """The parties for whom the origin speaks."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The parties that the report quotes, where it tells this in its own voice."""

    @property
    def text(self) -> str:
        """The first of the reports that share this text."""

    @property
    def speaker(self) -> str | None:
        """Who says it; None in the own voice of the report."""

    @property
    def speaker_kind(self) -> SpeakerKind:
        """What the speaker is."""

    @property
    def denied(self) -> bool:
        """Whether it is denied."""


def independent_origins(evidence: Iterable[Told]) -> tuple[str, ...]:
    """The origins that tell it independently of each other, each by the name under which it comes first."""
    rows = list(evidence)
    if len(rows) == 1:
        return (rows[0].origin,)
    groups: list[tuple[str, set[str]]] = []
    for row in _counted(rows):
        name, who = row.origin, set(row.behind) or {row.origin}
        for known in [g for g in groups if g[1] & who]:
            groups.remove(known)
            name, who = (known[0] if name == row.origin else name), who | known[1]
        groups.append((name, who))
    order = {row.origin: i for i, row in reversed(list(enumerate(rows)))}
    return tuple(sorted((name for name, _ in groups), key=order.__getitem__))


def _counted(rows: Sequence[Told]) -> Sequence[Told]:
    """The rows that confirm."""
    kept = [r for r in rows if not r.denied] or list(rows)
    chosen: dict[str, tuple[int, str]] = {}
    for row in kept:
        best = chosen.get(row.text)
        if best is None or _rank(row) < best[0]:
            chosen[row.text] = _rank(row), row.report
    kept = [r for r in kept if not r.text or chosen[r.text][1] == r.report]
    named = {p for r in kept if r.speaker is not None for p in r.behind}
    own_text = {r.text for r in kept if r.speaker is not None and r.text}
    spoken = [r for r in kept if r.speaker is not None or not (r.text in own_text or named.intersection(r.quotes))]
    return spoken or kept


def _rank(row: Told) -> int:
    """Of copies that of which the voice is known best is counted, the first of equals."""
    return 0 if row.speaker is not None and row.speaker_kind in _KNOWN else 1 if row.speaker is not None else 2
