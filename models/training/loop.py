"""The training loop: stages over rows, resumable, one code for CPU and GPU."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, log_softmax
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR
from tqdm import tqdm

from models.network import Batch, PairNetwork, PairTokenizer, bfloat16_helps, buckets
from models.relation import RELATIONS, fingerprint
from models.training.checkpoints import read_checkpoint, save_checkpoint
from models.training.data import UNKNOWN, Row

WARM_UP = 0.06
SAVE_EVERY = 250
"""Steps between checkpoints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some epochs over some rows.

    ``inference_share`` inference pairs, drawn anew each epoch, are mixed in for each row. With
    ``consistency`` every pair is read in both orders, and so far as the two readings of the
    relation differ (Jeffreys divergence) that is added to the loss, times ``consistency``.
    """

    name: str
    rows: Sequence[Row]
    rate: float
    seed: int = 0
    epochs: int = 1
    batch: int = 32
    inference: Sequence[Row] = ()
    inference_share: float = 0.0
    unsure_weight: float = 1.0
    consistency: float = 0.0

    def settings(self) -> dict[str, object]:
        """What a manifest says of the stage."""
        return {
            "stage": self.name,
            "rows": len(self.rows),
            "epochs": self.epochs,
            "rate": self.rate,
            "seed": self.seed,
            "inference_share": self.inference_share,
            "unsure_weight": self.unsure_weight,
            "consistency": self.consistency,
            "batch": self.batch,
        }

    @property
    def digest(self) -> str:
        """A sha256 over the rows: what tells stages of like settings apart."""
        rows = [*self.rows, *(self.inference if self.inference_share else ())]
        return fingerprint(
            [
                (row.a, row.b, row.relation, row.forward, row.backward, row.shares, row.sure)
                for row in rows
            ]
        )

    def epoch(self, dice: random.Random) -> list[Row]:
        """The rows of one epoch, each in a random order of its sides."""
        wanted = round(len(self.rows) * self.inference_share)
        drawn = dice.sample(self.inference, min(wanted, len(self.inference)))
        return [row.swapped() if dice.random() < 0.5 else row for row in [*self.rows, *drawn]]


@dataclass(frozen=True, slots=True)
class Targets:
    """A batch's targets.

    ``relation`` (n, 4) holds shares, none where there is no target; ``forward`` and
    ``backward`` (n,) are indices, UNKNOWN where there is none; ``weight`` (n,) is how much the
    relation counts.
    """

    relation: Tensor
    forward: Tensor
    backward: Tensor
    weight: Tensor

    def to(self, device: torch.device) -> "Targets":
        """The same targets on a device."""
        return Targets(
            *(each.to(device) for each in (self.relation, self.forward, self.backward, self.weight))
        )


@dataclass(slots=True)
class _Progress:
    """Where a stage stands; what a checkpoint keeps beside the network."""

    step: int = 0
    done: bool = False
    optimizer: dict[str, Any] | None = None
    schedule: dict[str, Any] | None = None


def train(
    network: PairNetwork,
    tokenizer: PairTokenizer,
    stages: Sequence[Stage],
    *,
    folder: Path,
    about: object = None,
) -> None:
    """Train in place, a stage after the other; what was trained before is not trained again.

    Args:
        network: As it is before the first stage.
        tokenizer: The base's.
        stages: What is done.
        folder: Where each stage leaves a checkpoint, named by all that led to it: runs that
            begin alike share their beginning.
        about: What else tells this run from others in the folder.
    """
    done: list[object] = [about]
    for stage in stages:
        done.append([stage.settings(), stage.digest])
        checkpoint = folder / f"{fingerprint(done)[:16]}.pt"
        progress = _resume(network, checkpoint)
        if not progress.done:
            steps = _steps(stage, tokenizer, random.Random(stage.seed))  # noqa: S311 - for shuffling, not for secrets
            _run(network, stage, steps, progress, partial(_save, checkpoint))
            _save(checkpoint, network, _Progress(done=True))


def log_shares(
    network: PairNetwork,
    tokenizer: PairTokenizer,
    pairs: Sequence[tuple[str, str]],
    batch: int = 64,
) -> NDArray[np.float32]:
    """What a network says of the relation of pairs: log shares ``(n, 4)``, of both orders' mean."""
    device = next(network.parameters()).device
    firsts, seconds = (tokenizer.pieces([pair[side] for pair in pairs]) for side in (0, 1))
    sides = [*zip(firsts, seconds, strict=True), *zip(seconds, firsts, strict=True)]
    logs = torch.empty(len(sides), len(RELATIONS))
    learning = network.training
    network.eval()
    with torch.inference_mode(), half(device):
        for rows in buckets([len(a) + len(b) for a, b in sides], batch):
            scores = network(tokenizer.collate(rows, sides).to(device)).relation
            logs[rows] = log_softmax(scores.float(), dim=1).cpu()
    network.train(learning)
    mean = logs.reshape(2, len(pairs), -1).mean(dim=0)
    shares: NDArray[np.float32] = log_softmax(mean, dim=1).numpy()
    return shares


