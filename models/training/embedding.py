"""The recipe of the embedding model: statements that answer one another near each other.

    python -m models.training.embedding --data ../shared/data --work FOLDER --out FOLDER

all-MiniLM-L6-v2 lays statements by their subject, so that many of one story lie nearer to a
statement than the one that contradicts it. Here low-rank factors beside its linear layers learn,
from pairs with a label, that agreement, conflict and opposition are all near, and that a neutral
pair of one story is not: each statement must find its partner among the others of its batch and
among their neutral partners (Henderson et al. 2017, with hard negatives). A run that is cut off
goes on from its last checkpoint.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize
from tqdm import tqdm

from models.embedding import BASE, NAME, encoder_of, minilm_folder, sha256_of
from models.relation import RELATIONS, fingerprint
from models.training.adapter import LowRank, adapt, factors
from models.training.calibration import write_manifest
from models.training.checkpoints import read_checkpoint, save_checkpoint
from models.training.data import Part, Row
from models.training.loop import half, optimizer_of, trained
from models.training.news import news_rows
from models.training.recipe import sources_of

LAYERS = 6
"""All of the base's."""
SAVE_EVERY = 50
LONGEST = 96
"""Word pieces of a statement that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What tells one run from another; it stands in the manifest.

    ``agreements`` is the share of the agreeing pairs that is taken, so that they do not drown the
    others; cosines are divided by ``temperature``; ``backward`` is how much it counts that the
    partner finds the statement too.
    """

    seed: int = 0
    rank: int = 16
    rate: float = 3e-4
    batch: int = 64
    agreements: float = 0.6
    temperature: float = 0.05
    backward: float = 0.5


class Pairs:
    """Related pairs to learn from, and the neutral partners of their statements."""

    def __init__(self, rows: Sequence[Row], settings: Settings) -> None:
        """Sort the rows.

        Args:
            rows: Pairs with a relation.
            settings: The run's.
        """
        self._settings = settings
        self._dice = random.Random(settings.seed)  # noqa: S311 - for drawing rows, not for secrets
        self._neutral: defaultdict[str, list[str]] = defaultdict(list)
        self._related: set[tuple[str, str]] = set()
        self.rows: list[Row] = []
        for row in rows:
            relation = RELATIONS[row.relation]
            if relation == "neutral":
                self._neutral[row.a].append(row.b)
                self._neutral[row.b].append(row.a)
                continue
            self._related |= {(row.a, row.b), (row.b, row.a)}
            if relation != "agreement" or self._dice.random() < settings.agreements:
                self.rows.append(row)

    def batches(self) -> list[tuple[list[str], list[str]]]:
        """Statements, and what each is held against: its own partner first, then neutral ones."""
        rows, size = self._dice.sample(self.rows, len(self.rows)), self._settings.batch
        found = []
        for start in range(0, len(rows) - size + 1, size):
            turned = [
                row.swapped() if self._dice.random() < 0.5 else row
                for row in rows[start : start + size]
            ]
            neutral = (self._neutral.get(row.a) for row in turned)
            hard = [self._dice.choice(partners) for partners in neutral if partners]
            found.append(([row.a for row in turned], [*(row.b for row in turned), *hard]))
        return found

    def barred(self, asked: Sequence[str], offered: Sequence[str]) -> Tensor:
        """What is no wrong answer though it is not the partner: ``(asked, offered)`` booleans."""
        return torch.tensor(
            [
                [
                    at != place and (text in (one, offered[place]) or (one, text) in self._related)
                    for at, text in enumerate(offered)
                ]
                for place, one in enumerate(asked)
            ]
        )


def train(model: SentenceTransformer, pairs: Pairs, settings: Settings, checkpoint: Path) -> None:
    """Train the factors beside the model's encoder in place, one epoch."""
    batches = pairs.batches()
    optimizer, schedule = optimizer_of(model, settings.rate, len(batches))
    saved, begin = read_checkpoint(checkpoint), 0
    if saved is not None:
        model.load_state_dict(saved["network"], strict=False)
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        begin = saved["step"]
    model.train()
    for step in tqdm(range(begin, len(batches)), initial=begin, total=len(batches)):
        torch.manual_seed(settings.seed << 32 | step)  # what is dropped out, cut off or not
        loss = _loss(model, pairs, batches[step], settings)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == len(batches):
            state = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
            save_checkpoint(checkpoint, {"network": trained(model), "step": step + 1, **state})
    model.eval()


def _loss(
    model: SentenceTransformer,
    pairs: Pairs,
    batch: tuple[list[str], list[str]],
    settings: Settings,
) -> Tensor:
    asked, offered = batch
    vectors = _vectors(model, [*asked, *offered], settings.batch)
    ours, theirs = vectors[: len(asked)], vectors[len(asked) :]
    barred = pairs.barred(asked, offered)
    scores = (ours @ theirs.T / settings.temperature).masked_fill(barred, -1e4)
    truth = torch.arange(len(asked))
    back = scores[:, : len(asked)].T
    return cross_entropy(scores, truth) + settings.backward * cross_entropy(back, truth)


def _vectors(model: SentenceTransformer, texts: Sequence[str], size: int) -> Tensor:
    """Unit vectors ``(n, dim)``, read in groups of like length."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    read = []
    for start in range(0, len(order), size):
        features = model.preprocess([texts[at] for at in order[start : start + size]])
        with half(torch.device("cpu")):
            read.append(model(features)["sentence_embedding"].float())
    back = torch.tensor(order).argsort()
    return normalize(torch.cat(read)[back], dim=1)


def export(
    model: SentenceTransformer, rows: Sequence[Row], settings: Settings, folder: Path
) -> None:
    """Write the factors in half precision, and the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = folder / "model.safetensors"
    tensors = factors(trained(encoder_of(model)))
    save_file({name: each.half().contiguous() for name, each in tensors.items()}, weights)
    manifest = {
        "name": NAME,
        "sha256": sha256_of(weights),
        "bytes": weights.stat().st_size,
        "base": f"sentence-transformers/{BASE}",
        "settings": asdict(settings),
        "data": sources_of(Counter(row.source for row in rows)),
    }
    write_manifest(folder, manifest)


def main() -> None:
    """Train, and write what ships."""
    parser = argparse.ArgumentParser(prog="python -m models.training.embedding")
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="where progress is kept")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    given = parser.parse_args()
    settings = Settings()
    torch.manual_seed(settings.seed)
    rows = [row for row in news_rows(given.data) if row.part is Part.TRAIN]
    model = SentenceTransformer(str(minilm_folder()), device="cpu")
    model.max_seq_length = LONGEST
    encoder = encoder_of(model)
    encoder.requires_grad_(requires_grad=False)
    adapt(encoder, LowRank(rank=settings.rank, reach=LAYERS))
    pairs = Pairs(rows, settings)
    run = fingerprint(asdict(settings), [(row.a, row.b, row.relation) for row in rows])
    train(model, pairs, settings, given.work / f"{run[:16]}.pt")
    export(model, rows, settings, given.out)


if __name__ == "__main__":
    main()
