"""Writes a trained relation model as the folder that ships: weights, manifest, calibration."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from scipy.optimize import minimize  # type: ignore[import-untyped]  # it ships no types
from torch import Tensor

from models.embedding import sha256_of
from models.network import PairNetwork
from models.relation import INFERENCES, RELATIONS
from models.training.adapter import factors


def fit_calibration(
    log_probabilities: NDArray[np.float32], labels: Sequence[int]
) -> dict[str, Any]:
    """Temperature and class bias that make held-out probabilities mean what they say.

    Temperature scaling (Guo et al. 2017) with a bias a class (Platt 1999, vector form),
    because training mixes sources whose shares of conflict are not those of news. The
    bias is drawn to zero a little, as conflicts are few; neutral's is zero.

    Args:
        log_probabilities: (n, 4), both orders averaged.
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


def export(network: PairNetwork, folder: Path, base: Path, facts: Mapping[str, Any]) -> None:
    """Write ``model.safetensors`` (what was trained, in half precision) and ``manifest.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "model.safetensors"
    save_file(shipped(network), weights)
    manifest = {
        "sha256": sha256_of(weights),
        "bytes": weights.stat().st_size,
        "base_sha256": sha256_of(base / "model.safetensors"),
        "relations": RELATIONS,
        "inferences": INFERENCES,
        **facts,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def shipped(network: PairNetwork) -> dict[str, Tensor]:
    """The tensors that ship: those that were trained, halved; the base has the others."""
    trained = {name: each for name, each in network.named_parameters() if each.requires_grad}
    return {
        name: tensor.detach().to("cpu", torch.half).contiguous()
        for name, tensor in factors(trained).items()
    }
