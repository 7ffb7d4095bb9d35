"""Names in a report: pack forms and the model's entities merged, persons joined by surname, offices read off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.attrs import ORTH
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from travaux.ontology.vocabulary import ActorKind
from travaux.packs.world import Entry, Form, FormRole, Outlet, World
from travaux.reading.annotations import Mention
from travaux.reading.lookup import sentence_number, text_of
from travaux.reading.mentions.gazetteer import Gazetteer, Hit
from travaux.reading.mentions.namesakes import Namesakes
from travaux.reading.mentions.nouns import Nouns, load_nouns
from travaux.spans import Span

_ENTITY_KINDS = {
    "PERSON": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "NORP": ActorKind.PEOPLE,
    "GPE": ActorKind.UNKNOWN,
}
_ACTOR_ROLES = {
    FormRole.NAME: "pack",
    FormRole.CAPITAL: "capital",
    FormRole.SEAT: "seat",
    FormRole.ADJECTIVE: "adjective",
    FormRole.PEOPLE: "people",
    FormRole.MEMBERS: "pack",
}
_ROLE_ORDER = list(_ACTOR_ROLES)
_PLAIN_ROLES = {FormRole.NAME, FormRole.ADJECTIVE, FormRole.PEOPLE}
_OFFICE_PARTS = {"PROPN", "NOUN", "ADP", "DET", "ADJ"}
_HEADING_WORDS = {"'s", "statement", "statements", "remarks", "readout", "letter", "speech", "address"}
"""Words behind a name that the model takes for a part of it in a heading ("President Holm Statement on …")."""
_SPELT = {ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.MILITARY, ActorKind.POLITICAL_PARTY, ActorKind.FORMAT}
"""Actors that reports call by names of their own choice."""
_PLAIN_HEADS = {"Group", "Front", "Movement", "Organisation", "Organization", "Militia"}
"""Words that the usual short name of a group leaves out."""
_ACRONYM = 5
"""Letters that a word which is no acronym exceeds ("Isis", "Daesh")."""
_SMALL = 3
"""Letters of the words that a name need not capitalise ("of", "the"), at most."""
_LONGEST_TITLE = 14
"""Tokens of a title before a name."""
_TITLE_EDGE = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lord",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "president",
    "gen.",
    "gen",
    "sen.",
    "rep.",
    "minister",
    "archbishop",
    "bishop",
    "pastor",
    "commander",
}


_COURTESY = frozenset({"mr", "mrs", "ms", "dr"})
"""Forms of address between an office and a name, which belong to neither."""
_STYLES = frozenset({"amir", "ameer", "emir", "sheikh", "shaikh", "sheik", "sayyid", "hajj"})
"""Styles of honour that are given names too."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A span of tokens with the entry or entity behind it."""

    tokens: SpacySpan
    name: str
    kind: ActorKind
    by: str
    country: str | None = None


def find_names(doc: Doc, gazetteer: Gazetteer, world: World) -> tuple[Mention, ...]:
    """Every name in the report, in order; names inside a longer name are dropped."""
    nouns = load_nouns()
    hits = [h for s in doc._.segments if s.coded for h in gazetteer.find(text_of(doc), s.span.start, s.span.end)]
    entities = list(_entities(doc))
    people = _full_names(hits, entities)
    surnames = _surnames(people, world)
    namesakes = Namesakes(doc, world, hits, surnames, people)
    hits = [h for h in _settle_seats(hits) if not namesakes.is_person(h)]
    found = list(_from_packs(doc, hits, entities, surnames))
    taken = {t.i for f in found for t in f.tokens}
    found += _from_entities(entities, taken, surnames, people)
    taken |= {t.i for f in found for t in f.tokens}
    found += _bare_surnames(doc, taken, surnames)
    found.sort(key=lambda f: f.tokens.start)
    return _share_offices(_spell_out(doc, [_mention(doc, f, nouns, world) for f in found], world))


