"""From a phrase to the actors it means, in sentences read by the whole pipeline; and what must resolve to nothing."""

from datetime import date

import pytest
from spacy.language import Language
from tests.reading.docs import phrase

from travaux.coding.coder import Coder
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import ActorKind
from travaux.reading.annotations import Mention
from travaux.reading.mentions.references import References
from travaux.reading.pipeline import read_report

pytestmark = pytest.mark.model


def resolve(coder: Coder, text: str, words: str, parties: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    doc = read_report(coder.nlp, Report(id="x", text=text, published=date(2025, 6, 1)))
    references = References(doc, coder.world)
    references.parties = parties
    return references.resolve(phrase(doc, words))


def names(coder: Coder, text: str, words: str, parties: tuple[str, ...] = ()) -> list[str]:
    return [name for m in resolve(coder, text, words, parties) for name in m.names]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Norwegian Foreign Minister Espen Barth Eide met Sergei Lavrov. Eide left early.",
            "Eide",
            ["Espen Barth Eide"],
        ),
        ("Anna Bergstrand chairs the talks. Bergstrand said they would go on.", "Bergstrand", ["Anna Bergstrand"]),
        ("Anna Bergstrand chairs the talks. Later Anna left the hall.", "Anna", ["Anna Bergstrand"]),
        ("Anna Bergstrand, who met the rebels, left.", "who", ["Anna Bergstrand"]),
        ("Emmanuel Macron met Giorgia Meloni in Rome. She praised the plan.", "She", ["Giorgia Meloni"]),
        ("Emmanuel Macron met Giorgia Meloni in Rome. He praised the plan.", "He", ["Emmanuel Macron"]),
        ("The Taliban turned down the offer. They refused to sign.", "They", ["Taliban"]),
        ("Norway turned down the offer. It refused to sign.", "It", ["Norway"]),
        ("“We will not sign,” Norwegian Prime Minister Jonas Gahr Støre said.", "We", ["Norway"]),
        ("“I will not sign,” said Norwegian Prime Minister Jonas Gahr Støre.", "I", ["Jonas Gahr Støre"]),
        ("The Taliban said it had seen the plan. “We will answer soon,” the group said.", "We", ["Taliban"]),
        ("Statement by President Emmanuel Macron\n\nI call for a truce. We will help.", "I", ["Emmanuel Macron"]),
        ("Statement by President Emmanuel Macron\n\nI call for a truce. We will help.", "We", ["France"]),
        ("The Taliban rejected the plan. The group said it was late.", "The group", ["Taliban"]),
        ("Hezbollah fired rockets at the town. The militants left.", "The militants", ["Hezbollah"]),
        (
            "Amnesty International lists the missing. Boko Haram ran ten prisons. The rights group said so.",
            "The rights group",
            ["Amnesty International"],
        ),
        ("Vladimir Putin met Xi Jinping. The Russian leader left early.", "The Russian leader", ["Vladimir Putin"]),
        ("The Norwegian army crossed the river.", "The Norwegian army", ["Norway"]),
        ("Norwegian forces crossed the river.", "Norwegian forces", ["Norway"]),
        ("Norway's government fell.", "Norway's government", ["Norway"]),
        ("The Norwegian cabinet met. The cabinet approved the plan.", "The cabinet", ["Norway"]),
        ("Norwegian and Peruvian delegations met in Lima.", "Norwegian and Peruvian delegations", ["Norway", "Peru"]),
        ("Representatives of Norway and Peru met in Lima.", "Representatives of Norway and Peru", ["Norway", "Peru"]),
        (
            "Negotiators from the Moroccan government and the Polisario Front met in Lima.",
            "Negotiators from the Moroccan government and the Polisario Front",
            ["Morocco", "Polisario Front"],
        ),
        ("Khalil al-Hayya left early. His delegation stayed.", "His delegation", ["Hamas"]),
        (
            "The envoys spoke to Hezbollah. The delegation of Hezbollah left.",
            "The delegation of Hezbollah",
            ["Hezbollah"],
        ),
        ("The Norwegians have proposed a plan.", "The Norwegians", ["Norway"]),
        ("Two Norwegians were hurt.", "Two Norwegians", ["norwegians"]),
        ("Oslo rejected the plan.", "Oslo", ["Norway"]),
        ("The Kremlin rejected the plan.", "The Kremlin", ["Russia"]),
        ("The aid organisation left.", "The aid organisation", ["aid organisation"]),
        ("Several villagers fled.", "Several villagers", ["villagers"]),
        (
            "Emmanuel Macron, Giorgia Meloni and Pedro Sánchez met in Rome. The trio agreed on a text.",
            "The trio",
            ["Emmanuel Macron", "Giorgia Meloni", "Pedro Sánchez"],
        ),
        (
            "Emmanuel Macron met Giorgia Meloni. The two leaders agreed on a text.",
            "The two leaders",
            ["Emmanuel Macron", "Giorgia Meloni"],
        ),
        (
            "Emmanuel Macron spoke with Giorgia Meloni. They spoke of gas. Pedro Sánchez joined the call. The leaders agreed.",
            "The leaders",
            ["Emmanuel Macron", "Giorgia Meloni"],
        ),
        ("Emmanuel Macron met Giorgia Meloni. European leaders agreed.", "European leaders", ["european leaders"]),
        (
            "Sudan's army and the Rapid Support Forces fought in Khartoum. The RSF seized a base. The army withdrew.",
            "The army",
            ["Sudanese Armed Forces"],
        ),
        (
            "Norwegian Foreign Minister Anna Bergstrand met rebels. The king stayed. The foreign minister left.",
            "The foreign minister",
            ["Anna Bergstrand"],
        ),
    ],
)
def test_a_phrase_means_whom_the_report_names(coder: Coder, text: str, words: str, expected: list[str]) -> None:
    assert names(coder, text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "“They shelled our clinic,” said a Polisario spokeswoman, asked about the Moroccan army.",
            "They",
            ["Morocco"],
        ),
        ("“They have freed nobody,” a Hamas spokesman said, meaning the Israelis.", "They", ["Israel"]),
        ("“They struck first,” a Taliban spokesman said. He was referring to Pakistan.", "They", ["Pakistan"]),
        ("“They struck first,” a Taliban spokesman said. By “they” he meant Pakistan.", "They", ["Pakistan"]),
        ("“We kept our word,” a Hezbollah spokesman said. “Nobody frees ours,” he added.", "ours", ["Hezbollah"]),
        ("“They struck first,” a Taliban spokesman said. The king was asked about Peru.", "They", []),
        ("Emmanuel Macron had refused to see Pedro Sánchez. On Friday he met him.", "him", ["Pedro Sánchez"]),
        ("Emmanuel Macron had refused to see Pedro Sánchez. On Friday he met him.", "he", ["Emmanuel Macron"]),
    ],
)
def test_a_pronoun_in_quotes_is_on_the_side_that_the_report_names(
    coder: Coder, text: str, words: str, expected: list[str]
) -> None:
    assert names(coder, text, words) == expected


