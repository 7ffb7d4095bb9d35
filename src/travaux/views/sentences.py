"""Items of a dossier as sentences, without their full stop: the wording that the brief and the lists share."""

import re
from collections.abc import Mapping, Sequence

from travaux.ontology.dossier import (
    AssessmentItem,
    Contradiction,
    DemandItem,
    Dissent,
    Evidence,
    InstrumentItem,
    LeverageItem,
    MeetingItem,
    Participant,
    PositionChange,
    PositionItem,
    ProposalItem,
    ResponseItem,
    StatusItem,
)
from travaux.ontology.vocabulary import (
    Act,
    DemandState,
    DemandStrength,
    LeverageKind,
    LeverageOutcome,
    MeetingFormat,
    MeetingStatus,
    ProposalState,
    ResponseKind,
)
from travaux.views.wording import (
    is_plural,
    join_names,
    name_all,
    quote_sentence,
    quote_words,
    say_done,
    say_edtf,
    say_issue,
    say_span,
    say_speaker,
    say_when,
    telling_words,
)

NOBODY = "somebody unnamed"
LABEL_WORDS = 20
"""Words of the name of a proposal in a line."""
_CALLS = (" calls", " call", " request", " requests", " appeal", " appeals", " proposals", " offers")
"""Ends of labels that do not say what is proposed."""
_ANSWERS = {
    ResponseKind.ACCEPT: "accepted",
    ResponseKind.CONDITIONAL: "accepted on conditions",
    ResponseKind.COUNTER: "countered",
    ResponseKind.REJECT: "rejected",
    ResponseKind.DEFER: "put off an answer to",
    ResponseKind.AMBIGUOUS: "answered without a clear yes or no",
}
_STANDINGS = {
    ProposalState.UNKNOWN: "what became of it is not told",
    ProposalState.COUNTERED: "met with a counter-offer",
}
_LOOSE_END = re.compile(r"[,;:–—]?\s{1,4}(?:and|but|or|while|as|which|who|that|when|after|before)$", re.IGNORECASE)
"""The beginning of a clause that is cut off."""
_ADDRESS = re.compile(r"https?:|\]\(|www\.")
_NO_MATTER = {"during", "in", "at", "after", "before", "while", "when"}
"""Words with which a time or place begins, and no matter of talks."""
_TITLE = re.compile(r",? (?:Dr|Mr|Mrs|Ms|Sir)\.?$")
"""A title at the end of an office, which is that of the name behind it."""
_POINTING = re.compile(r"^(?:this|that|the) ", re.IGNORECASE)
_ASIDE = re.compile(
    r",? (?:as|while|after|before|when|because|although|though) (?:he|she|they|it|the \w+|[A-Z]\w+)"
    r" (?:also |has |had |have )?\w+ed\b.*$",
    re.DOTALL,
)
"""A clause on what else happened, behind what is wanted."""
_BUILDINGS = {
    "house",
    "office",
    "palace",
    "residence",
    "kremlin",
    "hotel",
    "embassy",
    "ministry",
    "headquarters",
    "pentagon",
}
"""Last words of places that one meets at."""
_SPAN = re.compile(r"(?:\d{1,4}|\w{3,9}) (?:hours?|days?|weeks?|months?|years?)$", re.IGNORECASE)
_CLAUSE = {"that", "if", "whether", "for"}
"""Words with which a clause on what is wanted begins."""
_BEFORE_NOUN = {
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "all", "any", "more", "some",
    "no", "new", "immediate", "further", "greater", "direct", "full", "such",
}  # fmt: skip
_NOUN_ENDS = ("ing", "tion", "sion", "ment", "ance", "ence", "ity", "ties", "fire", "er", "ous", "al", "ive")
_DUTIES = {"should", "must", "shall", "needs", "cannot"}
_STRESSED = {"need", "urgency", "importance", "imperative", "necessity"}
_PRESSING = {
    LeverageKind.THREAT: "threatened",
    LeverageKind.ULTIMATUM: "gave an ultimatum to",
    LeverageKind.PRESSURE: "put pressure on",
    LeverageKind.SANCTION: "imposed penalties on",
    LeverageKind.INDUCEMENT: "offered a reward to",
}
_PRESSING_NOBODY = {
    LeverageKind.THREAT: "made a threat",
    LeverageKind.ULTIMATUM: "gave an ultimatum",
    LeverageKind.PRESSURE: "applied pressure",
    LeverageKind.SANCTION: "imposed penalties",
    LeverageKind.INDUCEMENT: "offered a reward",
}


