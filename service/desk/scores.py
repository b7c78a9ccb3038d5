"""What a relation model says of pairs, as rows that can be kept, split and joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.relations import Scores

WIDTH = 10
CUTS = (4, 7)
"""Where a row is cut into relation (4), forward (3) and backward (3)."""


@dataclass(frozen=True, slots=True)
class RowScores:
    """Scores of n pairs, as a predictor gives them, made of one row (10,) a pair."""

    relation: NDArray[np.float32]
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[NDArray[np.float32]]) -> Self:
        """The scores whose rows these are."""
        table = np.stack(rows) if rows else np.empty((0, WIDTH), np.float32)
        return cls(*np.split(table, CUTS, axis=1))


def rows_of(scores: Scores) -> NDArray[np.float32]:
    """A row a pair, ``(n, 10)``: relation, forward, backward."""
    return np.concatenate([scores.relation, scores.forward, scores.backward], axis=1)
