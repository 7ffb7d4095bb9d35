"""Who has the floor: speakers of transcripts by their labels, authors of speeches and statements, the people of a readout."""

import pytest
from tests.coding.reading import DAY, of_kind

from travaux.coding.coder import Coder
from travaux.intake.build import Source, make_report
from travaux.intake.fields import Fields
from travaux.intake.options import IntakeOptions
from travaux.ontology.claim import AnyClaim, Attribution, Move
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act

pytestmark = pytest.mark.model


def read(coder: Coder, title: str, text: str, outlet: str = "Élysée") -> tuple[AnyClaim, ...]:
    """The claims of a text whose title stands beside it."""
    given = Fields(id="x", title=title, outlet=outlet, published=DAY, language="en")
    return coder.code(make_report(Source(text=text, place="x", given=given), IntakeOptions()))


def voice_of(claims: tuple[AnyClaim, ...], words: str) -> str | None:
    """The speaker of the move with the shortest quote in which `words` stand."""
    found = sorted((m for m in of_kind(claims, Move) if words in m.quote), key=lambda m: len(m.quote))
    assert found, "no move stands in these words"
    return found[0].voice.speaker


STAKEOUT = """Bergen, Norway

4:02 P.M.

Q    Mr. President, will you speak to President Putin about the strait?

THE PRESIDENT:  We have not decided.  Chad has rejected the plan.

Q    Do you trust President Putin?

THE PRESIDENT:  Fiji will release ten prisoners on Friday.
"""


def test_a_label_is_the_office_holder_of_the_title_and_never_who_is_asked_about(coder: Coder) -> None:
    claims = read(coder, "Remarks by President Macron Before Departure", STAKEOUT)
    assert voice_of(claims, "rejected") == "Emmanuel Macron"
    assert voice_of(claims, "release") == "Emmanuel Macron"
    assert "Vladimir Putin" not in {a.voice.speaker for a in of_kind(claims, Attribution)}


def test_a_label_without_a_name_in_the_title_is_who_held_the_office_on_the_day(coder: Coder) -> None:
    claims = read(coder, "Press Conference in Bergen", STAKEOUT, outlet="The White House")
    assert voice_of(claims, "rejected") == "Donald Trump"


def test_a_label_that_nothing_names_stays_its_own_words(coder: Coder) -> None:
    claims = read(coder, "Questions on the quay", STAKEOUT, outlet="The Post")
    assert voice_of(claims, "rejected") == "the president"


def test_i_and_we_of_a_turn_are_its_speaker_and_their_state(coder: Coder) -> None:
    text = STAKEOUT.replace(
        "We have not decided.", "I met the Kenyan envoy on Monday.  We will withdraw our soldiers from Fiji."
    )
    claims = read(coder, "Remarks by President Macron Before Departure", text)
    met = [m for m in of_kind(claims, Move) if m.act is Act.MEET and "envoy" in m.quote]
    left = [m for m in of_kind(claims, Move) if m.act is Act.WITHDRAW]
    assert [a.name for a in met[0].actors] == ["Emmanuel Macron"]
    assert [a.name for a in left[0].actors] == ["France"]


CALL = """MODERATOR:  Good morning.  Chad has rejected the plan, as you saw.

SENIOR ADMINISTRATION OFFICIAL:  Thank you.  We call on Peru to open the port.

Q    Has Fiji accepted the offer?

SENIOR ADMINISTRATION OFFICIAL:  Fiji has accepted the offer.
"""


def test_an_official_without_a_name_speaks_for_the_state_and_a_moderator_for_nobody(coder: Coder) -> None:
    claims = read(coder, "Background Press Call on the Port", CALL, outlet="The White House")
    called = [m for m in of_kind(claims, Move) if m.act is Act.DEMAND]
    assert [a.name for a in called[0].actors] == ["United States"]
    assert called[0].voice.speaker == "senior administration official"
    assert voice_of(claims, "rejected the plan") == "moderator"


SPEECH = """It is good to be in Lima.

Chad has rejected the offer. We condemn the attack on the port. Idriss Holm hopes that the rebels will attack Fiji.

As I said in May, Peru must open the crossing.
"""


def test_a_speech_is_its_speakers_throughout(coder: Coder) -> None:
    claims = read(coder, "Remarks by Minister for Fisheries Kari Lie at the Lima Forum", SPEECH)
    assert voice_of(claims, "rejected") == "Kari Lie"
    assert voice_of(claims, "must") == "Kari Lie"
    condemned = [m for m in of_kind(claims, Move) if "condemn" in m.quote]
    assert [a.name for a in condemned[0].actors] == ["France"]


def test_what_somebody_else_hopes_is_in_the_words_of_the_one_who_says_so(coder: Coder) -> None:
    claims = read(coder, "Remarks by Minister for Fisheries Kari Lie at the Lima Forum", SPEECH)
    assert voice_of(claims, "attack Fiji") == "Kari Lie"


def test_a_statement_of_an_organ_of_state_needs_no_first_person(coder: Coder) -> None:
    claims = read(coder, "Statement by President Macron on the Port", "Chad has rejected the offer of the mediators.")
    assert voice_of(claims, "rejected") == "Emmanuel Macron"


READOUT = """President Emmanuel Macron spoke today with Prime Minister Giorgia Meloni of Italy.

He thanked Tamim bin Hamad Al Thani, the Emir of Qatar, for freeing two sailors. He demanded that Chad open the port.
During the call, they agreed that Fiji has rejected the plan. The two also discussed aid to Kenya.
"""


def test_he_of_a_readout_is_whose_readout_it_is_and_they_are_those_who_met(coder: Coder) -> None:
    claims = read(coder, "Readout of President Macron’s Call with Prime Minister Meloni of Italy", READOUT)
    demanded = [m for m in of_kind(claims, Move) if m.act is Act.DEMAND]
    assert [a.name for a in demanded[0].actors] == ["Emmanuel Macron"]
    assert voice_of(claims, "has rejected") == "Emmanuel Macron and Giorgia Meloni"
    pairs = [a.voice.speaker for a in of_kind(claims, Attribution) if "aid to Kenya" in a.quote]
    assert set(pairs) <= {"Emmanuel Macron and Giorgia Meloni"}


def test_a_papers_own_reporter_is_no_source(coder: Coder) -> None:
    text = (
        "Norwegians cheered the premier after the talks in Lima, Ana Ruiz writes. “I spoke with the Peruvian envoy today,” "
        "Prime Minister Jonas Gahr Støre said."
    )
    claims = coder.code(Report(id="x", text=text, published=DAY, outlet="The Post"))
    assert "Ana Ruiz" not in {a.voice.speaker for a in of_kind(claims, Attribution)}
    met = [m for m in of_kind(claims, Move) if m.act is Act.MEET and "spoke" in m.quote]
    assert [a.name for m in met for a in m.actors] == ["Jonas Gahr Støre"]


def test_a_body_with_a_noun_for_media_in_its_name_speaks_for_itself(coder: Coder) -> None:
    text = "The World Food Programme said it had delivered flour to 900 people in Chad."
    claims = coder.code(Report(id="x", text=text, published=DAY, outlet="The Post"))
    assert voice_of(claims, "delivered") == "WFP"


def test_the_vice_president_is_not_called_by_half_of_the_office(coder: Coder) -> None:
    text = "The Vice President said that Chad had rejected the plan."
    claims = coder.code(Report(id="x", text=text, published=DAY, outlet="The Post"))
    assert (voice_of(claims, "rejected") or "").lower() == "vice president"
