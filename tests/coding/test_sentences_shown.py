"""Whole sentences: those that may be shown by themselves, and those that tell of talks."""

from dataclasses import replace

import pytest
from tests.claims import make_report, move, said_by

from travaux.coding.coder import Coder
from travaux.coding.confidence import SHOWN
from travaux.coding.features import kind_of, list_features
from travaux.coding.shown import tells_alone, tells_of_talks
from travaux.ontology.claim import Move
from travaux.ontology.vocabulary import Act, Modality


def told(sentence: str, act: Act = Act.REJECT) -> Move:
    return replace(move(act), sentence=sentence)


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Kenya turned down the river treaty on Monday.", True),
        ("He turned down the river treaty on Monday.", False),
        ("But they turned down the river treaty.", False),
        ("The decision angered the fishermen of both shores.", False),
        ("Did Kenya turn down the river treaty?", False),
        ("We turned down the river treaty on Monday.", False),
        ("“We turned down the river treaty,” the Kenyan minister said.", True),
        ("“Kenya turned down the river treaty.”", False),
        ("Kenya turned down the river treaty, he said.", False),
        ("In a final twist, it turned down the river treaty with Uganda.", False),
        ("After Kenya left the table, it turned down the river treaty.", True),
        ("In Kampala, she turned down the river treaty.", False),
        ("Last month it turned down the river treaty with Uganda.", False),
        ("Talks last week failed to save the river treaty.", False),
        ("", False),
    ],
)
def test_a_sentence_that_points_out_of_itself_is_not_shown(sentence: str, alone: bool) -> None:
    assert tells_alone(told(sentence)) is alone


def test_words_of_a_speaker_alone_are_shown_with_the_speaker() -> None:
    quoted = told("“Kenya turned down the river treaty.”")
    assert tells_alone(replace(quoted, voice=said_by("Holm")))


@pytest.mark.parametrize(
    ("claim", "talks"),
    [
        (told("Kenya turned down the offer of talks with Uganda."), True),
        (told("Kenya turned down the offer of a bank."), False),
        (told("Kenya shelled the town during the talks.", Act.ATTACK), False),
        (replace(told("Kenya may turn down the offer of talks."), modality=Modality.HYPOTHETICAL), False),
        (replace(told("Kenya turned down the offer of talks with Uganda."), actors=()), False),
    ],
)
def test_talks_are_told_in_words_of_bargaining_as_fact(claim: Move, talks: bool) -> None:
    assert tells_of_talks(claim) is talks
    assert (kind_of(claim) == "talk") is talks
    assert any(f.startswith("sure=") for f in list_features(claim)) is (talks or claim.act is Act.ATTACK)


def test_words_whose_speaker_another_sentence_names_are_not_shown() -> None:
    plain = told("Kenya had turned down the river treaty with Uganda.")
    assert tells_alone(plain)
    assert not tells_alone(replace(plain, voice=said_by("Holm")))
    partly = told("Kenya had turned down a “shabby” river treaty with Uganda.")
    assert not tells_alone(replace(partly, voice=said_by("Holm")))
    named = told("Kenya had turned down a “shabby” river treaty with Uganda, Holm said.")
    assert tells_alone(replace(named, voice=said_by("Holm")))


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [
        ("Ceasefire talks on the lake led by Norway have stalled.", True),
        ("All efforts at peace talks have failed since Monday.", False),
    ],
)
def test_how_talks_stand_is_sure_where_the_sentence_holds_a_name(sentence: str, sure: bool) -> None:
    claim = replace(told(sentence, Act.ASSESS), actors=(), quote=sentence)
    assert f"sure={sure}" in list_features(claim)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Okello, a fisherman of 40, told me: My boat is gone. Ugandan troops shelled two Kenyan villages overnight.",
        "The institute has this update:\n\nUgandan troops shelled two Kenyan villages overnight.",
        "Cannot sleep. Ugandan troops shelled two Kenyan villages overnight. — Aisha (@aisha_k) May 3, 2021",
        "Kamau wrote to the king.\n\n“Ugandan troops shelled two Kenyan villages overnight.\n\n“We shall not bend.”",
        "“We shall not bend.\n\nUgandan troops shelled two Kenyan villages overnight. It is the last straw,” Kamau said.",
        "May Ugandan troops shelled two Kenyan villages overnight.",
        "Ugandan troops shelled two Kenyan villages overnight, added.",
    ],
)
def test_a_voice_that_its_sentence_does_not_name_gives_no_sentence(coder: Coder, text: str) -> None:
    assert not any("shelled" in c.sentence for c in coder.code(make_report("r1", text=text)))


@pytest.mark.model
def test_a_report_s_own_words_behind_a_closed_quotation_are_shown(coder: Coder) -> None:
    text = "“We shall not bend.\n\n“We never did,” Kamau said.\n\nUgandan troops shelled two Kenyan villages overnight."
    assert any("shelled" in c.sentence for c in coder.code(make_report("r1", text=text)))


TEXT = """Kenya rejected a ceasefire offer by Uganda on Monday, the army said.

Talks on the lake
According to the Daily Lake, Ugandan troops shelled two Kenyan villages overnight. “We will not talk to them,” Kamau said.

In 1979 an earlier war had ended. Kenya withdrew its troops from the islands after a truce.
"""


@pytest.mark.model
def test_sure_claims_keep_their_whole_sentence(coder: Coder) -> None:
    claims = coder.code(make_report("r1", text=TEXT))
    shown = {" ".join(c.sentence.split()) for c in claims if c.sentence}
    assert "Kenya rejected a ceasefire offer by Uganda on Monday, the army said." in shown
    assert "According to the Daily Lake, Ugandan troops shelled two Kenyan villages overnight." in shown
    assert not any("Talks on the lake" in s or "withdrew" in s for s in shown)
    assert all(c.sentence in TEXT and c.quote in c.sentence for c in claims if c.sentence)
    assert all(c.confidence is not None and c.confidence >= SHOWN for c in claims if c.sentence)


@pytest.mark.model
def test_lines_broken_for_their_length_are_one_sentence(coder: Coder) -> None:
    text = (
        "Ugandan forces, who had been massing for a week, shelled two\n"
        "Kenyan villages on the shore of the lake overnight, and the mill\n"
        "burnt down.\n"
    )
    (sentence,) = {c.sentence for c in coder.code(make_report("r1", text=text)) if c.sentence}
    assert sentence == text.strip()


@pytest.mark.model
def test_what_only_unnamed_posts_say_is_not_shown(coder: Coder) -> None:
    posts = "According to posts and videos, Peru attacked the port of Arica on Monday."
    navy = "According to the navy of Chile, Peru attacked the port of Arica on Monday."
    shown = [
        [c.sentence for c in coder.code(make_report("a", text=text)) if isinstance(c, Move)] for text in (posts, navy)
    ]
    assert not any(shown[0])
    assert any(shown[1])
