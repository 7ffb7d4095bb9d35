"""Which mentions tell of one proposal: its author's words again, and the deal that two sides work at under changing names.

"The outline", "the deal on the table" and "the bridging proposal" are one thing where talks go on about it. The rule: a
mention of a common deal, which nobody or both sides or those between them are told to have made, goes on with the common
deal told last, if no more than `SPOKEN_OF` days of silence lie between them and they have two matters, a term, a phase or
the words of their names in common; a bare "the deal" needs a report that tells of that one, or no other that is alive. What
both sides had agreed on is over once new terms are put forward: the next is another. One side's own offer, and a
counter-proposal, stay apart.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from travaux.ontology.claim import Exchange, Phase, ProposalMention, Term, claim_id
from travaux.ontology.dossier import Party
from travaux.ontology.vocabulary import Issue, Modality, ProposalState
from travaux.resolve.joining import UNDATED, Corpus, agree, alike, find_linked, is_apart, names
from travaux.resolve.slots import BETWEEN

SPOKEN_OF = 75
"""Days without a word of it after which a plan is another."""
_RENEWED = 21
"""Days after an agreement from which on new terms are those of the next."""
_ALIVE = 45
"""Days after its last word in which a bare "the deal" may still mean one."""
_SURE = 2
"""Reports that must tell an agreement before it ends what came before."""
_MATTERS = 2
MOST = 3
"""How much more often than the next a deal is told that "the deal" means."""
_PAIR = 2
OPEN = {
    ProposalState.FLOATED,
    ProposalState.TABLED,
    ProposalState.UNDER_CONSIDERATION,
}
"""States in which a proposal waits for its answer."""
_WORD = re.compile(r"[\w-]+(?:[’']s)?")
_DEALS = frozenset(
    "deal agreement accord pact plan proposal outline framework arrangement text offer formula package roadmap draft truce"
    " ceasefire pause settlement understanding document terms initiative counterproposal memorandum declaration".split()
)
"""Nouns by which a deal is called, singular."""
_VERSIONS = frozenset(
    "latest new revised updated amended initial original final first second third previous current fresh modified earlier"
    " bridging compromise draft working phased staged proposed existing whole overall entire potential possible next broader"
    " broad so-called same actual basic general very joint tentative emerging pending eventual forward-leaning"
    " negotiation negotiations talks table two-phase three-phase two-stage three-stage multi-phase multiphase phase stage"
    " a an the of for to on and in by with at as from that this is be his her its their our my any even own all".split()
)
"""Words that say which version of a deal is meant, or nothing of it."""
_CONTENTS = Term | Phase | Exchange
_Sign = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargainers:
    """Those who bargain, as the file's parties show them."""

    sides: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    party_of: Callable[[str], str | None] = lambda name: name
    """The party behind a name, as far as it is known."""


