"""Access to whole areas where no point is named: aid let in or kept out, people who leave or cannot.

What stands before the telling words makes it planned, approved, hindered or not so; what is only possible is not told.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from travaux.coding.area_sentences import AreaSentence, area_near, inner_area, mark_areas
from travaux.coding.area_words import AreaShape, Mood, load_area_shapes, load_mood, load_origins
from travaux.coding.areas import Area
from travaux.coding.context import Context
from travaux.coding.facilities import find_facilities
from travaux.coding.grounding import ground
from travaux.coding.hardship import is_fought_over, is_of_need
from travaux.coding.times import find_when
from travaux.ontology.claim import AccessReport
from travaux.ontology.vocabulary import AccessState, Basis, FacilityKind, Modality
from travaux.reading.needles import Sieve
from travaux.spans import Span, trim

_CUT = re.compile(r"[;:()]|, [“\"]|”|—| – |, (?:but|while|whereas|although|and)\b| (?:but|while|whereas|although) ")
_WORDS = 9
"""How many words before the telling one its mood is read from."""
_NEAR = 6
"""How many words before it a negation or a hindrance may stand."""
_AUXILIARY = re.compile(r"(?:no|not|n't|never|none|nor|cannot|hardly|barely|unable|lack|absence|without|refus\w*)\b")
_NO_DENIAL = re.compile(
    r"not only|not enough|\b(?:challenge|problem|issue|question|point) (?:is|was|has|had) (?:not|never)(?: been)?|"
    r"\b(?:not|never|no)(?: (?:a|an|any|be))? (?:hindrance|obstacle|barrier|threat|impediment|substitute|alternative)s?",
    re.IGNORECASE,
)
"""Negations of something else: "the problem has not been getting lorries in"."""
_STOPPED = re.compile(r"\b(?:stop|end|cease|lift|halt)(?:s|ped|ed|ping|ing)? $", re.IGNORECASE)
_DENYING = re.compile(
    r"\b(?:no|not(?: an?| any| one| a single)?|hardly any|neither|none of the|nothing)(?: \w{1,15}){0,2} $",
    re.IGNORECASE,
)
"""What denies the words behind it, and belongs to them: "no lorries have crossed"."""
_NEVER = re.compile(
    r"\b(?:will|would|could|may|might|must|should|if|unless|whether|fear\w*|threat\w*|risk\w*|avoid\w*|plan(?:s|ned)?|"
    r"vow\w*|without|not|never|n't|no|den(?:y|ies|ied)|imminent|possible|potential|responsible for)\b(?: \S+){0,4} ?$",
    re.IGNORECASE,
)
_IN_USE = re.compile(
    r"\b(?:open(?:s|ed|ing)|establish(?:es|ed|ing)|through|via|along|creat(?:ed|ing)|set(?:ting)? up|us(?:ed|ing)(?! as)|by|"
    r"given|guaranteed|left by|secured|provided|operating|allowing|took)\b(?: \S+){0,3} ?$",
    re.IGNORECASE,
)
_KINDS = {
    "way out of": FacilityKind.ROUTE,
    "evacuation from": FacilityKind.ROUTE,
    "safe passage to or from": FacilityKind.CORRIDOR,
}
_LEADS_ON = re.compile(r" (?:to or from|into|from|of|to)$")
"""The end of a shape's name, where no area follows it."""
_RATE = re.compile(r"\b(?:an?|per|each|every) (?:\w+ )?(?:day|week|month)\b|\bdaily\b")
_BASE_FORMS = frozenset({"allow", "permit", "authorize", "authorise", "approve", "grant", "guarantee", "facilitate"})
"""An infinitive or an order ("respect human rights, allow access"): nothing is granted yet."""
_ARMS = re.compile(
    r"\b(?:weapons?|arms|ammunition|munitions?|missiles?|military (?:aid|assistance|equipment|supplies|support|deliver\w+)|"
    r"tanks|rockets|jets|interceptors?|artillery|"
    r"convoys? of (?:the )?(?:army|military|troops|soldiers|fighters|rebels|police))\b",
    re.IGNORECASE,
)
"""Goods of war: no aid."""
_TRAVEL = re.compile(
    r"\b(?:flights?|services|activities|work|missions?|operations|programmes?|imports|goods|access|entry)\b"
)
_OWN_STAFF = re.compile(r"\b(?:personnel|assets|troops|soldiers|embassy|diplomats|equipment)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^(?: [^\s,;.]+){0,8}? (?:has|have|had|is|are|was|were)? ?(?:now |also |already |again )?"
    r"(?:resum|continu|increas|beg[au]n|start|surg|improv|doubl|under ?way|ongoing|went ahead|taken place|took place)\w*"
)
_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? for|demand(?:s|ed|ing)?|urg(?:es?|ed|ing)|provid(?:es|ed|ing) for|entail(?:s|ed)|agreed (?:to|on)|"
    r"negotiat(?:e|ed|ing)|plan(?:s|ned)? to|appeal(?:s|ed) for)\b[^.;]*$",
    re.IGNORECASE,
)
"""What makes a topic named later in its sentence something asked for."""
_OF_A_DEAL = re.compile(
    r"\ban? (?:\w+ ){0,3}(?:deal|agreement|accord|pact|truce|ceasefire|arrangement)\b.* (?:that|which|to)\b"
)
"""A deal that is not there yet: what it allows is not allowed."""
_MADE = re.compile(
    r"\b(?:reached|signed|brokered|secured|struck|agreed|concluded|under)\b[^.;]{0,300}"
    r"\ban? (?:\w{1,40} ){0,3}(?:deal|agree|accord)"
)
_AIMED = re.compile(
    r"\b(?:importance of|need for|committed? to|commitment to|priorit\w+|aim\w* (?:at|of)|goals? of)\b[^.;]*$"
)
_WAY_OF = re.compile(
    r"\b(?:mechanisms?|modalit\w+|ways?|means|arrangements?|framework|plans?|proposals?|terms) (?:for|of|on) $"
)
_BARE = frozenset(
    {"deliver", "bring", "send", "get", "surge", "airdrop", "distribute", "rush", "move", "transport", "funnel"}
)
_TO_DO = re.compile(r"\bto (?:[a-z]+)\b[^.;]*(?:,| and) (?:and )?(?:to )?$")
"""Ahead of a verb that goes on with an infinitive: "asked them to stop, and send"."""
_UNDER_A_PLAN = re.compile(
    r"^\W*(?:under|according to|as part of) (?:the|a|his|her|its|their) (?:\w+ ){0,2}(?:plan|proposal|offer|draft)\b",
    re.IGNORECASE,
)
"""What a plan provides for: not so yet."""
_CRAMPED = re.compile(
    r"^[^.;]{0,6}(?:in|inside|under|behind)? ?(?:the |a |an |their )?(?:\w+ )?"
    r"(?:tram|train|car|bus|vehicles?|wreck\w*|rubble|lift|elevator|mine|cave|buildings?|plane|aircraft|debris|stairwell|flat)\b"
)
"""What shuts people in by an accident."""
_FOR_A_TIME = re.compile(
    r"(?:^|[.;,] )\W?(?:for|over|during) (?:about |nearly |almost |more than |over |some |the first |those |these )?"
    r"(?:[\w-]+ ){0,2}(?:days|weeks|months|years),? (?:(?!ha[sv]|had|is\b|are\b|now\b)[^\s.;]+ ){1,6}$",
    re.IGNORECASE,
)
"""A stretch of time that opens a sentence told in the simple past: over by now ("For five weeks, the army blocked …")."""
_AIM = re.compile(
    r"\b(?:to|and|in order to|so as to|can|cannot|could) (?:(?:quickly|fully|further|completely|eventually|gradually) )?$"
    r"|\b(?:push|advance|drive|plan|aim|intend|attempt|threat|effort)\w*\b[^.;]{0,60}$"
)
"""What makes an encirclement an aim: "to advance west and encircle the town"."""
_ABOUT = re.compile(
    r"(?:\b(?:about|of|for|on|at|towards?|by)|[;,:])(?: (?:and|also))* (?:(?:\w+ly|more|further) )?$", re.IGNORECASE
)
"""Ahead of a gerund that names an aim or a topic: "worried about getting more food in", "…; expanding access"."""
_SUBJECTS = re.compile(
    r"(?:\b(?:they|we|you|who|which|that)|[a-z]{3}s|people|children) (?:(?:\w+ly|now|still|also) )?$"
)
"""Ahead of a base form that tells what somebody does: "the barges bring food"."""
_EARLIER = re.compile(
    r"(?:^|[.;])\W{0,5}(?:\w{1,40}, )?(?:before|until|prior to)\b(?! (?:long|now|then|today))[^.;]*$", re.IGNORECASE
)
_GOING_ON = re.compile(
    r"\b(?:continued|ongoing|resumed|resum(?:e|ption of)|allowed|allowing|enabled|enabling|increased|"
    r"increas(?:e|es|ing)(?: the| in)?|surge[sd]?|began|begun|started|thank\w*|sustained|led|conduct\w*|"
    r"carr(?:y|ied) out|permit\w*|expand(?:ed|ing)|complet\w+|accelerat\w+)\b"
    r"(?: \S+){0,5} ?$"
)
_NOUN = re.compile(
    r"(?:deliver(?:y|ies)|flows?|entry|influx|surge|arrival|passage|distributions?|movement|throughput|access|shipments|"
    r"airdrops?|operations)$"
)
"""Words that only name a topic, unless something says that it goes on."""
_TURNS = re.compile(
    r",? and (?:\w+ )?(?:surge|deliver|bring|send|increase|allow|let|get|provide|facilitate|enable|expand|ensure)\b",
    re.IGNORECASE,
)
"""Where another verb takes over: "stop the war, and surge aid"."""
_AROUND = 250
"""How far around a sentence, in characters, words of need are looked for."""
_LONGEST = 220
"""Characters of evidence at most."""