def average_runs(network: PairNetwork, runs: Sequence[Mapping[str, Tensor]]) -> None:
    """Give the network the mean of the weights that several runs from one start came to.

    Model soups (Wortsman et al. 2022): better than any one of them, at the cost of one. Low-rank
    factors are averaged as they are: runs from one start stay close enough, and it keeps the rank.
    """
    mean = {name: torch.stack([run[name] for run in runs]).mean(dim=0) for name in runs[0]}
    network.load_state_dict(mean, strict=False)


def trained(network: nn.Module) -> dict[str, Tensor]:
    """A copy of the weights that training changes, by name."""
    return {
        name: weight.detach().cpu().clone()
        for name, weight in network.named_parameters()
        if weight.requires_grad
    }


def _run(
    network: PairNetwork,
    stage: Stage,
    steps: Sequence[tuple[Batch, Targets]],
    progress: _Progress,
    save: Callable[[PairNetwork, _Progress], None],
) -> None:
    optimizer, schedule = optimizer_of(network, stage.rate, len(steps))
    if progress.optimizer is not None and progress.schedule is not None:
        optimizer.load_state_dict(progress.optimizer)
        schedule.load_state_dict(progress.schedule)
    network.train()
    bar = tqdm(steps[progress.step :], initial=progress.step, total=len(steps), desc=stage.name)
    for batch, targets in bar:
        torch.manual_seed(stage.seed << 32 | progress.step)  # what is dropped out, cut off or not
        loss = _loss(network, batch, targets, stage.consistency)
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


def _loss(network: PairNetwork, batch: Batch, targets: Targets, consistency: float) -> Tensor:
    device = next(network.parameters()).device
    with half(device):
        logits = network(batch.to(device))
    wanted = targets.to(device)
    relation = cross_entropy(logits.relation.float(), wanted.relation, reduction="none")
    forward, backward = (
        cross_entropy(scores.float(), target, ignore_index=UNKNOWN, reduction="none")
        for scores, target in (
            (logits.forward, wanted.forward),
            (logits.backward, wanted.backward),
        )
    )
    loss = (wanted.weight * relation + forward + backward).mean()
    if not consistency:
        return loss
    one, other = log_softmax(logits.relation.float(), dim=1).chunk(2)
    divergence = ((one.exp() - other.exp()) * (one - other)).sum(dim=1)
    return loss + consistency * divergence.mean()


def half(device: torch.device) -> torch.autocast:
    """The context in which a network is trained: bfloat16 where that is quicker."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=bfloat16_helps(device))


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
        if stage.consistency:
            batches = [[*batch, *(len(rows) + row for row in batch)] for batch in batches]
            rows += [row.swapped() for row in rows]
            sides += list(zip(b, a, strict=True))
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
        torch.tensor([_shares(row) for row in rows]),
        torch.tensor([row.forward for row in rows]),
        torch.tensor([row.backward for row in rows]),
        torch.tensor([1.0 if row.sure else unsure_weight for row in rows]),
    )


def _shares(row: Row) -> Sequence[float]:
    """The relation as shares of 1: those given, all for the one label, or none at all."""
    return row.shares or [float(row.relation == label) for label in range(len(RELATIONS))]


def optimizer_of(network: nn.Module, rate: float, steps: int) -> tuple[AdamW, LambdaLR]:
    """AdamW over what is trained, its rate warmed up and brought down over so many steps."""
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


def _save(checkpoint: Path, network: PairNetwork, progress: _Progress) -> None:
    save_checkpoint(checkpoint, {"network": trained(network), "progress": asdict(progress)})


def _resume(network: PairNetwork, checkpoint: Path) -> _Progress:
    saved = read_checkpoint(checkpoint)
    if saved is None:
        return _Progress()
    network.load_state_dict(saved["network"], strict=False)
    return _Progress(**saved["progress"])