def make_bargainers(corpus: Corpus, parties: Iterable[Party], sides: Iterable[str]) -> Bargainers:
    """The sides, and whoever is told as going between others and is no side, with the parties behind all names."""
    principals = corpus.origins.principals
    find = principals.of_name if principals is not None else (lambda name: name)
    opposed = frozenset(sides)
    between = {p.name for p in parties if not BETWEEN.isdisjoint(p.roles)}
    return Bargainers(sides=opposed, between=frozenset(between - opposed), party_of=find)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A mention, as it is compared."""

    mention: ProposalMention
    day: date | None
    common: bool
    issues: frozenset[Issue]
    words: frozenset[str]
    """What its label says beside that it is a deal, roughly stemmed."""
    signs: frozenset[_Sign]
    """Lengths, numbers and phases of its terms."""

    @property
    def bare(self) -> bool:
        return not self.words and not self.issues and not self.signs


@dataclass(slots=True, kw_only=True)
class Lineage:
    """The mentions of one proposal so far."""

    mentions: list[ProposalMention] = field(default_factory=list)
    common: bool = False
    by_author: dict[tuple[str, ...], list[_Told]] = field(default_factory=lambda: defaultdict(list))
    issues: set[Issue] = field(default_factory=set)
    names: set[frozenset[str]] = field(default_factory=set)
    signs: set[_Sign] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    agreed: dict[str, date] = field(default_factory=dict)
    """Report → its day, of those that tell that both sides have agreed."""
    last: date | None = None
    open_until: date = date.min
    """The last day on which it was still to be taken."""

    def add(self, told: _Told) -> None:
        """Take a mention in."""
        mention = told.mention
        self.mentions.append(mention)
        self.by_author[names(mention.authors)].append(told)
        self.issues |= told.issues
        self.names |= {told.words} if told.words else set()
        self.signs |= told.signs
        self.reports.add(mention.report)
        if told.day is not None:
            self.last = max(self.last or told.day, told.day)
            if mention.state in OPEN:
                self.open_until = max(self.open_until, told.day)
            if _is_made(mention) and told.common:
                self.agreed[mention.report] = told.day

    def is_over(self, told: _Told) -> bool:
        """Whether what is put forward now comes after both sides had agreed on this one."""
        made = [day for day in self.agreed.values() if day > self.open_until]
        if len(made) < _SURE or told.mention.state not in OPEN or told.day is None:
            return False
        return (told.day - max(made)).days > _RENEWED


def group_proposals(
    corpus: Corpus,
    mentions: Iterable[ProposalMention],
    contents: Iterable[_CONTENTS],
    bargainers: Bargainers,
) -> list[Lineage]:
    """The mentions of each proposal together, in order; what a person linked or put apart stays so."""
    held: dict[str, list[_CONTENTS]] = defaultdict(list)
    for content in contents:
        if content.deal:
            held[content.deal].append(content)
    out: list[Lineage] = []
    by_author: dict[tuple[str, ...], dict[int, Lineage]] = defaultdict(dict)
    common: list[Lineage] = []
    for mention in sorted(mentions, key=corpus.order):
        told = _tell(corpus, mention, held.get(claim_id(mention), ()), bargainers)
        home = _find_home(told, out, by_author[names(mention.authors)], common)
        if home is None:
            home = Lineage(common=told.common)
            out.append(home)
            if told.common:
                common.append(home)
        home.add(told)
        by_author[names(mention.authors)].setdefault(id(home), home)
    return out


def _find_home(
    told: _Told, every: Sequence[Lineage], own: Mapping[int, Lineage], common: Sequence[Lineage]
) -> Lineage | None:
    mention = told.mention
    if mention.together:
        linked = find_linked(mention, [g.mentions for g in every])
        if linked is not None:
            return next(g for g in every if g.mentions is linked)
    thread = _find_thread(told, common) if told.common else None
    if thread is not None:
        return thread
    for group in own.values():
        others = group.by_author[names(mention.authors)]
        if any(_is_same(told, o) for o in others) and not (group.is_over(told) or is_apart(mention, group.mentions)):
            return group
    return None


def _find_thread(told: _Told, common: Sequence[Lineage]) -> Lineage | None:
    """The common deal that a mention of one goes on with."""
    alive = [g for g in common if _is_alive(g, told, SPOKEN_OF) and not is_apart(told.mention, g.mentions)]
    return _meant(told, alive) if told.bare else next((g for g in reversed(alive) if _goes_on(g, told)), None)


def _is_same(a: _Told, b: _Told) -> bool:
    """Whether one author's mentions tell one proposal, by those to whom it was made or by its name."""
    if a.day is not None and b.day is not None and abs((a.day - b.day).days) > SPOKEN_OF:
        return False
    x, y = a.mention, b.mention
    if not x.authors and bool(a.words) != bool(b.words):
        return False
    if not x.authors or (a.common and a.words | b.words):
        return alike(x.label, y.label, 0.99) and agree(names(x.addressees), names(y.addressees))
    return agree(names(x.addressees), names(y.addressees)) or alike(x.label, y.label)


def _is_alive(group: Lineage, told: _Told, days: int) -> bool:
    if group.is_over(told):
        return False
    if group.last is None or told.day is None:
        return told.mention.report in group.reports
    return (told.day - group.last).days <= days


