import time

import pytest

from travaux.errors import InputError
from travaux.ontology.report import Report
from travaux.reading.gate import Dropped, Gate, find_words, load_gate, sift

TALKS = [
    "Mediators from the two host states met both delegations again on Sunday to save the ceasefire, officials said.",
    (
        "The rebels rejected the government's offer of a phased withdrawal and demanded the release of prisoners first, a"
        " spokesman for the movement told reporters. Talks are to resume next week under the auspices of the regional bloc."
    ),
    (
        "Aid trucks crossed the border for the first time in weeks after the army agreed to reopen the checkpoint, the United"
        " Nations said, but the foreign minister warned that the deal would collapse if the shelling of the city went on."
    ),
]
OTHER = [
    (
        "The striker scored twice in the second half as the hosts beat the league leaders, and the coach praised his young"
        " goalkeeper after the match in front of a full stadium."
    ),
    (
        "The phone has a larger screen, a faster chip and a battery that lasts all day, and it will go on sale in shops next"
        " month at a price that surprised fans of the brand."
    ),
    (
        "Bake the dough for forty minutes until the crust is golden, then let it cool on a rack before you slice it and serve"
        " it with butter and honey."
    ),
]


@pytest.mark.parametrize("text", TALKS)
def test_reports_on_talks_pass(text: str) -> None:
    assert load_gate().score(text) >= 0


@pytest.mark.parametrize("text", OTHER)
def test_other_reports_do_not(text: str) -> None:
    assert load_gate().score(text) < 0


def test_names_have_no_say() -> None:
    assert find_words("Norway and the Rebels met; talks resumed") == {"and", "the", "met", "talks", "resumed"}
    gate = load_gate()
    assert gate.score(TALKS[1]) == gate.score(
        TALKS[1].replace("The rebels", "The rebels Ruritania").replace("Talks", "X")
    )


def test_strong_words_are_enough() -> None:
    gate = Gate(weights={}, bias=-1.0, strong=frozenset({"truce", "envoy"}), enough=2)
    assert gate.score("a truce and an envoy") > 0 > gate.score("a truce and a truce")


def test_what_is_dropped_is_told_and_the_rest_keeps_its_order() -> None:
    reports = [Report(id=str(n), text=text, place=f"r{n}") for n, text in enumerate([TALKS[0], OTHER[0], TALKS[1]])]
    error, aside = InputError("a", "b"), Report(id="x", text=OTHER[0], set_aside="in another language")
    dropped: list[Dropped] = []
    kept = list(sift([reports[0], error, reports[1], aside, reports[2]], load_gate(), dropped.append))
    assert kept == [reports[0], error, aside, reports[2]]
    assert [(d.report, d.place) for d in dropped] == [("1", "r1")]
    assert dropped[0].score < 0


def test_the_gate_is_fast_whatever_the_text() -> None:
    gate = load_gate()
    started = time.process_time()
    for text in ("a" * 1_000_000, "ab " * 300_000, "ab'-" * 200_000, "", " " * 500_000):
        gate.score(text)
    assert time.process_time() - started < 1
