"""What a training run leaves behind to go on from: whole or not at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch


def save_checkpoint(path: Path, state: Mapping[str, Any]) -> None:
    """Write a checkpoint, its folder too; a kill leaves the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".partial")
    torch.save(dict(state), unfinished)
    unfinished.replace(path)


def read_checkpoint(path: Path) -> dict[str, Any] | None:
    """What was last written; None before the first checkpoint."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state