def code_entries(context: Context, told: Sequence[AccessReport]) -> tuple[AccessReport, ...]:
    """What is told of access to areas, in sentences whose access is not `told` of a point already."""
    points = [f.span for f in context.once("facilities", find_facilities) if f.kind is not FacilityKind.CORRIDOR]
    out = []
    sentences = context.once("area_sentences", mark_areas)
    for sentence, shapes in zip(sentences, _sieve().sift([s.masked for s in sentences]), strict=True):
        if not shapes:
            continue
        named = any(sentence.span.covers(p) for p in points)
        if not named and not sentence.masked.rstrip('”" ').endswith("?"):
            beside = [c for c in told if sentence.span.covers(c.span)]
            if all(c.facility.startswith("siege") for c in beside):
                out += list(_read(context, sentence, shapes, [c.span for c in beside]))
    return tuple(out)


def _is_of_need(context: Context, sentence: AreaSentence) -> bool:
    """Whether the sentence, or those right around it, tell of people in need or of relief."""
    return is_of_need(context, sentence.span, _AROUND)


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve(shape.shape for shape in load_area_shapes())


def _read(
    context: Context, sentence: AreaSentence, shapes: Sequence[int], sieges: Sequence[Span]
) -> Iterator[AccessReport]:
    """What the shapes of these numbers tell in a sentence."""
    taken: list[tuple[int, int]] = []
    seen: set[tuple[str, AccessState]] = set()
    for shape in [load_area_shapes()[n] for n in shapes]:
        for match in shape.shape.finditer(sentence.masked):
            if any(match.start("w") < e and s < match.end("w") for s, e in taken):
                continue
            if any(sentence.span_of(*match.span("w")).overlaps(s) for s in sieges) or _is_other(sentence.masked, match):
                continue
            if shape.purpose != "aid" and (_is_recalled(sentence, match) or not _is_by_force(context, sentence, match)):
                continue
            if shape.purpose == "aid" and not _is_plain(sentence.masked, match) and not _is_of_need(context, sentence):
                continue
            state = _state(shape, sentence.masked, match)
            if state is None:
                continue
            taken.append(match.span())
            area = _area(context, sentence, shape, match)
            name = f"{shape.name} {area.name}" if area is not None else _LEADS_ON.sub("", shape.name)
            if (name, state) not in seen:
                seen.add((name, state))
                yield _claim(context, sentence, shape, match, name, state)


