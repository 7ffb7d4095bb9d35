"""`travaux evaluate`: the coder on a person's own gold."""

import json
from pathlib import Path

import pytest

from tests.cli.calls import EXAMPLES, Call
from travaux.review.gold import GoldMove
from travaux.review.score import Score, is_same_name, match_moves, score_moves

GOLD = EXAMPLES.parent / "gold"


@pytest.mark.model
def test_evaluate_measures_the_example(call: Call) -> None:
    document = call("evaluate", GOLD, "--format", "json").json()
    assert (document["schema"], document["reports"]) == ("travaux-evaluate/1", 1)
    act = document["measures"]["act"]
    assert act["gold"] == 5
    assert act["right"] >= 3
    assert act["precision"] == round(act["right"] / act["coded"], 4)
    assert "act: reject" in call("evaluate", GOLD).out


@pytest.mark.model
@pytest.mark.parametrize(
    ("gold", "reason"),
    [
        (None, "holds no NAME.txt"),
        ("{", "it is no gold"),
        ({"record": {}}, "it is no gold"),
        ({"moves": [{"act": "sneeze", "quote": "Kenya left", "trigger": "left"}]}, "it is no gold"),
        ({"moves": [{"act": "withdraw", "quote": "Uganda left", "trigger": "left"}]}, "is not in the text"),
        ({"moves": [{"act": "withdraw", "quote": "Kenya left", "trigger": "right"}]}, "is not in the quote"),
    ],
)
def test_what_is_no_gold_is_told(call: Call, tmp_path: Path, gold: object, reason: str) -> None:
    if gold is not None:
        (tmp_path / "a.txt").write_text("Kenya left the talks on Friday, a diplomat said.\n", encoding="utf-8")
        (tmp_path / "a.json").write_text(gold if isinstance(gold, str) else json.dumps(gold), encoding="utf-8")
    answer = call("evaluate", tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert reason in answer.err


def test_evaluate_needs_a_folder(call: Call, tmp_path: Path) -> None:
    assert call("evaluate", tmp_path / "none").code == 1
    assert call("evaluate").code == 2


def move(act: str = "reject", at: int = 0, **slots: object) -> GoldMove:
    fields: dict[str, object] = {"quote": (at, at + 40), "trigger": (at + 10, at + 15), **slots}
    return GoldMove(act=act, **fields)  # type: ignore[arg-type]


def test_scores_count_each_move_once() -> None:
    gold = [move(actors=("Kenya",), date="2023-06-02"), move(at=100)]
    coded = [move(actors=("Kenyas", "Uganda"), date="2023-06-01"), move(at=2), move("accept", at=100)]
    scores = score_moves([(gold, coded)])
    assert scores["act"] == Score(right=1, coded=3, gold=2)
    assert scores["actors"] == Score(right=1, coded=2, gold=1)
    assert scores["date"] == Score(right=0, coded=1, gold=1)
    assert scores["full"].right == 1
    assert (scores["act: reject"].precision, scores["act: reject"].recall) == (0.5, 0.5)
    assert scores["act: accept"].f1 == 0.0


def test_touching_triggers_win_over_shared_quotes() -> None:
    touching = move(at=0)
    sharing = move(at=0, trigger=(30, 35))
    assert match_moves([touching], [sharing, touching]) == [(touching, touching)]
    assert match_moves([touching], [sharing]) == [(touching, sharing)]
    assert match_moves([touching], [move(at=30)]) == []
    assert match_moves([touching], [move("accept")]) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("The Netherlands", "Netherlands", True),
        ("Kari Holm", "Holm", True),
        ("Holm", "Kari Holm", True),
        ("President Holm", "holm", True),
        ("Perú", "Peru", True),
        ("Rebels", "rebel", True),
        ("Lie", "Jon Lie", False),
        ("Norway", "Peru", False),
        ("", "", False),
    ],
)
def test_names_that_are_one(a: str, b: str, same: bool) -> None:
    assert is_same_name(a, b) is same
