import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.evaluation.baselines import OneSide, shared_words
from models.evaluation.metrics import (
    Floats,
    Labels,
    average_precision,
    calibration_error,
    false_disputes_at_recall,
    found_in_top,
    interval,
    relation_figures,
    reliability,
)
from models.training.data import Row

SURE = np.eye(4, dtype=np.float32)


def test_a_perfect_model_has_perfect_figures() -> None:
    labels = np.array([0, 1, 2, 3])
    figures = relation_figures(labels, SURE)
    for name in ("macro-F1", "agreement AP", "dispute AP", "conflict AP", "dispute precision"):
        assert figures[name] == 1
    assert figures["false disputes"] == 0
    assert figures["ECE"] == 0


def test_a_conflict_called_opposition_is_still_a_dispute() -> None:
    figures = relation_figures(np.array([1, 3]), SURE[[2, 3]])
    assert figures["dispute recall"] == 1
    assert figures["conflict AP"] < 1


def test_no_positive_has_no_precision() -> None:
    assert np.isnan(average_precision(np.array([False, False]), np.array([0.1, 0.2], np.float32)))


def test_overconfidence_is_the_calibration_error() -> None:
    confident = np.tile(np.array([0.9, 0.1, 0, 0], np.float32), (10, 1))
    labels = np.array([0] * 6 + [1] * 4)
    assert calibration_error(labels, confident) == pytest.approx(0.3, abs=1e-6)


def test_near_misses_are_counted_above_the_threshold() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.95, 0.1], np.float32)
    dispute = np.array([True] * 5 + [False] * 2)
    assert false_disputes_at_recall(dispute, ~dispute, scores) == 0.5


def test_the_partner_counts_by_its_rank() -> None:
    similarities = np.array([[0.1, 0.9, 0.5], [0.8, 0.2, 0.3]], np.float32)
    assert found_in_top(similarities, [1, 1], 1) == 0.5
    assert found_in_top(similarities, [1, 1], 3) == 1


def test_reliability_counts_every_pair_once() -> None:
    scores = np.array([[0.95, 0.05, 0, 0], [0.55, 0.45, 0, 0], [0.52, 0.48, 0, 0]], np.float32)
    rows = reliability(np.array([0, 0, 1]), scores)
    assert [row["n"] for row in rows] == [2, 1]
    assert rows[0]["right"] == 0.5
    assert rows[1]["confidence"] == pytest.approx(0.95)


def test_the_interval_holds_the_figure_and_narrows_with_more_pairs() -> None:
    labels = np.tile([0, 1, 2, 3], 25)
    scores = np.tile(SURE, (25, 1))
    scores[::10] = SURE[3]

    def right(true: Labels, said: Floats) -> float:
        return float((true == said.argmax(axis=1)).mean())

    few, many = interval(right, labels[:40], scores[:40]), interval(right, labels, scores)
    assert few[0] <= right(labels[:40], scores[:40]) <= few[1]
    assert many[1] - many[0] < few[1] - few[0]


def test_one_side_alone_knows_only_what_a_statement_gives_away() -> None:
    rows = [
        Row(a=f"{n} fell.", b="He denied it." if n % 2 else "She left.", source="x",
            relation=2 if n % 2 else 3)
        for n in range(40)
    ]  # fmt: skip
    said = OneSide(rows).predict(rows[:2])
    assert said.shape == (2, 2)
    assert said.argmax(axis=1).tolist() == [1, 0]


def test_shared_words_are_a_share_of_all_words() -> None:
    rows = [Row(a="The dam held.", b="The dam broke, he said.", source="x"),
            Row(a="", b="", source="x")]  # fmt: skip
    assert shared_words(rows).tolist() == pytest.approx([2 / 6, 0])


def test_without_data_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "models.evaluation",
            "--data",
            str(tmp_path / "none"),
            "--cache",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "none is missing" in done.stderr
