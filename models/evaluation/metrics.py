"""Figures of merit; scikit-learn's where it has them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (  # type: ignore[import-untyped]  # it ships no types
    average_precision_score,
    f1_score,
)

from models.relation import RELATIONS

AGREEMENT, CONFLICT, OPPOSITION, NEUTRAL = range(4)
DISPUTES = (CONFLICT, OPPOSITION)

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


def average_precision(truth: NDArray[np.bool_], scores: Floats) -> float:
    """Area under precision and recall; the base rate is what chance gives."""
    return float(average_precision_score(truth, scores)) if truth.any() else float("nan")


def macro_f1(labels: Labels, predicted: Labels) -> float:
    """Mean F1 of the labels that occur."""
    return float(f1_score(labels, predicted, average="macro", labels=np.unique(labels)))


def calibration_error(labels: Labels, probabilities: Floats, bins: int = 10) -> float:
    """Expected calibration error of the likeliest label (Naeini et al. 2015)."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(right[places == place].mean() - confidence[places == place].mean())
        * (places == place).mean()
        for place in np.unique(places)
    ]
    return float(sum(gaps))


def relation_figures(labels: Labels, probabilities: Floats) -> dict[str, float]:
    """The figures of a relation model on labelled pairs.

    Args:
        labels: (n,) indices into RELATIONS.
        probabilities: (n, 4).
    """
    predicted = probabilities.argmax(axis=1)
    dispute = np.isin(labels, DISPUTES)
    called = np.isin(predicted, DISPUTES)
    figures = {
        "n": len(labels),
        "macro-F1": macro_f1(labels, predicted),
        "agreement AP": average_precision(labels == AGREEMENT, probabilities[:, AGREEMENT]),
        "dispute AP": average_precision(dispute, probabilities[:, DISPUTES].sum(axis=1)),
        "conflict AP": average_precision(labels == CONFLICT, probabilities[:, CONFLICT]),
        "dispute precision": _share(dispute[called]),
        "dispute recall": _share(called[dispute]),
        "false disputes": int((called & ~dispute).sum()),
        "disputes": int(dispute.sum()),
        "ECE": calibration_error(labels, probabilities),
    }
    shares = {f"share {name}": _share(labels == at) for at, name in enumerate(RELATIONS)}
    return figures | shares


def false_disputes_at_recall(
    dispute: NDArray[np.bool_], near_miss: NDArray[np.bool_], scores: Floats, recall: float = 0.8
) -> float:
    """Share of the near misses called disputes where ``recall`` of the disputes are found."""
    threshold = np.quantile(scores[dispute], 1 - recall)
    return _share(scores[near_miss] >= threshold)


def found_in_top(similarities: Floats, partners: Sequence[int], top: int) -> float:
    """Share of queries (rows) whose partner (column) is among the ``top`` nearest."""
    rows = np.arange(len(partners))
    ahead = (similarities > similarities[rows, list(partners)][:, None]).sum(axis=1)
    return _share(ahead < top)


def _share(hits: NDArray[np.bool_]) -> float:
    return float(hits.mean()) if hits.size else float("nan")
