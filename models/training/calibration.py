"""Makes a relation model's probabilities mean what they say, on held-aside real pairs.

    python -m models.training.calibration FOLDER --data ../shared/data
    python -m models.training.calibration FOLDER --data ../shared/data --cross-encoder NAME

The first fits a model of our recipes anew (the judge with ``--taught FILE``, so that its threshold
rests on many pairs), the second any Hugging Face cross-encoder for inference. Both write
FOLDER/manifest.json, with the threshold from which the screen before it decides alone. A folder so
made can be named as ``COUNTERPOINT_SCREEN`` or ``COUNTERPOINT_JUDGE``.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]  # it ships no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # likewise

from models.base import CACHE
from models.errors import ModelError
from models.loading import load_relation_model
from models.nli import InferenceCrossEncoder, Reader, features
from models.relation import RELATIONS, SCREEN, read_manifest
from models.training.data import Part, Row
from models.training.distillation import LEARNT, read_taught
from models.training.news import labelled_rows

KEPT = {"dispute": 0.97, "agreement": 0.95}
"""Least shares of what the judge finds that the screen must pass on."""


def calibration_rows(data: Path) -> list[Row]:
    """The held-aside real pairs that the calibration is fitted to.

    MSR paraphrase pairs are left out: they were chosen for being alike, so that their
    shares of the labels are not those of two outlets side by side.
    """
    return [
        row for row in labelled_rows(data) if row.part is Part.CALIBRATION and row.source != "mrpc"
    ]


def fit_calibration(
    log_probabilities: NDArray[np.float32], labels: Sequence[int]
) -> dict[str, Any]:
    """Temperature and class bias that make held-out probabilities mean what they say.

    Temperature scaling (Guo et al. 2017) with a bias a class (Platt 1999, vector form),
    because training mixes sources whose shares of conflict are not those of news. The
    bias is drawn to zero a little, as conflicts are few; neutral's is zero.

    Args:
        log_probabilities: (n, 4), as ``RelationModel.log_shares`` gives them.
        labels: n indices into RELATIONS.
    """
    rows = np.arange(len(labels))
    scores = torch.from_numpy(log_probabilities.astype(np.float64))

    def cost(point: NDArray[np.float64]) -> float:
        bias = torch.tensor([*point[1:], 0.0], dtype=torch.float64)
        logs = torch.log_softmax(scores * np.exp(point[0]) + bias, dim=1)
        fit = -float(logs[rows, list(labels)].mean())
        return fit + 0.002 * float((point[1:] ** 2).sum())

    best = minimize(cost, np.zeros(4)).x
    return {
        "temperature": round(float(np.exp(-best[0])), 4),
        "bias": [*(round(float(value), 4) for value in best[1:]), 0.0],
    }


def fit_mapping(seen: NDArray[np.float32], labels: Sequence[int]) -> dict[str, Any]:
    """Weights and bias from what a cross-encoder says of inference to the four relations.

    Args:
        seen: (n, 6), as ``models.nli.features`` gives them.
        labels: n indices into RELATIONS, each of which occurs.
    """
    model = LogisticRegression(max_iter=1000).fit(seen, labels)
    return {
        "weights": model.coef_.T.round(4).tolist(),
        "bias": model.intercept_.round(4).tolist(),
    }


def fit_threshold(neutral: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The screen's probability of neutral from which a pair is not passed on to the judge.

    As low as ``KEPT`` allows: what lies above is what the judge need not read.

    Args:
        neutral: (n,), what the screen says of pairs.
        labels: (n,), what the judge says of them, as indices into RELATIONS.
    """
    found = {"dispute": neutral[(labels == 1) | (labels == 2)], "agreement": neutral[labels == 0]}
    needed = [
        float(np.quantile(found[kind], share, method="higher"))
        for kind, share in KEPT.items()
        if found[kind].size
    ]
    return (math.floor(max(needed, default=1.0) * 1e4) + 1) / 1e4