def _spell_out(doc: Doc, mentions: list[Mention], world: World) -> list[Mention]:
    """A group that the report never calls by its canonical name goes by the longest name that it does use."""
    forms: dict[str, set[str]] = {}
    for m in mentions:
        if m.kind in _SPELT and m.by == "pack":
            forms.setdefault(m.names[0], set()).add(m.span.of(text_of(doc)))
    told = {name: _longest_name(used, name, world) for name, used in forms.items() if name not in used}
    return [replace(m, told=told.get(m.names[0])) if m.kind in _SPELT else m for m in mentions]


def _longest_name(used: set[str], name: str, world: World) -> str | None:
    """The longest of `used` that is a proper name of the group: no acronym, no description ("the Norwegian army")."""
    names = [
        words
        for words in used
        if len(words) > _ACRONYM
        and not words.isupper()
        and all(w[:1].isupper() for w in words.split() if len(w) > _SMALL)
        and (words not in name or name.removeprefix(words).strip() in _PLAIN_HEADS)
        and any(f.role is FormRole.NAME and f.target.name == name for f in world.forms.get(words, ()))
    ]
    return max(names, key=lambda words: (len(words), words), default=None)


def _settle_seats(hits: Iterable[Hit]) -> list[Hit]:
    """ "Brussels" is the EU, of which it is the seat, in a report that says nothing else of Belgium."""
    hits = list(hits)
    told = {f.target.name for h in hits for f in h.forms if f.role in _PLAIN_ROLES}
    out = []
    for hit in hits:
        bodies = tuple(f for f in hit.forms if f.role is FormRole.SEAT and not _is_state(f))
        away = bodies and not any(f.target.name in told for f in hit.forms if f.role is FormRole.CAPITAL)
        out.append(replace(hit, forms=bodies) if away else hit)
    return out


def _is_state(form: Form) -> bool:
    return isinstance(form.target, Entry) and form.target.kind is ActorKind.STATE


def _with_suffix(doc: Doc, tokens: SpacySpan) -> SpacySpan:
    """ "Ole Holm, Jr." is one name."""
    end = tokens.end
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_.rstrip(".") in {"jr", "sr", "ii", "iii"}:
        return doc[tokens.start : end + 2]
    return tokens


def _share_offices(mentions: list[Mention]) -> tuple[Mention, ...]:
    """A person's office and state, once told, hold for the rest of the report."""
    offices = {m.names: m.office for m in reversed(mentions) if m.office}
    countries = {m.names: m.country for m in reversed(mentions) if m.country and m.kind is ActorKind.PERSON}
    return tuple(
        replace(m, office=m.office or offices.get(m.names), country=m.country or countries.get(m.names))
        if m.kind is ActorKind.PERSON
        else m
        for m in mentions
    )


def _entities(doc: Doc) -> Iterator[SpacySpan]:
    for ent in doc.ents:
        if ent.label_ not in _ENTITY_KINDS or not any(t.pos_ == "PROPN" or t.shape_[0] == "X" for t in ent):
            continue
        start, end = ent.start, ent.end
        while start < end and (
            doc[start].lower_ in _TITLE_EDGE
            or doc[start].is_punct
            or doc[start].is_space
            or (doc[start].is_stop and (doc[start].is_lower or doc[start].lower_ == "the"))
        ):
            start += 1
        while end > start and (doc[end - 1].lower_ in _HEADING_WORDS or doc[end - 1].is_punct or doc[end - 1].is_space):
            end -= 1
        if ent.label_ == "PERSON" and start == ent.start < end and _opens_name(doc, start, end):
            start -= 1
        if start < end and doc[start].text[:1].isupper() and not _is_office(doc[start:end]):
            yield SpacySpan(doc, start, end, label="PERSON" if _is_among_people(doc[start:end]) else ent.label_)


def _is_office(words: SpacySpan) -> bool:
    """ "National Security Adviser", "Amir Sheikh": titles in a row, and nobody's name."""
    nouns = load_nouns()
    return len(words) > 1 and all(t.lower_ in nouns.title_heads | nouns.title_parts | _STYLES for t in words)


