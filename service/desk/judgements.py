"""What the models said of two stored texts is kept: judging again is looking it up."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.desk.scores import RowScores, rows_of
from service.desk.tiers import Tiers
from service.store import Relations, text_hash

SEPARATOR = "\x1e"
"""ASCII record separator: stands in no article."""
TURNED = [0, 1, 2, 3, 7, 8, 9, 4, 5, 6]
"""A row of (a, b) as that of (b, a)."""


@dataclass(frozen=True, slots=True)
class Remembering:
    """A predictor that keeps what it judged; for stored claims only, never for drafts.

    What is kept serves both orders of a pair: judging is symmetric, forward and backward
    change places.
    """

    predictor: Tiers
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
