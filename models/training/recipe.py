"""The recipes of both relation models: a base, first through inference, then through news.

    python -m models.training.recipe judge --data ../shared/data --out FOLDER
    python -m models.training.recipe screen --data ../shared/data --out FOLDER --taught FILE

Two stages, each with AdamW, linear warm-up and decay, batches of like length, the word
embeddings frozen:

1. the open rows of ``nli/train3.jsonl.gz``, each in a random order of its sides;
2. real pairs with labels and invented ones, with some inference pairs among them so that those
   heads stay good; a pair its reader was not sure of counts half. The judge reads each in both
   orders. Class rates are left as they are: the calibration corrects the prior. The screen also
   learns what the judge says of unlabelled pairs of real statements.

The second stage may be run several times from where the first ended, and the weights averaged. The
judge is the mean of two such courses, one of which leaves the first stage out (the two err
differently: docs/ablation-judge.md). The screen trains whole, the judge by low-rank factors. A run
that is cut off goes on from its last checkpoint.

The judge comes first. Then the pairs that it teaches are drawn (``python -m bench.unlabelled``) and
read (models.training.distillation), the screen is trained, and the judge is calibrated behind it
(models.training.calibration).
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from models.base import CACHE, MPNET, install_base
from models.embedding import BASE
from models.loading import base_folder
from models.network import PairNetwork, PairTokenizer, load_base
from models.relation import SCREEN
from models.training.adapter import LowRank, adapt
from models.training.calibration import calibrate, calibration_rows
from models.training.data import EVENTS, Part, Row, read_inference
from models.training.distillation import DISTILLED, LEARNT, read_taught
from models.training.export import combine, export, shipped
from models.training.loop import Stage, average_runs, train, trained
from models.training.news import READINGS, news_rows

SEED = 0
OPEN = "open rows only: MNLI terms, CC BY-SA, Apache-2.0, MIT"
OURS = "the project's own"
LABELS_OURS = "labels the project's own; the text is its publishers' and not shipped"
INFERENCE = ("forward_inference.", "backward_inference.")
"""How the names of the inference heads' tensors begin."""
TAUGHT = "the text is its publishers' and not shipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course of training: two stages, the second run several times and averaged."""

    inference_rate: float
    news_rate: float
    inference_rows: int = 122_271
    inference_batch: int = 64
    news_epochs: int = 2
    news_batch: int = 32
    inference_share: float = 0.2
    consistency: float = 1.0
    runs: int = 1
    taught_rows: int = 0
    """How many of the pairs that the judge has read are learnt from."""
    without: tuple[str, ...] = ()
    """Sources of pairs that are left out."""

    @property
    def learns_inference(self) -> bool:
        """Whether the inference heads are trained at all."""
        return bool(self.inference_rows or self.inference_share)

    def stages(self, data: Path, seed: int, taught: Sequence[Row] = ()) -> tuple[Stage, Stage]:
        """Both stages over the training part of the data folder.

        Raises:
            ValueError: There are fewer taught pairs than the course learns from.
        """
        if len(taught) < self.taught_rows:
            raise ValueError(f"{self.taught_rows} taught pairs are needed (--taught)")
        inference, news = _trained_on(data)
        dice = random.Random(SEED)  # noqa: S311 - for drawing rows, not for secrets
        news = [
            row for row in [*news, *taught[: self.taught_rows]] if row.source not in self.without
        ]
        return (
            Stage(
                name="inference",
                rows=dice.sample(inference, min(self.inference_rows, len(inference))),
                rate=self.inference_rate,
                seed=SEED,
                batch=self.inference_batch,
            ),
            Stage(
                name="news",
                rows=news,
                rate=self.news_rate,
                seed=seed,
                epochs=self.news_epochs,
                batch=self.news_batch,
                inference=inference,
                inference_share=self.inference_share,
                unsure_weight=0.5,
                consistency=self.consistency,
            ),
        )


