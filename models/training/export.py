"""Writes a trained relation model as the folder that ships: weights and manifest."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from models.embedding import sha256_of
from models.network import LOW_RANK, PairNetwork
from models.relation import INFERENCES, RELATIONS
from models.training.adapter import factors
from models.training.calibration import write_manifest
from models.training.loop import trained


def export(
    tensors: Mapping[str, Tensor], folder: Path, base: Path, facts: Mapping[str, Any]
) -> None:
    """Write ``model.safetensors`` (what was trained, in half precision) and ``manifest.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "model.safetensors"
    halved = {name: each.half().contiguous() for name, each in tensors.items()}
    save_file(halved, weights)
    manifest = {
        "sha256": sha256_of(weights),
        "bytes": weights.stat().st_size,
        "base_sha256": sha256_of(base / "model.safetensors"),
        "relations": RELATIONS,
        "inferences": INFERENCES,
        **facts,
    }
    write_manifest(folder, manifest)


def shipped(network: PairNetwork) -> dict[str, Tensor]:
    """The tensors that ship: those that were trained; the base has the others."""
    return factors(trained(network))


def combine(models: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several models' tensors, each over the models that have it.

    Of a low-rank update it is the product that is averaged, as courses of their own need not be
    close: the factors stand side by side, and the ranks add up.
    """
    found: dict[str, Tensor] = {}
    for name in dict.fromkeys(name for model in models for name in model):
        each = [model[name] for model in models if name in model]
        if name.endswith(LOW_RANK[0]):
            found[name] = torch.cat(each, dim=0)
        elif name.endswith(LOW_RANK[1]):
            found[name] = torch.cat(each, dim=1) / len(each)
        else:
            found[name] = torch.stack(each).mean(dim=0)
    return found
