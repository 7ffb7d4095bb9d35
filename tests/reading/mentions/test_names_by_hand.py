"""Names in Docs built by hand, with a world of a few entries: surnames, first names, offices, what stays out."""

import pytest
from spacy.tokens import Doc
from tests.reading.docs import build, phrase

from travaux.ontology.report import Segment
from travaux.ontology.vocabulary import ActorKind, SegmentKind
from travaux.packs.world import Entry, FormRole, Office, Outlet, World
from travaux.reading.annotations import AttributionMention, Mention
from travaux.reading.mentions.gazetteer import Gazetteer
from travaux.reading.mentions.names import find_names
from travaux.reading.mentions.references import References
from travaux.spans import Span


def make_world() -> World:
    world = World()
    minister = Office(title="Foreign Minister", of="Norway")
    person = ActorKind.PERSON
    entries: list[tuple[Entry, dict[str, FormRole]]] = [
        (
            Entry(name="Norway", kind=ActorKind.STATE, country="Norway"),
            {"Norway": FormRole.NAME, "Norwegian": FormRole.ADJECTIVE},
        ),
        (
            Entry(name="Peru", kind=ActorKind.STATE, country="Peru"),
            {"Peru": FormRole.NAME, "Lima": FormRole.CAPITAL},
        ),
        (
            Entry(name="Fjord Front", kind=ActorKind.ARMED_GROUP, country="Norway"),
            {"Fjord Front": FormRole.NAME},
        ),
        (
            Entry(
                name="Kari Holm",
                kind=person,
                country="Norway",
                gender="f",
                short_forms=("Holm",),
                offices=(minister,),
            ),
            {"Kari Holm": FormRole.NAME, "Holm": FormRole.SURNAME},
        ),
        (
            Entry(name="Rosa Quispe", kind=person, country="Peru", gender="f", famous=True),
            {"Rosa Quispe": FormRole.NAME, "Quispe": FormRole.SURNAME},
        ),
    ]
    for entry, forms in entries:
        world.entries[entry.name] = entry
        for words, role in forms.items():
            world.add_form(words, role, entry)
    world.add_form("Oslo Post", FormRole.NAME, Outlet(name="Oslo Post", kind="newspaper"))
    world.add_form("Lima", FormRole.NAME, Outlet(name="Lima", kind="website"))
    return world


WORLD = make_world()


def annotate(doc: Doc) -> Doc:
    doc._.mentions = find_names(doc, Gazetteer(WORLD), WORLD)
    return doc


def found(doc: Doc) -> list[tuple[str, str, str]]:
    mentions: tuple[Mention, ...] = annotate(doc)._.mentions
    return [(m.span.of(doc.text), m.names[0], m.by) for m in mentions]


def test_a_surname_is_the_person_whom_the_report_gave_in_full() -> None:
    doc = build(
        "Kari/P/1/compound Holm/P/2/nsubj left/V/2/ROOT ./X/2/punct", "Holm/P/1/nsubj slept/V/1/ROOT ./X/1/punct"
    )
    assert found(doc) == [("Kari Holm", "Kari Holm", "pack"), ("Holm", "Kari Holm", "surname")]


def test_a_surname_of_somebody_not_named_in_full_is_nobody() -> None:
    assert found(build("Holm/P/1/nsubj slept/V/1/ROOT ./X/1/punct")) == []


def test_a_famous_surname_is_enough() -> None:
    assert found(build("Quispe/P/1/nsubj slept/V/1/ROOT ./X/1/punct")) == [("Quispe", "Rosa Quispe", "surname")]


def test_people_whom_packs_do_not_know_are_joined_by_surname_and_first_name() -> None:
    doc = build(
        "Annika/P/1/compound Berg/P/2/nsubj left/V/2/ROOT ./X/2/punct",
        "Berg/P/1/nsubj slept/V/1/ROOT ./X/1/punct",
        "Annika/P/1/nsubj woke/V/1/ROOT ./X/1/punct",
        ents=[("Annika Berg", "PERSON")],
    )
    assert [name for _, name, _ in found(doc)] == ["Annika Berg"] * 3


def test_a_name_inside_a_longer_name_is_dropped() -> None:
    doc = build("Kari/P/1/compound Norway/P/2/nsubj left/V/2/ROOT", ents=[("Kari Norway", "PERSON")])
    assert found(doc) == [("Kari Norway", "Kari Norway", "name")]


def test_an_actor_goes_before_an_outlet_of_the_same_name() -> None:
    doc = build("Lima/P/1/nsubj agreed/V/1/ROOT ./X/1/punct")
    assert found(doc) == [("Lima", "Peru", "capital")]


def test_an_outlet_is_an_outlet() -> None:
    doc = build("Oslo/P/1/compound Post/P/2/nsubj agreed/V/2/ROOT ./X/2/punct")
    (mention,) = annotate(doc)._.mentions
    assert (mention.names, mention.kind) == (("Oslo Post",), ActorKind.OUTLET)


def test_names_are_matched_whole_and_in_text_set_in_capitals() -> None:
    assert found(build("Norwegians/NS/1/nsubj left/V/1/ROOT")) == []
    shouted = build("NORWAY/P/1/nsubj REJECTS/V/1/ROOT PERU/P/3/poss OFFER/N/1/dobj")
    assert [name for _, name, _ in found(shouted)] == ["Norway", "Peru"]