def _is_recalled(sentence: AreaSentence, match: re.Match[str]) -> bool:
    """Whether only a general word ("the area") says where: forces surround and people leave many an area."""
    named = _named(sentence, match)
    return bool(named) and named[0].recalled


def _named(sentence: AreaSentence, match: re.Match[str]) -> list[Area]:
    """The areas that the words of a shape name."""
    return [sentence.areas[int(v)] for k, v in match.groupdict().items() if k.startswith("area") and v is not None]


def _is_by_force(context: Context, sentence: AreaSentence, match: re.Match[str]) -> bool:
    """Whether people are shut in by war or by somebody, not by an accident; "the area surrounding the town" shuts in nobody."""
    word, left = match.group("w").lower(), sentence.masked[: match.start("w")]
    if word == "surrounding" and not re.search(r"\b(?:is|are|was|were|been|be) $", left):
        return False
    if word in {"encircle", "surround", "seal off", "cut off", "besiege"} and _AIM.search(left):
        return False
    if word.startswith(("left", "leave", "leaving", "depart")):
        whole = any(a.state for a in _named(sentence, match))
        return not whole and re.search(r" (?:that|which)\b|[—–]", match.group()) is None
    if not word.startswith(("trap", "strand", "stuck", "surround", "seal", "cut")):
        return True
    if _CRAMPED.match(sentence.masked[match.end("w") :]):
        return False
    if re.match(r"^[^.;,]{0,15}⟨", sentence.masked[match.end("w") :]):
        return True
    return is_fought_over(context, sentence.span, 2 * _AROUND)


