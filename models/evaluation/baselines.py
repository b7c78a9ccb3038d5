"""What a relation model has to beat: likeness of meaning, of words, and one side alone."""

import re
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # it ships no types
    TfidfVectorizer,
)
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # likewise
from sklearn.pipeline import make_pipeline  # type: ignore[import-untyped]  # likewise

from models.embedding import SentenceEmbedder
from models.evaluation.metrics import Floats
from models.training.data import Row


def cosine(rows: Sequence[Row], embedder: SentenceEmbedder) -> Floats:
    """Cosine of the two statements' vectors, ``(n,)``."""
    a, b = (embedder.encode([getattr(row, side) for row in rows]) for side in "ab")
    likeness: Floats = (a * b).sum(axis=1)
    return likeness


def shared_words(rows: Sequence[Row]) -> Floats:
    """Share of the pair's distinct words that both statements have, ``(n,)`` (Jaccard 1901)."""
    words = [[set(re.findall(r"\w+", side.lower())) for side in (row.a, row.b)] for row in rows]
    return np.array([len(a & b) / max(1, len(a | b)) for a, b in words], np.float32)


class OneSide:
    """Probabilities of the relation from one statement alone (Poliak et al. 2018).

    What it finds beyond chance is the data's giveaways, not a relation. Logistic regression
    on tf-idf of words and word pairs; a pair gets the mean of its two sides.
    """

    def __init__(self, trained_on: Sequence[Row]) -> None:
        self._model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(max_iter=500),
        )
        texts = [text for row in trained_on for text in (row.a, row.b)]
        self._model.fit(texts, np.repeat([row.relation for row in trained_on], 2))

    def predict(self, rows: Sequence[Row]) -> Floats:
        """Probabilities, ``(n, 4)``."""
        a, b = (self._model.predict_proba([getattr(row, side) for row in rows]) for side in "ab")
        probabilities: Floats = (a + b) / 2
        return probabilities