def test_an_office_stands_before_a_name() -> None:
    doc = build(
        "The/D/4/det Norwegian/J/4/amod Foreign/P/4/compound Minister/P/4/compound Holm/P/5/nsubj left/V/5/ROOT",
        "Kari/P/1/compound Holm/P/2/nsubj slept/V/2/ROOT ./X/2/punct",
    )
    first, last = annotate(doc)._.mentions[-2:]
    assert (first.office, first.country) == ("Norwegian Foreign Minister", "Norway")
    assert last.names == ("Kari Holm",)


def test_an_office_stands_behind_a_name_in_commas() -> None:
    doc = build(
        "Annika/P/1/compound Berg/P/8/nsubj ,/X/1/punct the/D/4/det leader/N/1/appos of/I/4/prep Peru/P/5/pobj"
        " ,/X/1/punct left/V/8/ROOT",
        ents=[("Annika Berg", "PERSON")],
    )
    assert annotate(doc)._.mentions[0].office == "leader of Peru"


@pytest.mark.parametrize("title", ["Mr.", "Mrs.", "Ms."])
def test_a_form_of_address_is_no_office(title: str) -> None:
    doc = build(f"{title}/P/2/compound Kari/P/2/compound Holm/P/3/nsubj left/V/3/ROOT")
    assert annotate(doc)._.mentions[0].office is None


def resolve(doc: Doc, words: str, parties: tuple[str, ...] = ()) -> list[str]:
    references = References(annotate(doc), WORLD)
    references.parties = parties
    return [name for m in references.resolve(phrase(doc, words)) for name in m.names]


MET = "Kari/P/1/compound Holm/P/2/nsubj met/V/2/ROOT Rosa/P/4/compound Quispe/P/2/dobj ./X/2/punct"


@pytest.mark.parametrize(("word", "names"), [("She", ["Kari Holm"]), ("He", [])])
def test_a_pronoun_looks_for_its_gender(word: str, names: list[str]) -> None:
    assert resolve(build(MET, f"{word}/R/1/nsubj left/V/1/ROOT ./X/1/punct"), word) == names


def test_a_side_speaks_as_we_and_a_person_as_i() -> None:
    doc = build("Kari/P/1/compound Holm/P/2/nsubj said/V/2/ROOT we/R/6/nsubj and/C/3/cc I/R/3/conj left/V/2/ccomp")
    annotate(doc)
    source = phrase(doc, "Kari Holm")
    content = Span(doc.text.index("we"), len(doc.text))
    doc._.attributions = (
        AttributionMention(source=source, cue=None, content=(content,), quoted="direct", sense="says", rule="x"),
    )
    references = References(doc, WORLD)
    assert [m.names for m in references.resolve(phrase(doc, "we"))] == [("Norway",)]
    assert [m.names for m in references.resolve(phrase(doc, "I"))] == [("Kari Holm",)]


def test_we_outside_speech_is_nobody() -> None:
    assert resolve(build("We/R/1/nsubj left/V/1/ROOT ./X/1/punct"), "We") == []


FOUGHT = "Norway/P/1/nsubj fought/V/1/ROOT Fjord/P/3/compound Front/P/1/dobj ./X/1/punct"


@pytest.mark.parametrize(
    ("after", "words", "names"),
    [
        ("Both/D/1/det sides/NS/2/nsubj/side left/V/2/ROOT", "Both sides", ["Norway", "Fjord Front"]),
        ("Some/D/1/det parties/NS/2/nsubj/party left/V/2/ROOT", "Some parties", ["parties"]),
        ("The/D/1/det group/N/2/nsubj left/V/2/ROOT", "The group", ["Fjord Front"]),
        ("A/D/1/det group/N/2/nsubj left/V/2/ROOT", "A group", ["group"]),
        ("The/D/2/det Norwegian/J/2/amod army/N/3/nsubj left/V/3/ROOT", "The Norwegian army", ["Norway"]),
        ("The/D/1/det pressure/N/2/nsubj grew/V/2/ROOT", "The pressure", []),
        ("The/D/1/det rejection/N/2/nsubj came/V/2/ROOT", "The rejection", []),
        ("Local/J/1/amod villagers/NS/2/nsubj/villager fled/V/2/ROOT", "Local villagers", ["local villagers"]),
        ("Several/J/1/amod villagers/NS/2/nsubj/villager fled/V/2/ROOT", "Several villagers", ["villagers"]),
        ("It/R/1/nsubj left/V/1/ROOT", "It", ["Norway"]),
    ],
)
def test_a_description_finds_whom_the_report_names(after: str, words: str, names: list[str]) -> None:
    assert resolve(build(FOUGHT, after), words, ("Norway", "Fjord Front")) == names


@pytest.mark.parametrize(("first", "wanted"), [("Ola", ["Ola Vik", "Ola Vik"]), ("", ["Vik", "Vik"])])
def test_a_region_gives_way_to_a_person_of_its_name(first: str, wanted: list[str]) -> None:
    world = make_world()
    region = Entry(name="Vik", kind=ActorKind.UNKNOWN, country="Norway", region=True)
    world.add_form("Vik", FormRole.NAME, region)
    told = "Ola/P/1/compound Vik/P/2/nsubj spoke/V/2/ROOT ./X/2/punct" if first else "Vik/P/1/nsubj burned/V/1/ROOT"
    doc = build(told, "Vik/P/1/nsubj fell/V/1/ROOT ./X/1/punct", ents=[("Ola Vik", "PERSON")] if first else [])
    doc._.segments = (Segment(span=Span(0, len(doc.text)), kind=SegmentKind.BODY),)
    assert [name for m in find_names(doc, Gazetteer(world), world) for name in m.names] == wanted
