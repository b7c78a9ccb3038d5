"""The verdict on pairs of statements: the model's label, explained and set in time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from service.relations.comparable import not_comparable
from service.relations.reasons import reasons
from service.relations.settled import settled
from service.relations.time import disappoints, superseded
from service.vocabulary import (
    Inference,
    Label,
    NotComparable,
    Probabilities,
    Relation,
    Side,
    Statement,
    Superseded,
)


class Scores(Protocol):
    """What a predictor says of n pairs; every row adds to 1.

    ``relation`` is (n, 4) float32 in the order agreement, conflict, opposition, neutral;
    ``forward`` and ``backward`` are (n, 3) in the order entailment, neutral,
    contradiction, for a to b and b to a.
    """

    @property
    def relation(self) -> NDArray[np.float32]:
        """Probabilities of the four labels."""

    @property
    def forward(self) -> NDArray[np.float32]:
        """Inference from a to b."""

    @property
    def backward(self) -> NDArray[np.float32]:
        """Inference from b to a."""


class Predictor(Protocol):
    """A model that reads pairs of texts."""

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """Score pairs, in their order."""


DECISION = "likeliest"
"""How a label follows from the calibrated probabilities: no threshold but the others."""
_TIES = (Label.CONFLICT, Label.OPPOSITION, Label.AGREEMENT, Label.NEUTRAL)


def judge(pairs: Sequence[tuple[Statement, Statement]], predictor: Predictor) -> list[Relation]:
    """Judge pairs in one batch, in their order.

    The label is the likeliest, conflict before opposition before agreement on ties, and
    the probabilities are the model's own but for four cases, in which its label gives
    way and that label's probability is handed to the one that takes its place: plain
    figures settle it otherwise (``settled``), the clash is of figures that cannot be
    compared (``not_comparable``, to neutral), it rests on a side that is incomplete
    (likewise), or the agreement is between a hope and an outcome that belies it (to
    neutral).
    """
    if not pairs:
        return []
    scores = predictor.predict([(a.text, b.text) for a, b in pairs])
    return [
        _relation(a, b, _probabilities(relation), _inference(forward), _inference(backward))
        for (a, b), relation, forward, backward in zip(
            pairs, scores.relation, scores.forward, scores.backward, strict=True
        )
    ]


def _relation(
    a: Statement,
    b: Statement,
    probabilities: Probabilities,
    forward: Inference,
    backward: Inference,
) -> Relation:
    read = likeliest(probabilities)
    label = settled(a, b, read)
    time = None if _unresolved(a, b, label) else superseded(a, b, label)
    forbidden = None if time else _forbidden(a, b, label)
    if forbidden or (label is Label.AGREEMENT and _belied(a, b, time)):
        label = Label.NEUTRAL
    return Relation(
        label=label,
        probabilities=_handed(probabilities, read, label),
        forward=forward,
        backward=backward,
        superseded=time[0] if time else None,
        earlier=time[1] if time else None,
        not_comparable=forbidden,
        reasons=reasons(a, b, label),
    )


def _unresolved(a: Statement, b: Statement, label: Label) -> bool:
    """Whether they clash only if an incomplete side is about the same as the other."""
    return label in (Label.CONFLICT, Label.OPPOSITION) and (a.incomplete or b.incomplete)


def _forbidden(a: Statement, b: Statement, label: Label) -> NotComparable | None:
    """Agreement and opposition do not rest on a clash of figures; they need no excuse."""
    if _unresolved(a, b, label):
        return NotComparable.REFERENT
    return not_comparable(a, b) if label in (Label.CONFLICT, Label.NEUTRAL) else None


def _belied(a: Statement, b: Statement, time: tuple[Superseded, Side] | None) -> bool:
    if time is None or time[0] is not Superseded.EXPECTATION:
        return False
    hope, outcome = (a, b) if time[1] is Side.A else (b, a)
    return disappoints(hope, outcome)


def likeliest(probabilities: Probabilities) -> Label:
    """The label with the highest probability, ties in the order of the vocabulary."""
    return max(_TIES, key=lambda label: float(getattr(probabilities, label.value)))


def _probabilities(row: NDArray[np.float32]) -> Probabilities:
    return Probabilities(*_shares(row))


def _inference(row: NDArray[np.float32]) -> Inference:
    return Inference(*_shares(row))


def _shares(row: NDArray[np.float32]) -> list[float]:
    """As Python floats that add to 1 beyond float32's rounding."""
    values = [float(value) for value in row]
    total = sum(values)
    return [value / total for value in values]


def _handed(probabilities: Probabilities, giver: Label, taker: Label) -> Probabilities:
    """The giver's probability added to the taker's, which thereby is the highest."""
    if giver is taker:
        return probabilities
    moved = float(getattr(probabilities, giver.value))
    raised = moved + float(getattr(probabilities, taker.value))
    return replace(probabilities, **{giver.value: 0.0, taker.value: raised})