def start(text: str) -> str:
    """A sentence with its first letter large."""
    return text[:1].upper() + text[1:]


def say_status(status: StatusItem, told: Evidence | None = None) -> str:
    """Where the negotiation stands, since when, and the words that show it: those of `told`, or else of its trigger.

    Of words other than the trigger's it is not known since when they hold, nor whether they tell of a deal on a part.
    """
    first = told is None or told.claim == status.trigger
    since = f", since {say_edtf(status.since)} or before" if status.since and first else ""
    on = join_names([say_issue(i) for i in status.partly_agreed]) if first else ""
    between = f" between {join_names(status.between)}" if len(status.between) > 1 else ""
    told = told or next((e for e in status.evidence if e.claim == status.trigger), None)
    shown = telling_words(status) if told is None else told.sentence or told.quote
    word = f"partly agreed ({on})" if on else status.status.value.replace("_", " ")
    return f"{start(word)}{between}{since}: {quote_sentence(shown)}"


def say_assessment(item: AssessmentItem, outlet: str | None) -> str:
    """What somebody says of how things stand."""
    who = name_all(item.by) or say_speaker(item.evidence[0]) or outlet or "The report"
    return f"{start(who)}: {quote_words(item.text)}"


def say_proposal(p: ProposalItem) -> str:
    """A proposal or an agreement with its authors and where it stands."""
    settled = p.state is ProposalState.ACCEPTED and len(p.authors) > 1
    between = "between" if settled else "by"
    by = f", {between} {name_all(p.authors)}" if p.authors else ""
    via = f", conveyed by {name_all(p.conveyed_by)}" if p.conveyed_by else ""
    others = [a for a in p.addressees if a not in p.authors]
    to = f", to {name_all(others)}" if others else ""
    unknown = "" if p.authors else " (author not told)"
    state = "agreed" if settled else _STANDINGS.get(p.state, p.state.value.replace("_", " "))
    label = p.label if len(p.label.split()) > 1 and not p.label.lower().endswith(_CALLS) else telling_words(p)
    return f"{quote_words(label, LABEL_WORDS)}{by}{via}{to}{unknown}: {state}"


def say_response(r: ResponseItem) -> str:
    """An answer, with what was answered where it is told."""
    about = f" {quote_words(r.about)}" if r.about else ""
    when = f", {words}" if (words := say_when(r.when)) else ""
    verb = _ANSWERS[r.answer].removesuffix(" to") if not about else _ANSWERS[r.answer]
    words_of = "" if about else f": {quote_words(telling_words(r))}"
    why = f", because {quote_words(r.reason)}" if r.reason and r.reason not in words_of else ""
    return f"{start(name_all(r.by) or NOBODY)} {verb}{about}{when}{why}{words_of}"


def tell_wanted(d: DemandItem) -> str:
    """The words on what is wanted, without an aside or the beginning of a clause that is cut off behind them."""
    return _LOOSE_END.sub("", _ASIDE.sub("", d.content))


def say_demand_state(d: DemandItem) -> str:
    """What became of a demand, in a word."""
    return d.state.value.replace("_", " ")


def say_demand(d: DemandItem, sentence: str = "", *, with_state: bool = True) -> str:
    """Who wants what of whom, and what became of it unless it is open; then the sentence that tells it, if given."""
    who, of = start(name_all(d.by) or NOBODY), name_all(d.of)
    words = quote_words(tell_wanted(d))
    to_do = d.content.lower().startswith(("to ", "not to "))
    to = f" {of}" if of and not _names_asked(d) else ""
    match d.strength:
        case DemandStrength.REQUEST:
            told = f"asked{to}{_link_request(d.content, bool(to))} {words}"
        case DemandStrength.PRECONDITION:
            told = f"made it a condition{f' for {of}' if of else ''}: {words}"
        case DemandStrength.RED_LINE:
            told = f"drew a red line{f' for {of}' if of else ''}: {words}"
        case _ if _is_stress(d.content):
            told = f"stressed{f' to {of}' if of else ''} {words}"
        case _ if to_do and of:
            told = f"called on {of} {words}"
        case _ if d.content.lower().startswith("for "):
            told = f"called {words}"
        case _:
            told = f"demanded{f' of{to}' if to else ''}{':' if _is_sentence(d.content) else ''} {words}"
    state = f" ({say_demand_state(d)})" if with_state and d.state is not DemandState.OPEN else ""
    when = f", {words}" if (words := say_when(d.when)) else ""
    whole = f": {quote_sentence(sentence)}" if sentence else ""
    return f"{who} {told}{when}{state}{whole}"


