"""The training loop: stages over rows, resumable, the same on CPU and GPU."""

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm

from models.errors import ModelError
from models.network import Batch, PairNetwork, PairTokenizer, bfloat16_helps, buckets
from models.relation import fingerprint
from models.training.data import UNKNOWN, Row

WARM_UP = 0.06
SAVE_EVERY = 250
"""Steps between checkpoints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs over some rows.

    ``inference_share`` inference pairs, drawn anew each epoch, are mixed in for each row.
    """

    name: str
    rows: Sequence[Row]
    rate: float
    epochs: int = 1
    batch: int = 32
    inference: Sequence[Row] = ()
    inference_share: float = 0.0
    unsure_weight: float = 1.0

    def settings(self) -> dict[str, object]:
        """What a manifest says of the stage."""
        return {
            "stage": self.name,
            "rows": len(self.rows),
            "epochs": self.epochs,
            "rate": self.rate,
            "inference_share": self.inference_share,
            "unsure_weight": self.unsure_weight,
            "batch": self.batch,
        }

    def epoch(self, dice: random.Random) -> list[Row]:
        """The rows of one epoch, each in a random order of its sides."""
        wanted = round(len(self.rows) * self.inference_share)
        drawn = dice.sample(self.inference, min(wanted, len(self.inference)))
        return [row.swapped() if dice.random() < 0.5 else row for row in [*self.rows, *drawn]]


@dataclass(frozen=True, slots=True)
class Targets:
    """A batch's targets, UNKNOWN where there is none, and the weight of its relations."""

    relation: Tensor
    forward: Tensor
    backward: Tensor
    weight: Tensor


@dataclass(slots=True)
class _Progress:
    """Where a run stands; what a checkpoint keeps beside the network."""

    stage: int = 0
    step: int = 0
    optimizer: dict[str, Any] | None = None
    schedule: dict[str, Any] | None = None


def train(
    network: PairNetwork,
    tokenizer: PairTokenizer,
    stages: Sequence[Stage],
    *,
    seed: int,
    checkpoint: Path,
) -> None:
    """Train in place; goes on from ``checkpoint`` where one is left of an earlier run.

    Raises:
        ModelError: The checkpoint is of another run: other rows, rates or seed.
    """
    plan = fingerprint(seed, [stage.settings() for stage in stages])
    progress = _resume(network, checkpoint, plan)
    for number, stage in enumerate(stages):
        if number < progress.stage:
            continue
        dice = random.Random(seed + number)  # noqa: S311 - for shuffling, not for secrets
        steps = _steps(stage, tokenizer, dice)
        _run(network, stage, steps, progress, partial(_save, checkpoint, plan))
        progress = _Progress(stage=number + 1)
        _save(checkpoint, plan, network, progress)


def _run(
    network: PairNetwork,
    stage: Stage,
    steps: Sequence[tuple[Batch, Targets]],
    progress: _Progress,
    save: Callable[[PairNetwork, _Progress], None],
) -> None:
    optimizer, schedule = _optimizer(network, stage.rate, len(steps))
    if progress.optimizer is not None and progress.schedule is not None:
        optimizer.load_state_dict(progress.optimizer)
        schedule.load_state_dict(progress.schedule)
    network.train()
    bar = tqdm(steps[progress.step :], initial=progress.step, total=len(steps), desc=stage.name)
    for batch, targets in bar:
        torch.manual_seed(progress.step)
        loss = _loss(network, batch, targets)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        progress.step += 1
        if progress.step % SAVE_EVERY == 0:
            bar.set_postfix(loss=f"{float(loss.detach()):.3f}")
            progress.optimizer, progress.schedule = optimizer.state_dict(), schedule.state_dict()
            save(network, progress)


def _loss(network: PairNetwork, batch: Batch, targets: Targets) -> Tensor:
    device = next(network.parameters()).device
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bfloat16_helps(device)):
        logits = network(batch.to(device))
    relation, forward, backward = (
        cross_entropy(scores.float(), wanted.to(device), ignore_index=UNKNOWN, reduction="none")
        for scores, wanted in zip(
            logits, (targets.relation, targets.forward, targets.backward), strict=True
        )
    )
    return (targets.weight.to(device) * relation + forward + backward).mean()


def _steps(
    stage: Stage, tokenizer: PairTokenizer, dice: random.Random
) -> list[tuple[Batch, Targets]]:
    """All batches of all epochs, in order: the same for the same seed."""
    steps = []
    for _ in range(stage.epochs):
        rows = stage.epoch(dice)
        a, b = (tokenizer.pieces([getattr(row, side) for row in rows]) for side in "ab")
        sides = list(zip(a, b, strict=True))
        lengths = [len(a) + len(b) + dice.randrange(6) for a, b in sides]
        batches = list(buckets(lengths, stage.batch))
        dice.shuffle(batches)
        steps += [
            (
                tokenizer.collate(batch, sides),
                _targets([rows[row] for row in batch], stage.unsure_weight),
            )
            for batch in batches
        ]
    return steps


def _targets(rows: Sequence[Row], unsure_weight: float) -> Targets:
    return Targets(
        torch.tensor([row.relation for row in rows]),
        torch.tensor([row.forward for row in rows]),
        torch.tensor([row.backward for row in rows]),
        torch.tensor([1.0 if row.sure else unsure_weight for row in rows]),
    )


def _optimizer(network: PairNetwork, rate: float, steps: int) -> tuple[AdamW, LambdaLR]:
    parameters = [weight for weight in network.parameters() if weight.requires_grad]
    groups = [
        {"params": [weight for weight in parameters if weight.ndim > 1], "weight_decay": 0.01},
        {"params": [weight for weight in parameters if weight.ndim <= 1], "weight_decay": 0.0},
    ]
    optimizer = AdamW(groups, lr=rate, fused=True)
    warm_up = max(1, round(WARM_UP * steps))

    def factor(step: int) -> float:
        return min((step + 1) / warm_up, (steps - step) / max(1, steps - warm_up))

    return optimizer, LambdaLR(optimizer, factor)


def _save(checkpoint: Path, plan: str, network: PairNetwork, progress: _Progress) -> None:
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    unfinished = checkpoint.with_suffix(".partial")
    trained = {
        name: weight.detach() for name, weight in network.named_parameters() if weight.requires_grad
    }
    torch.save({"plan": plan, "network": trained, "progress": asdict(progress)}, unfinished)
    unfinished.replace(checkpoint)


def _resume(network: PairNetwork, checkpoint: Path, plan: str) -> _Progress:
    if not checkpoint.exists():
        return _Progress()
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    if saved["plan"] != plan:
        raise ModelError(f"{checkpoint} is of another run: remove it, or name another folder")
    network.load_state_dict(saved["network"], strict=False)
    return _Progress(**saved["progress"])
