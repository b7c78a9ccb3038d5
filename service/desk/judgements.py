"""What a model said of two stored texts is kept: judging again is looking it up."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.desk.parts import NamedPredictor
from service.store import Relations, text_hash

SEPARATOR = "\x1e"
"""ASCII record separator: stands in no article."""
WIDTHS = (4, 7)
"""Where a kept row is cut into relation (4), forward (3) and backward (3)."""


@dataclass(frozen=True, slots=True)
class KeptScores:
    """Scores of n pairs, as a predictor gives them."""

    relation: NDArray[np.float32]
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Remembering:
    """A predictor that keeps what it judged; for stored claims only, never for drafts.

    A pair is kept in the order in which it was judged, which callers hold constant.
    """

    predictor: NamedPredictor
    kept: Relations

    def predict(self, pairs: Sequence[tuple[str, str]]) -> KeptScores:
        """Score pairs, in their order; only those never judged before are read."""
        keys = [text_hash(SEPARATOR.join(pair)) for pair in pairs]
        known = self.kept.judgements(keys, self.predictor.digest)
        fresh = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if fresh:
            scores = self.predictor.predict(list(fresh.values()))
            rows = np.concatenate([scores.relation, scores.forward, scores.backward], axis=1)
            judged = dict(zip(fresh, rows, strict=True))
            self.kept.remember(judged, self.predictor.digest)
            known |= judged
        found = np.stack([known[key] for key in keys])
        return KeptScores(*np.split(found, WIDTHS, axis=1))