def _is_plain(masked: str, match: re.Match[str]) -> bool:
    """ "Food reached the valley": what goes in, and where, is told in so many words."""
    words = masked[match.start() : match.end() + 25].partition(".")[0]
    return "⟨" in words and _TRAVEL.search(words) is None


def _is_other(masked: str, match: re.Match[str]) -> bool:
    """Whether the words tell a rate ("500 trucks a day entered"), arms, or a withdrawal of forces and staff, not access."""
    rate = _RATE.search(masked[max(0, match.start() - 20) : match.end() + 30])
    arms = _ARMS.search(masked[max(0, match.start() - 20) : match.end() + 20])
    return bool(rate or arms) or ("evacu" in match.group("w").lower() and _OWN_STAFF.search(match.group()) is not None)


def _area(context: Context, sentence: AreaSentence, shape: AreaShape, match: re.Match[str]) -> Area | None:
    """The area that the words name, else the one that the sentence or the report is about; where aid comes from is none."""
    numbers = [v for k, v in match.groupdict().items() if k.startswith("area") and v is not None]
    if numbers:
        return inner_area(sentence, int(numbers[0]))
    origins = load_origins().findall(sentence.masked) if shape.direction == "in" else []
    return area_near(context, sentence, sentence.places[match.start()], {int(a or b) for a, b in origins})


def _state(shape: AreaShape, masked: str, match: re.Match[str]) -> AccessState | None:
    """How far what the words tell has come; None where they tell only a possibility."""
    left = _left(masked, match.start("w"))
    if _UNDER_A_PLAN.search(masked):
        return AccessState.PLANNED if shape.state in {AccessState.OPEN, AccessState.PLANNED} else None
    if shape.state is AccessState.CLOSED and _TURNS.search(match.group()):
        return None
    if shape.state is AccessState.OPEN and _is_only_meant(masked, match):
        return AccessState.PLANNED
    if shape.state is AccessState.OPEN:
        return _opened(shape, load_mood(), left, masked, match)
    if shape.state is AccessState.PLANNED:
        return shape.state
    return shape.state if _STOPPED.search(left) or not _NEVER.search(left) else None


def _left(masked: str, start: int) -> str:
    """The words of the clause before a place."""
    cuts = [m.end() for m in _CUT.finditer(masked, 0, start)]
    words = masked[cuts[-1] if cuts else 0 : start].split(" ")
    return " ".join(words[-_WORDS - 1 :])