def _meant(told: _Told, alive: Sequence[Lineage]) -> Lineage | None:
    """The deal that "the deal" means: that of its own report, else the only one that is alive, or that most speak of."""
    here = [g for g in alive if told.mention.report in g.reports]
    found = here or [g for g in alive if _is_alive(g, told, _ALIVE)]
    ranked = sorted(found, key=lambda g: -len(g.mentions))
    sole = len(ranked) == 1 or (ranked and len(ranked[0].mentions) >= MOST * len(ranked[1].mentions))
    return ranked[0] if sole else here[-1] if here else None


def _goes_on(group: Lineage, told: _Told) -> bool:
    if _lengths_differ(group.signs, told.signs):
        return False
    if len(group.issues & told.issues) >= _MATTERS or group.signs & told.signs:
        return True
    if not told.words:
        return told.issues <= group.issues
    return any(told.words <= name or name <= told.words for name in group.names)


def _lengths_differ(a: Iterable[_Sign], b: Iterable[_Sign]) -> bool:
    """Whether both tell how long something lasts, and never the same."""
    lengths = [{s for s in signs if s[1].startswith("P")} for signs in (a, b)]
    matters = [{s[0] for s in group} for group in lengths]
    return bool(matters[0] & matters[1]) and not lengths[0] & lengths[1]


def _tell(corpus: Corpus, mention: ProposalMention, contents: Sequence[_CONTENTS], bargainers: Bargainers) -> _Told:
    day = corpus.days[mention.report]
    issues = {c.issue for c in contents if isinstance(c, Term) and c.issue is not None}
    return _Told(
        mention=mention,
        day=date.fromisoformat(day) if day != UNDATED else None,
        common=_is_common(mention, bargainers),
        issues=frozenset({*mention.issues, *issues}),
        words=label_words(mention.label),
        signs=frozenset(s for c in contents for s in _signs(c)),
    )


def _is_common(mention: ProposalMention, bargainers: Bargainers) -> bool:
    """Whether a mention is of the deal that the sides are at, and not of one's own offer."""
    if mention.lineage == "counter" or not _names_deal(mention):
        return False
    parties = {bargainers.party_of(a.name) or a.country or a.name for a in mention.authors}
    sides = parties & bargainers.sides
    return not parties or len(sides) >= _PAIR or (not sides and parties <= bargainers.between)


def _is_made(mention: ProposalMention) -> bool:
    """Whether a mention tells that a deal has now been agreed on, and not in old times."""
    agreed = mention.state is ProposalState.ACCEPTED and mention.rule == "proposal-agreed"
    return agreed and mention.modality is not Modality.HISTORICAL


def _names_deal(mention: ProposalMention) -> bool:
    agreed = mention.state is ProposalState.ACCEPTED and mention.rule == "proposal-agreed"
    return agreed or is_deal_name(mention.label)


def is_deal_name(label: str) -> bool:
    """Whether a label calls what it names a deal, a plan, an offer."""
    return not _DEALS.isdisjoint(w.lower().removesuffix("s") for w in _WORD.findall(label))


def _signs(content: _CONTENTS) -> Iterable[_Sign]:
    if isinstance(content, Term) and content.issue is not None:
        key = f"{content.issue} {content.phase or ''}"
        yield from ((key, told) for told in (content.duration, f"{content.quantity or ''}") if told)
    elif isinstance(content, Phase):
        yield from [("phase", content.duration)] if content.duration and content.ordinal_number == 1 else []
        yield from [("phases", str(content.of))] if content.of else []


@lru_cache(maxsize=1 << 12)
def label_words(label: str) -> frozenset[str]:
    """What a label says beside that it is a deal, in which version and whose, roughly stemmed."""
    words = (w.lower() for w in _WORD.findall(label) if not w.endswith(("'s", "’s")))
    return frozenset(w[:6] for w in words if w.removesuffix("s") not in _DEALS and w not in _VERSIONS)
