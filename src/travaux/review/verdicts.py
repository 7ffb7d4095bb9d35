"""Which claims a person has confirmed or corrected."""

from collections.abc import Iterable, Sequence

from travaux.ontology.claim import AnyClaim, claim_id
from travaux.ontology.review import Review, Target, Verdict
from travaux.review.apply import _Bindings, _last

_PASSED = {Verdict.CONFIRM, Verdict.CORRECT}


def find_verdicts(claims: Iterable[AnyClaim], reviews: Sequence[Review]) -> dict[str, Verdict]:
    """Claim → what the last review of it says, for the claims as the reviews leave them.

    A mark is no verdict, and what was rejected is no longer there.
    """
    found = {claim_id(c): c for c in claims}
    bindings = _Bindings(found)
    verdicts = {}
    for review in _last(r for r in reviews if r.kind is Target.CLAIM and r.verdict is not Verdict.MARK):
        name = bindings.find(review)
        if review.verdict in _PASSED and name in found:
            verdicts[name] = review.verdict
    return verdicts