def _opened(shape: AreaShape, mood: Mood, left: str, masked: str, match: re.Match[str]) -> AccessState | None:
    near = " ".join(left.split(" ")[-_NEAR - 1 :])
    wanted, granted = _last(mood.wanted, left), _last(mood.granted, near)
    if mood.possible.search(left):
        return None
    negated = _last(mood.negated, _NO_DENIAL.sub("", near))
    if negated is not None:
        freed = wanted is not None and _AUXILIARY.match(negated.group()) is None
        return AccessState.PLANNED if freed else AccessState.CLOSED
    if mood.hampered.search(near):
        return AccessState.PLANNED if wanted is not None else AccessState.RESTRICTED
    if wanted is not None or mood.behind.search(masked[match.end() :]):
        return AccessState.PLANNED
    if left.endswith("to "):
        return None
    own = match.group("w").lower()
    if granted is not None or mood.granted.match(own):
        word = granted.group().lower() if granted is not None else own.split(" ")[0]
        return AccessState.PLANNED if word in _BASE_FORMS else AccessState.APPROVED
    if shape.name.startswith("safe passage"):
        return AccessState.OPEN if _IN_USE.search(left) else None
    if _NOUN.search(own) is not None:
        return _topic(masked, match, left)
    aim = own.split(" ")[0] in _BARE and _SUBJECTS.search(left) is None
    return (
        AccessState.PLANNED if aim or (own.split(" ")[0].endswith("ing") and _ABOUT.search(left)) else AccessState.OPEN
    )


def _topic(masked: str, match: re.Match[str], left: str) -> AccessState | None:
    """What words tell that only name a topic ("deliveries"): that it goes on, or that somebody wants it."""
    going = _GOING_ON.search(left)
    ahead = left[: going.start()] if going is not None else ""
    if (
        going is not None
        and going.group().split(" ")[0].endswith("ing")
        and (not ahead.strip() or _ABOUT.search(ahead))
    ):
        return AccessState.PLANNED
    if going or _GOES_ON.match(masked[match.end() :]):
        return AccessState.OPEN
    return AccessState.PLANNED if _ASKED.search(masked[: match.start()]) else None


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    hits = list(words.finditer(text))
    return hits[-1] if hits else None


def _time_told(left: str) -> Modality:
    """ "Before the envoy came, no food was getting in": how it was then, not how it is."""
    return Modality.HISTORICAL if _EARLIER.search(left) or _FOR_A_TIME.search(left) else Modality.ASSERTED


def _is_only_meant(masked: str, match: re.Match[str]) -> bool:
    """ "Underlined the importance of …, and increasing aid", "a mechanism for delivering aid", "a deal that … brings aid"."""
    left, own = masked[: match.start("w")], match.group("w").split(" ")[0].lower()
    if own.endswith("ing") and (_AIMED.search(left) or _WAY_OF.search(left)):
        return True
    if own in _BARE and _TO_DO.search(left):
        return True
    return _OF_A_DEAL.search(left) is not None and not _MADE.search(left)


def _claim(
    context: Context, sentence: AreaSentence, shape: AreaShape, match: re.Match[str], name: str, state: AccessState
) -> AccessReport:
    word = sentence.span_of(*match.span("w"))
    whole = sentence.span_of(*match.span())
    denied = _DENYING.search(context.report.text, sentence.span.start, whole.start)
    start = denied.start() if denied is not None else whole.start
    span = trim(context.report.text, start, min(whole.end, start + _LONGEST)) or word
    if not span.covers(word):
        span = word
    base = ground(context, span, f"access:area:{shape.name.split(' ')[0]}", at=word)
    base["modality"] = (
        Modality.FUTURE if state is AccessState.PLANNED else _time_told(sentence.masked[: match.start("w")])
    )
    announced = state in {AccessState.PLANNED, AccessState.APPROVED} or base["voice"].speaker is not None
    medical = "medical" in match.group().lower() and shape.direction == "out"
    purpose = "medical_evacuation" if medical else shape.purpose
    return AccessReport(
        **base,
        facility=name,
        told=name,
        facility_kind=_KINDS.get(shape.name, FacilityKind.OTHER),
        facility_span=word,
        state=state,
        direction=shape.direction,
        purpose=(purpose,) if purpose else (),
        basis=Basis.ANNOUNCED if announced else Basis.OBSERVED,
        when=find_when(context, word, span),
    )