@cache
def _trained_on(data: Path) -> tuple[list[Row], list[Row]]:
    """Inference and news pairs; read once, as each run and the manifest ask for them."""
    news = [row for row in news_rows(data) if row.part is Part.TRAIN]
    return read_inference(data / "nli" / "train3.jsonl.gz"), news


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What makes one relation model: the mean of what its courses end in."""

    name: str
    base: str
    courses: tuple[Course, ...]
    read_again_below: float
    precisions: tuple[str, ...]
    adapter: LowRank | None = None

    def begin(self, base: Path) -> PairNetwork:
        """The network before training, the same each time."""
        torch.manual_seed(SEED)
        network = load_base(base)
        if self.adapter is not None:
            adapt(network.encoder, self.adapter)
        return network


RECIPES = {
    "screen": Recipe(
        name="screen",
        base=BASE,
        courses=(
            Course(
                inference_rate=1e-4,
                news_rate=2e-4,
                news_epochs=1,
                inference_share=0.05,
                consistency=0.0,
                taught_rows=LEARNT,
            ),
        ),
        read_again_below=0.9,
        precisions=("float32", "bfloat16", "int8"),
    ),
    "judge": Recipe(
        name="judge",
        base=MPNET.name,
        courses=(
            Course(inference_rate=3e-4, news_rate=3e-4, news_batch=64, runs=3),
            Course(inference_rate=3e-4, news_rate=3e-4, inference_rows=0, inference_share=0.0),
        ),
        read_again_below=0.0,
        precisions=("float32", "bfloat16"),
        adapter=LowRank(rank=32, reach=12),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where a recipe is followed.

    ``taught`` are pairs with what the judge said of them; ``folder`` holds the checkpoints.
    """

    data: Path
    base: Path
    folder: Path
    device: str = "cpu"
    taught: Sequence[Row] = ()

    def learn(self, recipe: Recipe, course: Course, seed: int = SEED) -> PairNetwork:
        """Train by one course, all its runs; the network with their mean weights."""
        tokenizer = PairTokenizer(self.base)
        about = [recipe.base, recipe.adapter and asdict(recipe.adapter)]
        ends = []
        for run in range(course.runs):
            network = recipe.begin(self.base).to(self.device)
            stages = course.stages(self.data, seed + run, self.taught)
            train(network, tokenizer, stages, folder=self.folder, about=about)
            ends.append(trained(network))
        average_runs(network, ends)
        return network

    def make(self, recipe: Recipe, seed: int = SEED) -> dict[str, Tensor]:
        """Train by every course; the tensors that ship."""
        ends = []
        for course in recipe.courses:
            tensors = shipped(self.learn(recipe, course, seed))
            if not course.learns_inference:
                tensors = {n: each for n, each in tensors.items() if not n.startswith(INFERENCE)}
            ends.append(tensors)
        return combine(ends)


def sources(plans: Sequence[Sequence[Stage]]) -> list[dict[str, object]]:
    """What a manifest says of the data: files, rows of the first course, licences."""
    inference = len(plans[0][0].rows)
    read = [{"file": "nli/train3.jsonl.gz", "rows": inference, "licence": OPEN}]
    return (read if inference else []) + sources_of(Counter(row.source for row in plans[0][1].rows))


def sources_of(count: Counter[str]) -> list[dict[str, object]]:
    """What a manifest says of news pairs, by how many there are of each source."""
    count = count.copy()
    said = [
        ("written/*.jsonl", count.pop("written", 0), OURS),
        ("models/training/events", count.pop(EVENTS.name, 0), OURS),
        ("models/training/readings", count.pop(READINGS.name, 0), LABELS_OURS),
        ("unlabelled pairs, taught by the judge", count.pop(DISTILLED, 0), TAUGHT),
        ("labelled/news_pairs.jsonl.gz", count.total(), LABELS_OURS),
    ]
    return [
        {"file": file, "rows": rows, "licence": licence} for file, rows, licence in said if rows
    ]


def main() -> None:
    """Train, calibrate and write a relation model; a run that was cut off goes on."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", choices=RECIPES)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the base is installed")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--taught", type=Path, help="what the judge said of unlabelled pairs")
    given = parser.parse_args()
    recipe = RECIPES[given.model]
    if recipe.base == MPNET.name:
        install_base(given.cache)
    base = base_folder(recipe.base, given.cache)
    shop = Workshop(
        data=given.data,
        base=base,
        folder=given.out,
        device=given.device,
        taught=read_taught(given.taught) if given.taught else [],
    )
    folder = given.out / recipe.name
    tensors = shop.make(recipe, given.seed)
    export(tensors, folder, base, facts(recipe, given.seed, shop))
    screen = None if recipe.name == "screen" else SCREEN
    calibrate(folder, given.cache, calibration_rows(given.data), screen)


def facts(recipe: Recipe, seed: int, shop: Workshop) -> dict[str, object]:
    """What a manifest says of how a model was made."""
    plans = [course.stages(shop.data, seed, shop.taught) for course in recipe.courses]
    return {
        "name": f"counterpoint-{recipe.name}-2",
        "base": f"sentence-transformers/{recipe.base}",
        "seed": seed,
        "read_again_below": recipe.read_again_below,
        "precisions": recipe.precisions,
        "adapter": recipe.adapter and asdict(recipe.adapter),
        "courses": [
            {"runs": course.runs, "stages": [stage.settings() for stage in stages if stage.rows]}
            for course, stages in zip(recipe.courses, plans, strict=True)
        ],
        "data": sources(plans),
    }


if __name__ == "__main__":
    main()
