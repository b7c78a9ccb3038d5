"""What each part of a recipe is worth: the recipe changed in one place, trained and scored.

    python -m models.evaluation.ablation judge --data ../shared/data --out FOLDER

Writes docs/ablation-judge.md (or -screen), of what has been scored. Minutes a variant on a GPU,
many hours on two cores; all is kept in the folder, so a run cut off goes on, and ``--only`` names
the variants that are to be added.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.base import CACHE
from models.evaluation.metrics import (
    DISPUTES,
    Figures,
    false_disputes_at_recall,
    relation_figures,
)
from models.evaluation.sets import relation_sets
from models.evaluation.tables import markdown
from models.loading import base_folder
from models.network import PairNetwork, PairTokenizer, load_network
from models.training.adapter import LowRank
from models.training.data import Part, Row
from models.training.distillation import read_taught
from models.training.export import export
from models.training.loop import log_shares
from models.training.news import news_rows
from models.training.recipe import RECIPES, SEED, Recipe, Workshop

COLUMNS = ("macro-F1", "agreement AP", "dispute AP", "conflict AP")
PAGE = """\
# What each part of the {model}'s recipe is worth

`python -m models.evaluation.ablation {model}`: the recipe's first course changed in one place, one
run of the second stage unless it says otherwise; no calibration, both orders read. The columns are
macro-F1 and the average precision of agreement, dispute and conflict; near misses are those of our
events called disputes where four in five disputes are found. What to ship was chosen by the pairs
held aside, invented and real; the other sets are development sets, looked at and not tuned on.

{tables}"""

Train = Callable[[], PairNetwork]


def variants(shop: Workshop, recipe: Recipe) -> dict[str, Train]:
    """What is compared, by name."""
    course = replace(recipe.courses[0], runs=1)

    def changed(
        seed: int = SEED, adapter: LowRank | None = recipe.adapter, **changes: Any
    ) -> Train:
        return lambda: shop.learn(
            replace(recipe, adapter=adapter), replace(course, **changes), seed
        )

    found = {
        "one run": changed(),
        "another run": changed(seed=SEED + 1),
        "a third run": changed(seed=SEED + 2),
        "the mean of three runs": changed(runs=3),
        "half the rate": changed(news_rate=course.news_rate / 2),
        "three epochs": changed(news_epochs=3),
        "without inference": changed(inference_rows=0, inference_share=0.0),
        "without our events": changed(without=("events",)),
        "without our readings": changed(without=("readings",)),
        "without the written events": changed(without=("written",)),
        "without the labelled news": changed(without=("fnc", "mrpc", "polnear", "sts")),
    }
    if recipe.adapter is None:
        return found | {"without the judge's teaching": changed(taught_rows=0)}
    return found | {
        "each pair in one order": changed(consistency=0.0),
        "rank 16 of the upper 8 layers": changed(adapter=LowRank(rank=16, reach=8)),
        "without inference, batches of 32": lambda: shop.learn(recipe, recipe.courses[1]),
        "as it ships: the mean of both courses": lambda: _shipped(shop, recipe),
    }


def _shipped(shop: Workshop, recipe: Recipe) -> PairNetwork:
    folder = shop.folder / "shipped"
    export(shop.make(recipe), folder, shop.base, {})
    return load_network(shop.base, folder / "model.safetensors").to(shop.device)


def score(
    network: PairNetwork, base: Path, sets: Mapping[str, Sequence[Row]]
) -> dict[str, Figures]:
    """Score a network: the figures of every set."""
    tokenizer = PairTokenizer(base)
    scored = {}
    for name, rows in sets.items():
        labels = np.array([row.relation for row in rows])
        shares = np.exp(log_shares(network, tokenizer, [(row.a, row.b) for row in rows]))
        found = relation_figures(labels, shares)
        scored[name] = {column: found[column] for column in COLUMNS}
        if name == "our events":
            near = np.array([row.reason == "near-miss" for row in rows])
            dispute = np.isin(labels, DISPUTES)
            called = false_disputes_at_recall(dispute, near, shares[:, DISPUTES].sum(axis=1))
            scored[name]["near misses"] = called
    return scored


def tables(scored: Mapping[str, dict[str, Figures]]) -> str:
    """A table a set, a row a variant."""
    texts = []
    for name, columns in next(iter(scored.values())).items():
        rows = [
            [variant, *(f"{sets[name][column]:.3f}" for column in columns)]
            for variant, sets in scored.items()
        ]
        table = markdown([["variant", *columns], *rows])
        texts.append(f"## {name[0].upper()}{name[1:]}\n\n{table}")
    return "\n".join(texts)


def main() -> None:
    """Train and score the variants of a recipe."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", choices=RECIPES)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--out", type=Path, required=True, help="where all is kept")
    parser.add_argument("--verdicts", type=Path, default=Path("bench/verdicts/newswcl50.jsonl"))
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the base is installed")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"])
    parser.add_argument("--taught", type=Path, help="what the judge said of unlabelled pairs")
    parser.add_argument("--only", nargs="+", help="variants to be added; without it all")
    given = parser.parse_args()
    recipe = RECIPES[given.model]
    shop = Workshop(
        data=given.data,
        base=base_folder(recipe.base, given.cache),
        folder=given.out,
        device=given.device,
        taught=read_taught(given.taught) if given.taught else [],
    )
    held = [row for row in news_rows(given.data) if row.part is Part.CALIBRATION]
    sets = {"held aside": held, **relation_sets(given.data, given.verdicts)}
    scored: dict[str, dict[str, Figures]] = {}
    offered = variants(shop, recipe)
    if unknown := {*(given.only or ())} - {*offered}:
        parser.error(f"no variants: {', '.join(sorted(unknown))}; there are: {', '.join(offered)}")
    for name, made in offered.items():
        kept = given.out / f"{given.model} {name}.json"
        if not kept.exists() and (given.only is None or name in given.only):
            given.out.mkdir(parents=True, exist_ok=True)
            figures = score(made(), shop.base, sets)
            partial = kept.with_suffix(".partial")
            partial.write_text(json.dumps(figures, indent=1), encoding="utf-8")
            partial.replace(kept)
        if kept.exists():
            scored[name] = json.loads(kept.read_text(encoding="utf-8"))
    page = Path(__file__).parents[2] / "docs" / f"ablation-{given.model}.md"
    page.write_text(PAGE.format(model=given.model, tables=tables(scored)), encoding="utf-8")


if __name__ == "__main__":
    main()
