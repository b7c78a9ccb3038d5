"""What each part of a recipe is worth: the recipe changed in one place, trained and scored.

    python -m models.evaluation.ablation judge --data ../shared/data --out FOLDER

Writes docs/ablation-judge.md (or -screen). Minutes a variant on a GPU, many hours on two cores;
what is trained and scored is kept in the folder, so a run cut off goes on. With ``--only`` some
variants are scored and the page stays as it is.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
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
from models.loading import base_folder
from models.network import PairTokenizer
from models.training.adapter import LowRank
from models.training.data import Part, Row
from models.training.distillation import DISTILLED, read_taught
from models.training.loop import log_shares
from models.training.news import news_rows
from models.training.recipe import RECIPES, SEED, Recipe, Workshop

VARIANTS: dict[str, dict[str, Any]] = {
    "one run": {},
    "another run": {"seed": SEED + 1},
    "a third run": {"seed": SEED + 2},
    "the mean of the three": {"runs": 3},
    "each pair in one order": {"consistency": 0.0},
    "one epoch": {"news_epochs": 1},
    "three epochs": {"news_epochs": 3},
    "without inference": {"inference_rows": 0, "inference_share": 0.0},
    "no inference among the news": {"inference_share": 0.0},
    "without our events": {"without": ("events",)},
    "without our readings": {"without": ("readings",)},
    "without the written events": {"without": ("written",)},
    "without the labelled news": {"without": ("fnc", "mrpc", "polnear", "sts")},
}
OF_ONE: dict[str, dict[str, dict[str, Any]]] = {
    "judge": {
        "half the rate": {"news_rate": RECIPES["judge"].news_rate / 2},
        "rank 16 of the upper 8 layers": {"adapter": LowRank(rank=16, reach=8)},
    },
    "screen": {"without the judge's teaching": {"without": (DISTILLED,)}},
}
COLUMNS = ("macro-F1", "agreement AP", "dispute AP", "conflict AP")
PAGE = """\
# What each part of the {model}'s recipe is worth

`python -m models.evaluation.ablation {model}`: the recipe changed in one place, one run of the
second stage unless it says otherwise, no calibration, both orders read. In the columns macro-F1,
and the average precision of agreement, dispute and conflict; near misses are those of our events
called disputes where four in five disputes are found. The held-aside pairs are what a choice
between variants may be made by; the other sets are development sets, looked at and not tuned on.

{tables}"""


def score(shop: Workshop, recipe: Recipe, seed: int, sets: Mapping[str, Sequence[Row]]) -> Figures:
    """Train a variant and score it on every set; the names of the figures say which."""
    network, _ = shop.learn(recipe, seed)
    tokenizer = PairTokenizer(shop.base)
    figures: Figures = {}
    for name, rows in sets.items():
        labels = np.array([row.relation for row in rows])
        shares = np.exp(log_shares(network, tokenizer, [(row.a, row.b) for row in rows]))
        found = relation_figures(labels, shares)
        figures |= {f"{name}: {column}": found[column] for column in COLUMNS}
        if name == "our events":
            near = np.array([row.reason == "near-miss" for row in rows])
            dispute = np.isin(labels, DISPUTES)
            called = false_disputes_at_recall(dispute, near, shares[:, DISPUTES].sum(axis=1))
            figures[f"{name}: near misses"] = called
    return figures


def tables(scored: Mapping[str, Figures]) -> str:
    """A table a set, a row a variant."""
    texts = []
    for name in dict.fromkeys(key.partition(": ")[0] for key in next(iter(scored.values()))):
        columns = [
            key.removeprefix(f"{name}: ")
            for key in next(iter(scored.values()))
            if key.startswith(f"{name}: ")
        ]
        lines = [["variant", *columns], ["---"] * (len(columns) + 1)]
        for variant, figures in scored.items():
            shown = [f"{figures[f'{name}: {column}']:.3f}" for column in columns]
            lines.append([variant, *shown])
        rows = "".join(f"| {' | '.join(line)} |\n" for line in lines)
        texts.append(f"## {name[0].upper()}{name[1:]}\n\n{rows}")
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
    parser.add_argument("--only", nargs="+", help="some variants")
    given = parser.parse_args()
    recipe = replace(RECIPES[given.model], runs=1)
    shop = Workshop(
        data=given.data,
        base=base_folder(recipe.base, given.cache),
        folder=given.out,
        device=given.device,
        more=read_taught(given.taught) if given.taught else [],
    )
    held = [row for row in news_rows(given.data) if row.part is Part.CALIBRATION]
    sets = {"held aside": held, **relation_sets(given.data, given.verdicts)}
    scored: dict[str, Figures] = {}
    for name, changes in (VARIANTS | OF_ONE[given.model]).items():
        if given.only and name not in given.only:
            continue
        kept = given.out / f"{given.model} {name}.json"
        if not kept.exists():
            options = dict(changes)
            seed = options.pop("seed", SEED)
            kept.parent.mkdir(parents=True, exist_ok=True)
            figures = score(shop, replace(recipe, **options), seed, sets)
            kept.write_text(json.dumps(figures, indent=1), encoding="utf-8")
        scored[name] = json.loads(kept.read_text(encoding="utf-8"))
    text = tables(scored)
    print(text)
    if not given.only:
        page = Path(__file__).parents[2] / "docs" / f"ablation-{given.model}.md"
        page.write_text(PAGE.format(model=given.model, tables=text), encoding="utf-8")


if __name__ == "__main__":
    main()