def test_a_government_plane_is_of_the_one_state_that_is_a_side(coder: Coder) -> None:
    text = "Norway and Hezbollah signed in Lima. In May a government plane had bombed a clinic."
    assert names(coder, text, "government", ("Hezbollah", "Norway")) == ["Norway"]
    assert names(coder, text, "government", ("Peru", "Norway")) == ["government"]


@pytest.mark.parametrize("words", ["Both sides", "The two sides", "The warring parties", "The rivals"])
def test_the_sides_are_the_two_parties_of_the_report(coder: Coder, words: str) -> None:
    text = f"Norway rejected Peru's offer. {words} left Geneva."
    assert names(coder, text, words, ("Norway", "Peru")) == ["Norway", "Peru"]


@pytest.mark.parametrize("words", ["The third party", "Other sides", "Some parties"])
def test_other_sides_are_not_the_two_parties(coder: Coder, words: str) -> None:
    text = f"Norway rejected Peru's offer. {words} left Geneva."
    assert not {"Norway", "Peru"} & set(names(coder, text, words, ("Norway", "Peru")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pressure led Norway to leave.", "The pressure"),
        ("The rejection of the plan came late.", "The rejection"),
        ("The plan is dead.", "The plan"),
        ("Norway left. The crossing is shut.", "The crossing"),
        ("The ceasefire collapsed on Monday.", "The ceasefire"),
        ("A meeting was held in Oslo.", "Oslo"),
        ("It rained.", "It"),
        ("He left.", "He"),
        ("The talks went on. We will not sign.", "We"),
        ("A trio of envoys left.", "A trio"),
    ],
)
def test_a_thing_or_an_empty_pronoun_resolves_to_nothing(coder: Coder, text: str, words: str) -> None:
    assert names(coder, text, words) == []


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("CIA Director William Burns flew to Lima.", "William Burns", "CIA Director"),
        ("Espen Barth Eide, Norway's foreign minister, flew to Lima.", "Espen Barth Eide", "Norway's foreign minister"),
        ("Norwegian Prime Minister Jonas Gahr Støre left.", "Jonas Gahr Støre", "Norwegian Prime Minister"),
        ("The trade unionist Anna Bergstrand left.", "Anna Bergstrand", None),
        ("Aides who served under President William Ruto left.", "William Ruto", "President"),
        ("On Monday President William Ruto left.", "William Ruto", "President"),
        ("Last June President William Ruto left.", "William Ruto", "President"),
        ("On Friday US Secretary of State Antony Blinken left.", "Antony Blinken", "US Secretary of State"),
        ("An aide of President William Ruto left.", "William Ruto", "President"),
    ],
)
def test_the_reports_own_words_give_the_office(nlp: Language, text: str, name: str, office: str | None) -> None:
    doc = read_report(nlp, Report(id="x", text=text))
    (mention,) = [m for m in doc._.mentions if m.names == (name,)]
    assert mention.kind is ActorKind.PERSON
    assert mention.office == office


