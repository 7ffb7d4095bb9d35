"""Numbers of people, trucks, tonnes and money that the report gives."""

from travaux.coding.access import read_number
from travaux.coding.context import Context
from travaux.coding.grounding import ground
from travaux.ontology.claim import Count
from travaux.spans import Span

_HARM = {
    "kill",
    "wound",
    "injure",
    "displace",
    "abduct",
    "kidnap",
    "arrest",
    "release",
    "free",
    "hold",
    "detain",
    "die",
    "capture",
    "swap",
    "exchange",
    "evacuate",
    "rescue",
}
_PEOPLE = {
    "people",
    "person",
    "hostage",
    "prisoner",
    "detainee",
    "civilian",
    "child",
    "woman",
    "man",
    "soldier",
    "fighter",
    "militant",
    "worker",
    "troop",
    "captive",
    "resident",
    "refugee",
    "palestinian",
    "israeli",
    "ukrainian",
    "russian",
    "body",
    "victim",
    "patient",
    "evacuee",
    "journalist",
    "officer",
    "villager",
    "death",
    "casualty",
    "fatality",
    "remains",
    "family",
}
_GOODS = {"truck", "lorry", "tonne", "ton", "litre", "pallet", "dollar", "euro", "missile", "drone", "rocket", "tank"}
_QUALIFIERS = {
    "at least": ("at", "least"),
    "more than": ("more", "than"),
    "up to": ("up", "to"),
    "about": ("about",),
    "nearly": ("nearly",),
    "over": ("over",),
    "some": ("some",),
    "around": ("around",),
    "almost": ("almost",),
    "approximately": ("approximately",),
    "fewer than": ("fewer", "than"),
    "less than": ("less", "than"),
}


def code_counts(context: Context) -> tuple[Count, ...]:
    """One count for each number that says how many people were harmed, held or freed, or how much was moved or paid."""
    out: list[Count] = []
    for token in context.doc:
        noun = token.head
        if token.dep_ != "nummod" or noun.lemma_.lower() not in _PEOPLE | _GOODS:
            continue
        value = read_number(token)
        if value is None:
            continue
        verb = noun.head
        while verb.dep_ in {"pobj", "prep", "compound"} and verb.head != verb:
            verb = verb.head
        acl = next((c for c in noun.children if c.dep_ in {"acl", "relcl"}), None)
        done = acl if acl is not None and acl.lemma_.lower() in _HARM else verb
        left, right = min(noun.left_edge.i, token.i), noun.i
        if done.lemma_.lower() in _HARM and abs(done.i - noun.i) < 8:
            left, right = min(left, done.i), max(right, done.i)
        span = Span(context.doc[left].idx, context.doc[right].idx + len(context.doc[right]))
        what = noun.lower_ if done.lemma_.lower() not in _HARM else f"{noun.lower_} {done.lemma_.lower()}"
        out.append(
            Count(
                **ground(context, span, "count"),
                ordinal=len([c for c in out if c.span == span]),
                what=what,
                value=value,
                unit=noun.lower_,
                qualifier=_qualifier(context, token.i),
            )
        )
    return tuple(out)


def _qualifier(context: Context, i: int) -> str | None:
    for words, parts in _QUALIFIERS.items():
        if tuple(t.lower_ for t in context.doc[max(0, i - len(parts)) : i]) == parts:
            return words
    return None