def _is_stress(content: str) -> bool:
    """Whether what is wanted is told as something to stress ("the urgent need for …")."""
    return any(word in _STRESSED for word in content.lower().split()[:3])


def _names_asked(d: DemandItem) -> bool:
    """Whether the content names whom it is asked of itself: "for Peru to leave", "that Peru leave"."""
    words = d.content.lower().removeprefix("for ").removeprefix("that ").removeprefix("the ")
    return any(words.startswith(name.lower()) for name in d.of)


def _link_request(content: str, of: bool) -> str:  # noqa: FBT001
    """What joins a request to its words: "to leave", "for a truce", ": let us pass"."""
    words = content.lower().split()
    if not words or words[0] in _CLAUSE or content.lower().startswith(("to ", "not to ")):
        return ""
    if _is_sentence(content):
        return ":"
    noun = words[0] in _BEFORE_NOUN or words[0].endswith(_NOUN_ENDS) or not words[0].isalpha() or "of" in words[1:3]
    return " for" if noun or not of else ":"


def _is_sentence(content: str) -> bool:
    """Whether the words are a sentence of their own ("Peru should leave")."""
    return any(word in _DUTIES for word in content.lower().split()[1:5])


def say_meeting(m: MeetingItem) -> str:
    """A meeting or call: who, where and when, and never as held what is only planned."""
    who = start(name_all([_name_with_office(p) for p in m.participants]) or NOBODY)
    place = f" {_say_place(m.place)}" if m.place else ""
    when = f", {words}" if (words := say_when(m.when)) else ""
    round_ = f" (round {m.round})" if m.round else ""
    off = "; it was called off" if m.status is MeetingStatus.CANCELLED else ""
    about = f"; agenda: {quote_words(m.agenda)}" if _tells_matter(m.agenda) else ""
    came = f"; outcome: {quote_words(m.outcome)}" if m.outcome else ""
    return f"{who} {_say_meeting_verb(m)}{place}{round_}{when}{off}{about}{came}"


def _tells_matter(agenda: str) -> bool:
    """Whether words tell what was talked about: not a lone word, the address of a page, or a piece cut at "U.S."."""
    words = agenda.split()
    cut = bool(words) and len(words[-1]) == 1 and words[-1].isupper()
    return len(words) > 1 and not cut and not _ADDRESS.search(agenda) and words[0].lower() not in _NO_MATTER


def _say_place(place: str) -> str:
    """ "in Geneva", and "at the White House"."""
    if place.rsplit(maxsplit=1)[-1].lower() in _BUILDINGS:
        return f"at {place}" if place.lower().startswith("the ") else f"at the {place}"
    return f"in {place}"


def _name_with_office(p: Participant) -> str:
    """A participant with the office that the report gives; "counterpart" is none out of its sentence."""
    office = _TITLE.sub("", p.office or "")
    return f"{p.name} ({office})" if office and "counterpart" not in office.lower() else p.name


def _say_meeting_verb(m: MeetingItem) -> str:
    many = len(m.participants) > 1 or any(is_plural(p.name) for p in m.participants)
    be = "are" if many else "is"
    call = m.format is MeetingFormat.CALL
    match m.status:
        case MeetingStatus.PLANNED:
            return f"{be} to {'speak by telephone' if call else 'meet' if many else 'hold talks'}"
        case MeetingStatus.ONGOING:
            return f"{be} {'meeting' if many else 'holding talks'}"
        case MeetingStatus.CANCELLED:
            return "were to meet" if many else "was to hold talks"
        case _:
            return "spoke by telephone" if call else "met" if many else "held talks"