def test_a_trio_is_found_where_the_parse_splits_a_name(coder: Coder) -> None:
    text = "Antony Blinken, David Cameron and Annalena Baerbock met in Oslo. The trio agreed on a text."
    assert names(coder, text, "The trio") == ["Antony Blinken", "David Cameron", "Annalena Baerbock"]


def test_a_first_name_that_is_a_function_word_stays_on(nlp: Language) -> None:
    doc = read_report(nlp, Report(id="x", text="Director Per Lie and Minister Kari Dahl met."))
    assert "Per Lie" in {m.names[0] for m in doc._.mentions}


def test_the_last_name_of_a_list_is_found(coder: Coder) -> None:
    text = (
        "Minister Espen Barth Eide, Kenyan envoy Amina Wanjiru and Qatari minister Khalid Marri are expected to meet."
    )
    assert names(coder, text, "Khalid Marri") == ["Khalid Marri"]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Bulgaria vetoed the paper that Brussels had sent.", "Brussels", ["EU"]),
        ("Belgium rejected the paper. Brussels had not been asked.", "Brussels", ["Belgium"]),
        ("Syria has lost the Golan.", "Golan", ["Golan Heights"]),
        ("The envoy Aino Finn came on Monday. Finn said the guns were silent.", "Finn", ["Aino Finn"]),
        ("His movement, the Polisario Front, demanded an apology.", "movement", ["Polisario Front"]),
    ],
)
def test_seats_namesakes_and_groups_by_apposition(coder: Coder, text: str, words: str, wanted: list[str]) -> None:
    assert names(coder, text, words) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Tamil Tigers left the talks.", "Tamil Tigers"),
        ("The Tamil Tigers, or LTTE, left the talks.", None),
        ("The LTTE left the talks.", None),
    ],
)
def test_a_group_goes_by_the_name_that_its_report_spells_out(coder: Coder, text: str, wanted: str | None) -> None:
    doc = read_report(coder.nlp, Report(id="x", text=text))
    assert {m.told for m in doc._.mentions if m.names == ("LTTE",)} == {wanted}


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("A Houthi spokesman refused.", "spokesman", "Houthis"),
        ("A spokeswoman for the African Union refused.", "spokeswoman", "African Union"),
        ("A Norwegian diplomat refused.", "diplomat", "norwegian diplomat"),
    ],
)
def test_only_spokespersons_stand_for_their_party(coder: Coder, text: str, word: str, wanted: str) -> None:
    doc = read_report(coder.nlp, Report(id="x", text=text))
    references = References(doc, coder.world)
    (mention,) = references.resolve(phrase(doc, word))
    assert references.spoken_for(mention).names == (wanted,)


