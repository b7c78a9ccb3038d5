"""What a model said of two stored texts is kept: judging again is looking it up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from service.desk.parts import NamedPredictor
from service.relations import Scores
from service.store import Relations, text_hash

SEPARATOR = "\x1e"
"""ASCII record separator: stands in no article."""
WIDTH = 10
CUTS = (4, 7)
"""Where a row is cut into relation (4), forward (3) and backward (3)."""
TURNED = [0, 1, 2, 3, 7, 8, 9, 4, 5, 6]
"""A row of (a, b) as that of (b, a)."""


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


@dataclass(frozen=True, slots=True)
class Remembering:
    """A predictor that keeps what it judged; for stored claims only, never for drafts.

    What is kept serves both orders of a pair: judging is symmetric, forward and backward
    change places.
    """

    predictor: NamedPredictor
    kept: Relations

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RowScores:
        """Score pairs, in their order; only those never judged before are read."""
        ordered = [(min(pair), max(pair)) for pair in pairs]
        keys = [text_hash(SEPARATOR.join(pair)) for pair in ordered]
        known = self.kept.judgements(keys, self.predictor.digest)
        fresh = {key: pair for key, pair in zip(keys, ordered, strict=True) if key not in known}
        if fresh:
            rows = rows_of(self.predictor.predict(list(fresh.values())))
            judged = dict(zip(fresh, rows, strict=True))
            self.kept.remember(judged, self.predictor.digest)
            known |= judged
        return RowScores.of(
            [
                known[key] if pair == sides else known[key][TURNED]
                for key, pair, sides in zip(keys, pairs, ordered, strict=True)
            ]
        )
