"""The recipes of both relation models: a base, first through inference, then through news.

    python -m models.training.recipe screen --data ../shared/data --out FOLDER
    python -m models.training.recipe judge --data ../shared/data --out FOLDER

Two stages, each with AdamW, linear warm-up and decay, batches of like length, the word
embeddings frozen, and each pair in a random order:

1. one epoch of some of the 122,271 open rows of ``nli/train3.jsonl.gz``;
2. the labelled news pairs and the written ones, with some inference pairs among them so
   that those heads stay good; a pair its reader was not sure of counts half. Class rates
   are left as they are: the calibration corrects the prior.

The screen trains whole, the judge by low-rank factors beside its upper layers. A run that is
cut off goes on from its last checkpoint. On two cores in single precision the judge took 91 minutes
beside other work; in bfloat16 the screen took 39 before our own events were added (a quarter more
rows).
"""

import argparse
import random
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from models.base import CACHE, MPNET, install_base
from models.embedding import DEFAULT
from models.loading import base_folder
from models.network import PairTokenizer, load_base
from models.relation import SCREEN
from models.training.adapter import LowRank, adapt
from models.training.calibration import calibrate, calibration_rows
from models.training.data import (
    EVENTS,
    Part,
    news_rows,
    read_inference,
)
from models.training.export import export
from models.training.loop import Stage, train

SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What sets one relation model's recipe apart; the row counts fit the time of two cores."""

    name: str
    base: str
    inference_rows: int
    inference_rate: float
    news_rate: float
    news_epochs: int
    inference_share: float
    batch: int
    read_again_below: float
    precisions: tuple[str, ...]
    adapter: LowRank | None = None

    def stages(self, data: Path, seed: int) -> tuple[Stage, Stage]:
        """Both stages over the training part of the data folder."""
        inference = read_inference(data / "nli" / "train3.jsonl.gz")
        dice = random.Random(seed)  # noqa: S311 - for drawing rows, not for secrets
        return (
            Stage(
                name="inference",
                rows=dice.sample(inference, min(self.inference_rows, len(inference))),
                rate=self.inference_rate,
                batch=self.batch,
            ),
            Stage(
                name="news",
                rows=[row for row in news_rows(data) if row.part is Part.TRAIN],
                rate=self.news_rate,
                epochs=self.news_epochs,
                batch=self.batch,
                inference=inference,
                inference_share=self.inference_share,
                unsure_weight=0.5,
            ),
        )


RECIPES = (
    Recipe(
        name="screen",
        base=DEFAULT,
        inference_rows=80_000,
        inference_rate=1e-4,
        news_rate=2e-4,
        news_epochs=2,
        inference_share=0.2,
        batch=32,
        read_again_below=0.9,
        precisions=("float32", "bfloat16", "int8"),
    ),
    Recipe(
        name="judge",
        base=MPNET.name,
        inference_rows=8_000,
        inference_rate=3e-4,
        news_rate=4e-4,
        news_epochs=1,
        inference_share=0.1,
        batch=16,
        read_again_below=0.9,
        precisions=("float32", "bfloat16"),
        adapter=LowRank(rank=16, reach=8),
    ),
)


def sources(plan: tuple[Stage, Stage]) -> list[dict[str, object]]:
    """What a manifest says of the data: files, rows trained on, licences."""
    inference, news = plan
    count = Counter(row.source for row in news.rows)
    events, written = count.pop(EVENTS.name, 0), count.pop("written", 0)
    return [
        {
            "file": "nli/train3.jsonl.gz",
            "rows": len(inference.rows),
            "licence": "open rows only: MNLI terms, CC BY-SA, Apache-2.0, MIT",
        },
        {
            "file": "labelled/news_pairs.jsonl.gz",
            "rows": count.total(),
            "licence": "labels the project's own; the text is its publishers' and not shipped",
        },
        {"file": "written/*.jsonl", "rows": written, "licence": "the project's own"},
        {"file": "models/training/events", "rows": events, "licence": "the project's own"},
    ]


def main() -> None:
    """Train, calibrate and write a relation model; a run that was cut off goes on."""
    recipes = {recipe.name: recipe for recipe in RECIPES}
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", choices=recipes)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="where the model is written")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the base is installed")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    recipe = recipes[arguments.model]
    if recipe.base == MPNET.name:
        install_base(arguments.cache)
    base = base_folder(recipe.base, arguments.cache)
    torch.manual_seed(arguments.seed)
    network = load_base(base)
    if recipe.adapter is not None:
        adapt(network, recipe.adapter)
    network.to(arguments.device)
    plan = recipe.stages(arguments.data, arguments.seed)
    train(
        network,
        PairTokenizer(base),
        plan,
        seed=arguments.seed,
        checkpoint=arguments.out / f"{recipe.name}.pt",
    )
    facts = {
        "name": f"counterpoint-{recipe.name}-1",
        "base": f"sentence-transformers/{recipe.base}",
        "seed": arguments.seed,
        "read_again_below": recipe.read_again_below,
        "precisions": recipe.precisions,
        "adapter": asdict(recipe.adapter) if recipe.adapter else None,
        "recipe": [stage.settings() for stage in plan],
        "data": sources(plan),
    }
    folder = arguments.out / recipe.name
    export(network, folder, base, facts)
    screen = None if recipe.name == "screen" else SCREEN
    calibrate(folder, arguments.cache, calibration_rows(arguments.data), screen)


if __name__ == "__main__":
    main()
