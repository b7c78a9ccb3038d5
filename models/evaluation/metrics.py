"""Figures of merit; scikit-learn's where it has them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (  # type: ignore[import-untyped]  # it ships no types
    average_precision_score,
    f1_score,
)

AGREEMENT, CONFLICT, OPPOSITION, NEUTRAL = range(4)
DISPUTES = (CONFLICT, OPPOSITION)

RESAMPLES = 500

T = TypeVar("T")
Figures = dict[str, float]
Floats = NDArray[np.float32]
Labels = NDArray[np.int64]


def one_to_one(
    wanted: Sequence[T], given: Sequence[T], likeness: Callable[[T, T], float]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of places, the likest first, each wanted and each given one in one pair at most."""
    pairs = sorted(
        ((likeness(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(given)),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for alike, i, j in pairs:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield alike, i, j


def average_precision(truth: NDArray[np.bool_], scores: Floats) -> float:
    """Area under precision and recall; the base rate is what chance gives."""
    return float(average_precision_score(truth, scores)) if truth.any() else float("nan")


def macro_f1(labels: Labels, predicted: Labels) -> float:
    """Mean F1 of the labels that occur."""
    return float(f1_score(labels, predicted, average="macro", labels=np.unique(labels)))


def calibration_error(labels: Labels, probabilities: Floats, bins: int = 10) -> float:
    """Expected calibration error of the likeliest label (Naeini et al. 2015)."""
    gaps = [
        abs(row["right"] - row["confidence"]) * row["n"] / len(labels)
        for row in reliability(labels, probabilities, bins)
    ]
    return sum(gaps)


def relation_figures(labels: Labels, probabilities: Floats) -> Figures:
    """The figures of a relation model on labelled pairs.

    Args:
        labels: (n,) indices into RELATIONS.
        probabilities: (n, 4).
    """
    predicted = probabilities.argmax(axis=1)
    dispute = np.isin(labels, DISPUTES)
    called = np.isin(predicted, DISPUTES)
    return {
        "n": len(labels),
        "macro-F1": macro_f1(labels, predicted),
        "agreement AP": average_precision(labels == AGREEMENT, probabilities[:, AGREEMENT]),
        "dispute AP": dispute_ap(labels, probabilities),
        "conflict AP": average_precision(labels == CONFLICT, probabilities[:, CONFLICT]),
        "dispute precision": _share(dispute[called]),
        "dispute recall": _share(called[dispute]),
        "false disputes": int((called & ~dispute).sum()),
        "disputes": int(dispute.sum()),
        "ECE": calibration_error(labels, probabilities),
    }


def ranking_figures(labels: Labels, scores: Floats) -> Figures:
    """The figures of a baseline that only ranks pairs by ``scores`` (n,): likeness, say."""
    return {
        "agreement AP": average_precision(labels == AGREEMENT, scores),
        "dispute AP": average_precision(np.isin(labels, DISPUTES), scores),
        "conflict AP": average_precision(labels == CONFLICT, scores),
    }


def interval(
    figure: Callable[[Labels, Floats], float], labels: Labels, scores: Floats
) -> tuple[float, float]:
    """The middle 95 % of a figure over bootstrap samples of the pairs (Efron 1979), seeded."""
    dice = np.random.default_rng(0)
    draws = dice.integers(len(labels), size=(RESAMPLES, len(labels)))
    low, high = np.nanquantile([figure(labels[at], scores[at]) for at in draws], (0.025, 0.975))
    return float(low), float(high)


def dispute_ap(labels: Labels, probabilities: Floats) -> float:
    """Average precision of conflict and opposition taken together."""
    return average_precision(np.isin(labels, DISPUTES), probabilities[:, DISPUTES].sum(axis=1))


def reliability(labels: Labels, probabilities: Floats, bins: int = 10) -> list[Figures]:
    """For each tenth of confidence: how many pairs, how sure, how often right."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        {
            "n": int((places == place).sum()),
            "confidence": float(confidence[places == place].mean()),
            "right": float(right[places == place].mean()),
        }
        for place in np.unique(places)
    ]


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
