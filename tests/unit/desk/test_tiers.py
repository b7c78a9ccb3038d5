"""The judge decides what the screen does not hold plainly neutral."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from service.desk.scores import RowScores
from service.desk.tiers import Tiers
from service.errors import InvalidInputError
from service.vocabulary import Tier

PAIRS = [("The dam held.", "The dam broke."), ("It rained.", "A bank closed."), ("a", "b")]


@dataclass
class Says:
    """A relation model that gives each pair a probability of neutral, and the rest to one label."""

    name: str
    neutral: dict[tuple[str, str], float]
    label: int = 0
    precision: str = "none"
    read: list[tuple[str, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return self.name

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RowScores:
        self.read += pairs
        rows = np.full((len(pairs), 10), 1 / 3, np.float32)
        rows[:, :4] = 1e-3
        for row, pair in zip(rows, pairs, strict=True):
            row[3] = self.neutral[pair]
            row[self.label] = 1 - row[3] - 2e-3
        return RowScores.of([*rows])


def test_the_judge_decides_what_the_screen_leaves() -> None:
    screen = Says("screen", dict(zip(PAIRS, (0.2, 0.99, 0.9), strict=True)))
    judge = Says("judge", dict.fromkeys(PAIRS, 0.1), label=1)
    relation = Tiers(screen, judge, plainly=0.95).predict(PAIRS).relation
    assert judge.read == [PAIRS[0], PAIRS[2]]
    assert relation.argmax(axis=1).tolist() == [1, 3, 1]
    np.testing.assert_allclose(relation.sum(axis=1), 1, atol=1e-6)
    assert relation[1].tolist() == screen.predict(PAIRS[1:2]).relation[0].tolist()
    assert relation[::2].tolist() == judge.predict(PAIRS[::2]).relation.tolist()


def test_either_model_may_be_the_only_one() -> None:
    only = Says("only", dict.fromkeys(PAIRS, 0.3))
    for tiers in (Tiers(only), Tiers(None, only)):
        assert tiers.predict(PAIRS).relation.argmax(axis=1).tolist() == [0, 0, 0]
        assert tiers.digest == "only"
        assert tiers.models == [only]
    with pytest.raises(ValueError, match="neither"):
        Tiers(None)


def test_scores_are_told_apart_by_models_and_threshold() -> None:
    screen, judge = Says("screen", {}), Says("judge", {})
    digests = {
        tiers.digest
        for tiers in (Tiers(screen), Tiers(None, judge), Tiers(screen, judge, 0.9),
                      Tiers(screen, judge, 0.8))
    }  # fmt: skip
    assert len(digests) == 4


def test_no_pairs() -> None:
    assert Tiers(Says("screen", {}), Says("judge", {})).predict([]).relation.shape == (0, 4)


def test_one_tier_can_be_asked_for() -> None:
    screen, judge = Says("screen", {}), Says("judge", {})
    both = Tiers(screen, judge, 0.9)
    assert both.only(Tier.SCREEN).models == [screen]
    assert both.only(Tier.JUDGE).models == [judge]
    with pytest.raises(InvalidInputError, match="The judge is not installed"):
        Tiers(screen).only(Tier.JUDGE)