def _opens_name(doc: Doc, start: int, end: int) -> bool:
    """Whether the first word of a sentence, taken for a verb, is part of the name behind it: "Saw Ba Thin, who left, is …"."""
    if not start or not doc[start - 1].is_sent_start:
        return False
    first, root = doc[start - 1], doc[start:end].root
    verb = first.tag_ in {"VBD", "VB", "VBN", "MD"} and first.is_title and first.lemma_ not in {"say", "tell"}
    return verb and end - start > 1 and root.dep_ in {"nsubj", "nsubjpass"} and root.head.i != first.i


def _is_among_people(name: SpacySpan) -> bool:
    """Whether two persons or more stand in one list with a name of two words, which the model took for a body's."""
    if name.root.ent_type_ == "PERSON" or len(name) != 2 or not all(t.is_title and t.pos_ == "PROPN" for t in name):
        return False
    others = [t for t in name.root.conjuncts if t.pos_ == "PROPN"]
    return len(others) > 1 and all(t.ent_type_ == "PERSON" for t in others)


def _full_names(hits: Iterable[Hit], entities: Iterable[SpacySpan]) -> dict[str, Entry | None]:
    """The persons whom the report gives in full: name → pack entry, None where packs do not know them."""
    out: dict[str, Entry | None] = {}
    covered: set[int] = set()
    for hit in hits:
        for form in hit.forms:
            if isinstance(form.target, Entry) and form.target.kind is ActorKind.PERSON and form.role is FormRole.NAME:
                out.setdefault(form.target.name, form.target)
                covered.update(range(hit.span.start, hit.span.end))
    for ent in entities:
        if ent.label_ == "PERSON" and len(ent) > 1 and ent[0].idx not in covered and _is_full_name(ent):
            out.setdefault(ent.text, None)
    return out


def _is_full_name(ent: SpacySpan) -> bool:
    return len(ent) <= 6 and all(
        t.text[:1].isupper() or t.lower_ in {"al", "bin", "ibn", "el", "de", "da", "van", "von", "-"} for t in ent
    )


def _surnames(people: dict[str, Entry | None], world: World) -> dict[str, tuple[str, Entry | None]]:
    """Short form → full name: the persons of the report by surname or first name, then those whom a surname safely names."""
    out: dict[str, tuple[str, Entry | None]] = {words: (e.name, e) for words, e in world.famous.items()}
    firsts: dict[str, set[str]] = {}
    for name, entry in people.items():
        firsts.setdefault(name.split()[0], set()).add(name)
        for words in (*_own_surnames(entry, world), name.split()[-1]):
            if words not in out or out[words][0] not in people:
                out[words] = (name, entry)
    for first, names in firsts.items():
        if len(names) == 1 and first not in out and first not in world.forms and len(first) > 3:
            name = next(iter(names))
            out[first] = (name, people[name])
    return out


def _own_surnames(entry: Entry | None, world: World) -> list[str]:
    """The surnames that packs give a person."""
    if entry is None:
        return []
    return [w for w in (entry.name.split()[-1], *entry.short_forms) if entry in world.surnames.get(w, ())]


def _from_packs(
    doc: Doc, hits: Iterable[Hit], entities: list[SpacySpan], surnames: dict[str, tuple[str, Entry | None]]
) -> Iterator[_Found]:
    longer = [e for e in entities if e.label_ == "PERSON" and len(e) > 1]
    for hit in hits:
        tokens = doc.char_span(hit.span.start, hit.span.end)
        if tokens is None or (not _person_form(hit) and any(_is_inside(tokens, e) for e in longer)):
            continue
        form = _choose(hit.forms, surnames, hit.words)
        if form is None:
            continue
        t = form.target
        if isinstance(t, Outlet):
            yield _Found(tokens, t.name, ActorKind.OUTLET, "pack", t.country or None)
        elif isinstance(t, Entry):
            kind = ActorKind.PEOPLE if form.role is FormRole.PEOPLE else t.kind
            yield _Found(
                tokens,
                t.name,
                kind,
                "surname" if form.role is FormRole.SURNAME else _ACTOR_ROLES[form.role],
                t.country or None,
            )


def _is_inside(tokens: SpacySpan, name: SpacySpan) -> bool:
    """Whether a pack's form is only a part of a person's full name ("Chad" in "Chad Holm")."""
    return name.start <= tokens.start and tokens.end <= name.end and len(name) > len(tokens) and _is_full_name(name)


