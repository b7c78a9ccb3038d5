import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.evaluation.metrics import (
    average_precision,
    calibration_error,
    false_disputes_at_recall,
    found_in_top,
    relation_figures,
)

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
