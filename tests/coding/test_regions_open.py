"""Stretches of terms open at known words alone: to pass the others over loses none."""

import pytest
from spacy.language import Language

from travaux.coding import regions
from travaux.coding.regions import find_regions

TEXTS = (
    ("under-deal", "Under the plan, the militia would hand over its mortars within ten days."),
    ("under-which", "They initialled a pact whereby the navy will leave the strait and fishermen may return."),
    ("held", "The agreement calls for the reopening of both valley roads."),
    ("held", "What this agreement does is end the shelling of the port."),
    ("phase-is", "The second stage is a lasting truce and the return of all conscripts."),
    ("bound", "Both governments agreed to withdraw their tanks from the ridge."),
    ("deal-of", "Mediators finished a deal that frees forty sailors."),
    ("hoped", "Envoys hoped to secure a pause in the mountains before winter."),
    ("condition", "The clans joined on condition that the governor resign."),
    ("listed", "The plan is meant to do three things: free the miners, open the rail line and rebuild the dam."),
)


class _Everything(frozenset[str]):
    def __contains__(self, word: object) -> bool:
        return True


@pytest.mark.parametrize(("rule", "text"), TEXTS)
def test_no_stretch_opens_at_another_word(nlp: Language, monkeypatch: pytest.MonkeyPatch, rule: str, text: str) -> None:
    doc = nlp(text)
    found = find_regions(doc)
    monkeypatch.setattr(regions, "_load_openers", _Everything)
    assert find_regions(doc) == found
    assert rule in {region.rule for region in found}
