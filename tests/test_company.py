"""The coder as shipped, with its reading model: what a report yields depends on that report alone."""

import pytest

from travaux.coding.coder import Coder
from travaux.ontology.claim import Attribution, Move
from travaux.ontology.report import Report
from travaux.ontology.vocabulary import Act
from travaux.reading.model.encoder import FAST, read_manifest, shipped_weights
from travaux.reading.pipeline import RULES_ALONE, model_label

pytestmark = pytest.mark.model
LAKE = """Norway's envoy, Kari Holm, said on Tuesday that the lake accord was within reach. "We have never been closer,"
she told reporters in Lima. The Peruvian army denied that its patrols had crossed the buoys.

Chile, which holds the eastern shore, warned that it would close its port if fishing was banned. A diplomat briefed on the
draft said that both sides had accepted eleven of its twelve articles, according to Reuters."""
SALT = """The salt workers' union rejected the ministry's offer on Friday. Its leader called the plan "an insult" and urged
the government to return to the table. Two convoys with flour reached the pans on Saturday."""
LONG = "\n\n".join([LAKE, SALT] * 6)
TEXTS = {"lake": LAKE, "salt": SALT, "long": LONG}


def test_a_model_is_shipped_and_named_in_what_it_codes(coder: Coder) -> None:
    folder = shipped_weights()
    assert folder is not None
    assert model_label(coder.nlp) == read_manifest(folder).label
    assert coder.extractor.endswith(read_manifest(folder).label)


@pytest.mark.parametrize("name", TEXTS)
def test_a_report_is_coded_alike_alone_and_in_company(coder: Coder, name: str) -> None:
    report = Report(id=name, text=TEXTS[name])
    before = coder.code(report)
    for other, text in TEXTS.items():
        coder.code(Report(id=other, text=text))
    assert coder.code(report) == before
    assert Coder().code(report) == before


def test_a_fast_model_is_shipped_and_codes_alike_in_company() -> None:
    folder = shipped_weights(FAST)
    assert folder is not None
    fast = Coder(reader=FAST)
    assert fast.extractor.endswith(read_manifest(folder).label)
    report = Report(id="lake", text=LAKE)
    before = fast.code(report)
    fast.code(Report(id="salt", text=SALT))
    assert fast.code(report) == before
    assert any(isinstance(c, Move) and c.act is Act.REJECT for c in fast.code(Report(id="salt", text=SALT)))


def test_the_rules_alone_need_no_model() -> None:
    rules = Coder(reader=RULES_ALONE)
    assert model_label(rules.nlp) is None
    assert rules.extractor.endswith("rules alone")
    assert any(isinstance(c, Move) and c.act is Act.REJECT for c in rules.code(Report(id="salt", text=SALT)))


def test_both_together_still_know_who_says_what(coder: Coder) -> None:
    claims = coder.code(Report(id="lake", text=LAKE))
    told = {(a.voice.speaker, a.voice.relayed_by, a.voice.denied) for a in claims if isinstance(a, Attribution)}
    assert ("Kari Holm", (), False) in told
    assert ("Peru", (), True) in told or ("Peruvian army", (), True) in told
    assert any(relayed == ("Reuters",) for _, relayed, _ in told)
