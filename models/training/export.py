"""Writes a trained relation model as the folder that ships: weights and manifest."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor

from models.embedding import sha256_of
from models.network import PairNetwork
from models.relation import INFERENCES, RELATIONS
from models.training.adapter import factors
from models.training.calibration import write_manifest


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
    write_manifest(folder, manifest)


def shipped(network: PairNetwork) -> dict[str, Tensor]:
    """The tensors that ship: those that were trained, halved; the base has the others."""
    trained = {name: each for name, each in network.named_parameters() if each.requires_grad}
    return {
        name: tensor.detach().to("cpu", torch.half).contiguous()
        for name, tensor in factors(trained).items()
    }