def _person_form(hit: Hit) -> bool:
    return any(
        isinstance(f.target, Entry) and f.target.kind is ActorKind.PERSON and f.role is FormRole.NAME for f in hit.forms
    )


def _choose(forms: tuple[Form, ...], surnames: dict[str, tuple[str, Entry | None]], words: str) -> Form | None:
    """The reading of an ambiguous form: an actor before an outlet, a state before what shares its name."""
    actors = [f for f in forms if isinstance(f.target, Entry) and f.role in _ACTOR_ROLES]
    if actors:
        return min(actors, key=lambda f: (f.target.kind is not ActorKind.STATE, _ROLE_ORDER.index(f.role)))
    for form in forms:
        if form.role is FormRole.SURNAME and words in surnames and surnames[words][0] == form.target.name:
            return form
    return next((f for f in forms if isinstance(f.target, Outlet) and f.role is FormRole.NAME), None)


def _from_entities(
    entities: list[SpacySpan],
    taken: set[int],
    surnames: dict[str, tuple[str, Entry | None]],
    people: dict[str, Entry | None],
) -> Iterator[_Found]:
    for ent in entities:
        if any(t.i in taken for t in ent):
            continue
        kind = _ENTITY_KINDS[ent.label_]
        if ent.text in surnames:
            name, entry = surnames[ent.text]
            yield _Found(ent, name, ActorKind.PERSON, "surname", entry.country if entry else None)
        elif kind is ActorKind.PERSON and ent.text in people:
            yield _Found(ent, ent.text, kind, "name")
        else:
            outlet = kind is ActorKind.ORGANISATION and len(ent) > 1 and ent[-1].lower_ in load_nouns().outlet_words
            yield _Found(ent, ent.text, ActorKind.OUTLET if outlet else kind, "name")


def _bare_surnames(doc: Doc, taken: set[int], surnames: dict[str, tuple[str, Entry | None]]) -> Iterator[_Found]:
    """ "Salehi added": a surname that the model missed, of a person whom the report gave in full."""
    forms = doc.to_array(ORTH).tolist()
    told = {form for form in set(forms) if doc.vocab.strings[form] in surnames}
    for token in [doc[i] for i, form in enumerate(forms) if form in told and i not in taken]:
        if token.pos_ in {"PROPN", "NOUN", "ADJ"} and len(token) > 2:
            name, entry = surnames[token.text]
            yield _Found(
                doc[token.i : token.i + 1],
                name,
                ActorKind.PERSON,
                "surname",
                entry.country if entry else None,
            )


def _mention(doc: Doc, found: _Found, nouns: Nouns, world: World) -> Mention:
    tokens = _with_suffix(doc, found.tokens) if found.kind is ActorKind.PERSON else found.tokens
    head = _name_head(tokens)
    span = Span(tokens.start_char, tokens.end_char)
    name = found.name
    if found.by == "people" or (found.kind is ActorKind.PEOPLE and found.by == "name"):
        name = tokens.text.lower()
    mention = Mention(span=span, head=head.i, names=(name,), kind=found.kind, by=found.by, country=found.country)
    if found.kind is not ActorKind.PERSON:
        return mention
    office = read_office(doc, tokens, nouns)
    country = found.country or (_country_in(office, world) or _country_behind(tokens, world) if office else None)
    if not found.country and office is None:
        return mention
    return replace(mention, office=office, country=country)


def _name_head(tokens: SpacySpan) -> Token:
    """The word that stands for a name in its sentence; particles that the parser took for verbs ("dos") do not."""
    if tokens.root.pos_ not in {"VERB", "AUX"}:
        return tokens.root
    nouns = [t for t in tokens if t.pos_ == "PROPN" and (t.head not in tokens or t.head.pos_ in {"VERB", "AUX"})]
    return nouns[-1] if nouns else tokens.root


