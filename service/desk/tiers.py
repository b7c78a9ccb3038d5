"""Two relation models, one behind the other: the screen reads all, the judge what it leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from service.desk.scores import RowScores, rows_of
from service.errors import InvalidInputError
from service.relations import Predictor
from service.store import text_hash
from service.vocabulary import Tier

NEUTRAL = 3
"""The column of the relation's probabilities that says neutral."""


class NamedPredictor(Predictor, Protocol):
    """A relation model that can be named in provenance."""

    @property
    def name(self) -> str:
        """What provenance calls it."""

    @property
    def digest(self) -> str:
        """A sha256 over what decides its scores."""

    @property
    def precision(self) -> str:
        """The arithmetic it runs in."""


@dataclass(frozen=True, slots=True)
class Tiers:
    """The relation models as one predictor; either may be the only one.

    Most candidates are plainly neutral. Those the screen reads as such keep its scores, all
    others get the judge's (a cascade, Viola and Jones 2001).

    Attributes:
        screen: Reads every pair; without it the judge does.
        judge: Reads what the screen leaves; without it the screen decides.
        plainly: The probability of neutral from which the screen decides alone.
    """

    screen: NamedPredictor | None
    judge: NamedPredictor | None = None
    plainly: float = 1.0

    def __post_init__(self) -> None:
        if not self.models:
            raise ValueError("neither a screen nor a judge")

    @property
    def models(self) -> list[NamedPredictor]:
        """The models there are, in the order in which they read."""
        return [model for model in (self.screen, self.judge) if model is not None]

    def only(self, tier: Tier) -> "Tiers":
        """One of the models, for every pair.

        Raises:
            InvalidInputError: There is no such model here.
        """
        model = self.screen if tier is Tier.SCREEN else self.judge
        if model is None:
            raise InvalidInputError("tier", f"The {tier} is not installed.")
        return Tiers(model, None) if tier is Tier.SCREEN else Tiers(None, model)

    @property
    def digest(self) -> str:
        """What scores are made by, as one sha256."""
        if len(self.models) == 1:
            return self.models[0].digest
        return text_hash(f"{self.models[0].digest} {self.models[1].digest} {self.plainly}")

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RowScores:
        """Score pairs, in their order."""
        first, *then = self.models
        rows = rows_of(first.predict(pairs))
        for model in then:
            left = np.flatnonzero(rows[:, NEUTRAL] < self.plainly).tolist()
            rows[left] = rows_of(model.predict([pairs[place] for place in left]))
        return RowScores.of([*rows])