def say_leverage(item: LeverageItem, today: str = "", told: str = "") -> str:
    """A threat or pressure: by whom, on whom, and the words, or the whole sentence `told`.

    Where `today` is given, it says that its deadline has passed.
    """
    who, on = start(name_all(item.by) or NOBODY), name_all(item.on)
    verb = f"{_PRESSING[item.type]} {on}" if on else _PRESSING_NOBODY[item.type]
    content = item.content if len(item.content.split()) > 1 else telling_words(item)
    words = quote_sentence(told) if told else quote_words(content)
    known = item.condition is None or item.condition in (told or content)
    condition = "" if known else f", on the condition {quote_words(item.condition or '')}"
    deadline = _say_deadline(say_when(item.deadline), words)
    outcome = f" ({item.outcome.value.replace('_', ' ')})" if item.outcome is not LeverageOutcome.PENDING else ""
    return f"{who} {verb}: {words}{condition}{deadline}{outcome}{_say_passed(item, today)}"


def _say_deadline(when: str, told: str) -> str:
    """ ", by 3 May 2025", ", within 50 days"; nothing where the words before it tell it."""
    if not when or when in told:
        return ""
    return f", within {when}" if _SPAN.match(when) else f", by {when}"


def _say_passed(item: LeverageItem, today: str) -> str:
    """That the day by which something was to be done has passed, and no report tells what came of it."""
    _, _, last = (item.deadline.edtf or "").rpartition("/") if item.deadline is not None else ("", "", "")
    last = last.strip("~?%.")
    if item.outcome is not LeverageOutcome.PENDING or not last or not last < today[: len(last)]:
        return ""
    return f"; deadline passed on {say_edtf(last)}, outcome not reported"


def say_instrument(i: InstrumentItem) -> str:
    """A text that was adopted or signed."""
    when = f", {words}" if (words := say_when(i.when)) else ""
    label = _POINTING.sub("", " ".join(i.label.split()))
    body = f", {i.body}" if i.body and not _has_part(i.body, label) else ""
    return f"{start(label)}{body}: {i.action}{when}"


def _has_part(body: str, label: str) -> bool:
    """Whether a text's name holds that of the body, or its last two words ("Security Council")."""
    return " ".join(body.lower().split()[-2:]) in label.lower()


def say_position(p: PositionItem) -> str:
    """Where a party stands on an issue, in its latest words, and how old they are."""
    by = f", {p.spoken_by}" if p.spoken_by and p.spoken_by != p.actor else ""
    day = f", {say_edtf(p.day)}" if p.day else ""
    age = f", {say_span(p.age)} before the newest report" if p.age else ""
    return f"{start(p.actor)} on {say_issue(p.issue)} ({p.stance.value.replace('_', ' ')}{by}{day}{age}): {quote_words(p.quote)}"


def say_change(change: PositionChange) -> str:
    """What a party said before and what it says now."""
    before, after = (
        f"{stance.value.replace('_', ' ')}{f', {say_edtf(day)}' if day else ''}: {quote_words(quote)}"
        for stance, day, quote in (
            (change.before, change.before_day, change.before_quote),
            (change.after, change.after_day, change.after_quote),
        )
    )
    return f"Changed from {before} to {after}"


def say_dissent(dissent: Dissent) -> str:
    """Who of a party says otherwise."""
    day = f", {say_edtf(dissent.day)}" if dissent.day else ""
    return f"{start(dissent.person)} says otherwise ({dissent.stance.value.replace('_', ' ')}{day}): {quote_words(dissent.quote)}"


def say_conflict(conflict: Contradiction) -> str:
    """What is told both ways; the sides stand below it."""
    act, _, who = conflict.about.partition(": ")
    if act in {a.value for a in Act}:
        return f"Whether {say_done(Act(act), who.split(', ') if who else ())} is told both ways"
    return start(conflict.about)


def say_side(evidence: Sequence[Evidence], who: str) -> str:
    """Whose side of a contradiction words are, and whether they deny it."""
    return f"Denied by {who}" if evidence and all(e.denied for e in evidence) else start(who)


def say_voice(evidence: Evidence, outlets: Mapping[str, str | None]) -> str:
    """Who says it, as one names them: the speaker, or else the outlet that tells it."""
    return say_speaker(evidence) or (evidence.relayed_by or (outlets.get(evidence.report) or "the report",))[-1]