def calibrate(
    folder: Path,
    cache: Path,
    rows: Sequence[Row],
    screen: Path | None,
    judged: Sequence[Row] = (),
) -> None:
    """Fit one of our models, or a mapped cross-encoder, and complete its manifest.

    An earlier calibration is taken out first: it must not decide which pairs are read twice, and
    if this run is cut off the judge is refused instead of used with a threshold not its own.

    Args:
        folder: Holds ``manifest.json``.
        cache: Where the judge's base is installed.
        rows: Held-aside pairs with relations.
        screen: The model that reads first; None where this one is to be the screen.
        judged: Pairs with the judge's shares, to which the threshold is fitted; without them it
            reads the rows, which hold few disputes.

    Raises:
        ModelError: A model cannot be loaded.
    """
    manifest = read_manifest(folder)
    for fitted_before in ("calibration", "screening"):
        manifest.pop(fitted_before, None)
    write_manifest(folder, manifest)
    pairs, labels = [(row.a, row.b) for row in rows], [row.relation for row in rows]
    if "cross_encoder" in manifest:
        seen = features(*Reader(manifest["cross_encoder"]).both_ways(pairs))
        fitted = fit_mapping(seen, labels)
    else:
        model = load_relation_model(folder, cache)
        if isinstance(model, InferenceCrossEncoder):
            raise ModelError(f"{folder} is no model of our recipes")
        logs = model.log_shares([(min(pair), max(pair)) for pair in pairs])
        fitted = fit_calibration(logs.relation, labels)
    manifest["calibration"] = {**fitted, "rows": len(rows)}
    write_manifest(folder, manifest)
    if screen is not None:
        first = load_relation_model(screen, cache, again=False)
        if judged:
            found = [(row, np.argmax(row.shares or ())) for row in judged]
            telling = [(row, label) for row, label in found if RELATIONS[label] != "neutral"]
            read = [(row.a, row.b) for row, _ in telling]
            said = np.array([label for _, label in telling])
        else:
            read = pairs
            said = load_relation_model(folder, cache).predict(pairs).relation.argmax(axis=1)
        neutral = first.predict(read).relation[:, RELATIONS.index("neutral")]
        threshold = fit_threshold(neutral, said)
        manifest["screening"] = {"screen": first.digest, "plainly_neutral": threshold}
        write_manifest(folder, manifest)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write ``manifest.json``, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "manifest.json.partial"
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    partial.write_text(text, encoding="utf-8")
    partial.replace(folder / "manifest.json")


def name_cross_encoder(folder: Path, name: str) -> None:
    """Begin the manifest of a cross-encoder, once it is known to load.

    Raises:
        ModelError: It cannot be loaded, or the folder holds a model of our recipes.
    """
    if (folder / "model.safetensors").exists():
        raise ModelError(f"{folder} holds a model of our recipes: name another folder")
    Reader(name)
    write_manifest(folder, {"name": name, "cross_encoder": name})


def main() -> None:
    """Calibrate a relation model to the four relations."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where manifest.json is, or will be")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--cross-encoder", help="hub name or folder of an inference model")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the base is installed")
    parser.add_argument("--taught", type=Path, help="what the judge said of unlabelled pairs")
    first = parser.add_mutually_exclusive_group()
    first.add_argument("--screen", type=Path, default=SCREEN, help="the model that reads first")
    first.add_argument("--as-screen", action="store_true", help="this one reads first")
    given = parser.parse_args()
    try:
        rows = calibration_rows(given.data)
        if given.cross_encoder:
            name_cross_encoder(given.folder, given.cross_encoder)
        judged = read_taught(given.taught)[LEARNT:] if given.taught else []
        screen = None if given.as_screen else given.screen
        calibrate(given.folder, given.cache, rows, screen, judged)
    except (ModelError, FileNotFoundError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