def read_office(doc: Doc, tokens: SpacySpan, nouns: Nouns) -> str | None:
    """The office in the report's words, before the name ("Norwegian Foreign Minister X") or after it in commas."""
    start = tokens.start
    first = _title_start(doc, start, nouns)
    while start > first and (doc[start - 1].lower_.rstrip(".") in _COURTESY or doc[start - 1].text == "."):
        start -= 1
    before = doc[first:start]
    if len(before) and any(t.lemma_.lower() in nouns.title_heads for t in before):
        return before.text.strip(" ,'\"")
    return _office_after(doc, tokens, nouns)


def _title_start(doc: Doc, start: int, nouns: Nouns) -> int:
    """The first token of the title before a name; a bracket inside it ("PST (Security Service) Director X") belongs to it."""
    sentence = sentence_number(doc[start])
    i = start - 1
    while i >= 0 and start - i <= _LONGEST_TITLE and sentence_number(doc[i]) == sentence:
        if doc[i].text == ")":
            opened = next((k for k in range(i - 1, max(-1, i - 9), -1) if doc[k].text == "("), None)
            if opened is None:
                break
            i = opened - 1
        elif _in_title(doc[i], nouns) or _joins_title(doc, i, start, nouns) or _chains_titles(doc, i, nouns):
            i -= 1
        else:
            break
    return i + 1


def _joins_title(doc: Doc, i: int, start: int, nouns: Nouns) -> bool:
    """ "Secretary of State X", "minister of trade X"; not "an aide of President X"."""
    if doc[i].lower_ != "of" or not 0 < i < start - 1 or doc[i - 1].lemma_.lower() not in nouns.title_heads:
        return False
    return not any(t.lemma_.lower() in nouns.title_heads for t in doc[i + 1 : start])


def _chains_titles(doc: Doc, i: int, nouns: Nouns) -> bool:
    """ "Security Adviser to the Vice President X": one office; not "a letter from the minister to President X"."""
    to = i - 1 if doc[i].lower_ == "the" else i
    if to < 1 or doc[to].lower_ != "to":
        return False
    return doc[to - 1].text[:1].isupper() and doc[to - 1].lemma_.lower() in nouns.title_heads


def _in_title(token: Token, nouns: Nouns) -> bool:
    if token.is_punct:
        return token.text in {"-", "."}
    word = token.lower_.rstrip(".")
    if word == "under" or token.ent_type_ in {"DATE", "TIME"}:
        return word == "under" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"-", "secretary"}
    if word in nouns.title_parts or token.lemma_.lower() in nouns.title_heads or token.text == "'s":
        return True
    return token.pos_ in {"PROPN", "ADJ"} and token.text[:1].isupper() and token.lower_ != "the"


def _office_after(doc: Doc, tokens: SpacySpan, nouns: Nouns) -> str | None:
    """ "Espen Barth Eide, Norway's foreign minister, said": the apposition of the name."""
    end = tokens.end
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    for token in tokens.root.children:
        if token.dep_ == "appos" and token.i > end and token.lemma_.lower() in nouns.title_heads:
            left = min(t.i for t in token.subtree)
            right = token.i
            for child in token.children:
                if child.dep_ == "prep" and child.text in {"of", "for", "to"}:
                    right = max(right, *(t.i for t in child.subtree if t.pos_ in _OFFICE_PARTS))
            words = doc[max(left, end + 1) : min(right + 1, left + 12)].text
            return words.removeprefix("the ").removeprefix("a ").removeprefix("an ").strip(" ,")
    return None


def _country_behind(tokens: SpacySpan, world: World) -> str | None:
    """ "President Kari Holm of Norway": the state behind the name."""
    rest = tokens.doc[tokens.end : tokens.end + 4]
    if len(rest) < 2 or rest[0].lower_ != "of":
        return None
    return next((c for n in range(len(rest), 1, -1) if (c := _country_in(rest[1:n].text, world))), None)


def _country_in(words: str, world: World) -> str | None:
    """The state that an office's words name ("Norwegian foreign minister")."""
    parts = words.replace("'s", "").split()
    for n in (3, 2, 1):
        for i in range(len(parts) - n + 1):
            for form in world.forms.get(" ".join(parts[i : i + n]), ()):
                if isinstance(form.target, Entry) and form.target.country:
                    return form.target.country
    return None
