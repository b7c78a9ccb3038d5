"""The screen's recipe: all-MiniLM-L6-v2, first through inference, then through news.

``python -m models.training.relation --data ../shared/data --base FOLDER --out FOLDER``
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from models.network import Batch, Logits, PairNetwork, buckets, collate, tokenise
from models.training.augment import changed
from models.training.data import RELATIONS, UNKNOWN, Row

SOURCES = ("fnc", "mrpc", "polnear", "sts", "written", "made", "nli")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    name: str
    rows: Sequence[Row]
    epochs: int = 1
    rate: float = 1e-4
    nli: Sequence[Row] = ()
    nli_share: float = 0.0
    made: float = 0.0
    sure_weight: float = 1.0
    smoothing: float = 0.0
    prior: bool = False
    rdrop: float = 0.0
    written_share: float = 1.0
    weights: dict[str, float] = field(default_factory=dict)
    context: bool = False
    inference_weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Targets:
    relation: Tensor
    forward: Tensor
    backward: Tensor
    weight: Tensor
    prior: Tensor


def epoch_rows(stage: Stage, rng: random.Random) -> list[Row]:
    rows = [r for r in stage.rows if r.source != "written" or rng.random() < stage.written_share]
    rows += rng.sample(list(stage.nli), round(len(rows) * stage.nli_share))
    if stage.made:
        pool = [r for r in stage.rows if r.relation in (0, 3) and rng.random() < stage.made]
        rows += [m for r in pool if (m := changed(r, rng))]
    return [row.swapped() if rng.random() < 0.5 else row for row in rows]


def sides_of(tokenizer, rows: Sequence[Row], context: bool) -> list[tuple[list[int], list[int]]]:
    a, b = tokenise(tokenizer, [r.a for r in rows]), tokenise(tokenizer, [r.b for r in rows])
    if context:
        ca = tokenise(tokenizer, [r.a_context for r in rows])
        cb = tokenise(tokenizer, [r.b_context for r in rows])
        a = [x + [1010] + c[-40:] if c else x for x, c in zip(a, ca)]
        b = [x + [1010] + c[-40:] if c else x for x, c in zip(b, cb)]
    return list(zip(a, b))


def priors(rows: Sequence[Row]) -> dict[str, list[float]]:
    out = {}
    for source in SOURCES:
        counts = [1.0] * 4
        for r in rows:
            if r.source == source and r.relation != UNKNOWN:
                counts[r.relation] += 1
        out[source] = [c / sum(counts) for c in counts]
    return out


def loss_of(logits: Logits, t: Targets, stage: Stage) -> Tensor:
    r = cross_entropy(logits.relation + t.prior, t.relation, ignore_index=UNKNOWN, reduction="none",
                      label_smoothing=stage.smoothing)
    f = cross_entropy(logits.forward, t.forward, ignore_index=UNKNOWN, reduction="none")
    b = cross_entropy(logits.backward, t.backward, ignore_index=UNKNOWN, reduction="none")
    return (t.weight * r + stage.inference_weight * (f + b)).mean()


def run_stage(net: PairNetwork, tokenizer, stage: Stage, seed: int, device: str,
              progress: Callable[[int, int, float], None] = lambda *a: None) -> None:
    rng = random.Random(seed)
    torch.manual_seed(seed)
    epochs = []
    for _ in range(stage.epochs):
        rows = epoch_rows(stage, rng)
        sides = sides_of(tokenizer, rows, stage.context)
        lengths = [len(a) + len(b) for a, b in sides]
        noisy = [n + rng.random() * 6 for n in lengths]
        batches = list(buckets([round(x * 100) for x in noisy], 32, 10**9))
        rng.shuffle(batches)
        epochs.append((rows, sides, batches))
    table = priors([r for rows, _, _ in epochs for r in rows])
    total = sum(len(b) for _, _, b in epochs)
    params = [p for p in net.parameters() if p.requires_grad]
    decay = [p for p in params if p.ndim > 1]
    plain = [p for p in params if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01},
                                   {"params": plain, "weight_decay": 0.0}], lr=stage.rate, fused=True)
    warm = max(1, round(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm))))
    step = 0
    net.train()
    for rows, sides, batches in epochs:
        for picked in batches:
            batch = collate(picked, sides)
            batch = Batch(picked, batch.ids.to(device), batch.types.to(device), batch.mask.to(device))
            chosen = [rows[i] for i in picked]
            zero = [0.0] * 4
            t = Targets(
                torch.tensor([r.relation for r in chosen], device=device),
                torch.tensor([r.forward for r in chosen], device=device),
                torch.tensor([r.backward for r in chosen], device=device),
                torch.tensor([(1.0 if r.sure else stage.sure_weight) * stage.weights.get(r.source, 1.0) for r in chosen], device=device),
                torch.tensor([table[r.source] for r in chosen], device=device).log() if stage.prior
                else torch.tensor([zero for _ in chosen], device=device),
            )
            with torch.autocast(device, dtype=torch.bfloat16):
                logits = net(batch)
                logits = Logits(*(x.float() for x in logits))
                loss = loss_of(logits, t, stage)
                if stage.rdrop:
                    again = Logits(*(x.float() for x in net(batch)))
                    loss = (loss + loss_of(again, t, stage)) / 2
                    p, q = logits.relation.log_softmax(-1), again.relation.log_softmax(-1)
                    kl = (p.exp() * (p - q) + q.exp() * (q - p)).sum(-1) / 2
                    loss = loss + stage.rdrop * (kl * (t.relation != UNKNOWN)).mean()
            loss.backward()
            nn.utils.clip_grad_norm_(params, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            if step % 100 == 0:
                progress(step, total, float(loss.detach()))


@torch.inference_mode()
def score(net: PairNetwork, tokenizer, rows: Sequence[Row], device: str, context: bool = False):
    net.eval()
    sides = sides_of(tokenizer, rows, context)
    out = [torch.zeros(len(rows), k) for k in (4, 3, 3)]
    for picked in buckets([len(a) + len(b) for a, b in sides], 256, 32768):
        batch = collate(picked, sides)
        batch = Batch(picked, batch.ids.to(device), batch.types.to(device), batch.mask.to(device))
        for o, x in zip(out, net(batch)):
            o[picked] = x.float().cpu()
    return out
