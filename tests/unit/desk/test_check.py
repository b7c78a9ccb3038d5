from dataclasses import replace

import pytest

from service.desk.check import Finding, _best_of_each_label
from service.desk.sources import Sourced
from service.vocabulary import (
    NARRATION,
    Claim,
    Inference,
    Label,
    NotComparable,
    Probabilities,
    Relation,
    Side,
    Span,
    Superseded,
)

EVEN = Inference(1 / 3, 1 / 3, 1 / 3)
NEUTRAL = Relation(
    label=Label.NEUTRAL, probabilities=Probabilities(0, 0, 0, 1), forward=EVEN, backward=EVEN
)
FOUND = Sourced(claim=Claim(spans=(Span(0, 5),), text="Rain.", holder=NARRATION))


@pytest.mark.parametrize(
    "explained",
    [
        replace(NEUTRAL, not_comparable=NotComparable.REFERENT),
        replace(NEUTRAL, superseded=Superseded.EXPECTATION, earlier=Side.A),
    ],
)
def test_what_explains_a_missing_clash_comes_before_what_lies_nearer(explained: Relation) -> None:
    near, far = (
        Finding(
            relation=relation,
            found=FOUND,
            similarity=similarity,
            overtaken_by=None,
            withdrawn_by=None,
        )
        for relation, similarity in ((NEUTRAL, 0.9), (explained, 0.2))
    )
    assert _best_of_each_label([near, far], 1) == (far,)