@pytest.mark.parametrize("words", ["marines", "commandos", "helicopters", "frigate"])
def test_what_fights_for_a_state_is_the_state(coder: Coder, words: str) -> None:
    assert names(coder, f"The Peruvian {words} left the bay.", words) == ["Peru"]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("“We reject the offer,” said Tiina Kask, the leader of the Polisario Front.", "Polisario Front"),
        ("“We reject the offer,” said Abdul-Malik al-Houthi.", "Houthis"),
        ("“We reject the offer,” said Sergei Lavrov.", "Russia"),
        ("“We reject the offer,” said António Guterres.", "UN"),
    ],
)
def test_we_is_the_party_that_a_speaker_leads_not_the_country_it_is_in(coder: Coder, text: str, party: str) -> None:
    assert names(coder, text, "We") == [party]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Jonas Gahr Støre met Keir Starmer. The British leader left. Both leaders spoke.", "Both leaders",
         {"Jonas Gahr Støre", "Keir Starmer"}),
        ("Envoys of Peru, Chile and Kenya met in Lima.", "Envoys of Peru, Chile and Kenya", {"Peru", "Chile", "Kenya"}),
        ("Peru, Chile and Kenya met in Lima. The trio left.", "The trio", {"Peru", "Chile", "Kenya"}),
        ("Peru and Chile reopened talks. Both countries left.", "Both countries", {"Peru", "Chile"}),
        ("Peru and Chile stopped firing. Each side blamed the other.", "Each side", {"Peru", "Chile"}),
        ("Officials from Kenya and Somalia met. The two nations left.", "The two nations", {"Kenya", "Somalia"}),
        ("Israel and Hamas rejected it. Egypt, Qatar and Oman met. Both sides left.", "Both sides", {"Israel", "Hamas"}),
    ],
)  # fmt: skip
def test_a_set_is_those_who_were_listed_together(coder: Coder, text: str, words: str, expected: set[str]) -> None:
    assert set(names(coder, text, words)) == expected


def test_both_of_three_keep_their_words(coder: Coder) -> None:
    assert names(coder, "Peru, Chile and Kenya met in Lima. Both countries left.", "Both countries") == ["countries"]
    assert names(coder, "Oman and Qatar met. Qatar asked both sides to go on.", "both sides") == ["sides"]


def test_the_army_is_that_of_the_state_whose_rebels_the_report_tells_of(coder: Coder) -> None:
    text = "Peru and the Shining Path met in Quito. Norway is pressing Ecuador. The army threatened to leave."
    assert names(coder, text, "The army") == ["Peru"]
    assert names(coder, "Peru signed the plan. The army threatened to leave.", "The army") == ["Peru"]


@pytest.mark.parametrize(
    "words", ["The Bolivian opposition delegation", "Bolivian separatist forces", "The exiled Bolivian leadership"]
)
def test_what_stands_against_a_state_is_not_the_state(coder: Coder, words: str) -> None:
    assert names(coder, f"{words} rejected the text on Monday.", words) == [words.removeprefix("The ").lower()]
    assert names(coder, "The Bolivian delegation rejected the text.", "The Bolivian delegation") == ["Bolivia"]
