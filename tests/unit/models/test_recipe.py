"""The recipes, from a small data folder to folders that load."""

import gzip
import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import loading
from models.base import MPNET
from models.errors import ModelError
from models.loading import base_folder
from models.relation import RELATIONS, RelationModel, plainly_neutral
from models.training import news, recipe
from models.training.recipe import main
from tests.unit.models import tiny

TAUGHT = {"a": "The pier is shut.", "b": "It stays open.", "shares": [0.1, 0.6, 0.1, 0.2]}


def write(path: Path, lines: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)


def table(path: Path, header: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(f"{header}\n".encode()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    write(
        folder / "nli" / "train3.jsonl.gz",
        [
            {"premise": f"{n} came.", "hypothesis": "Some came.", "label": "entailment",
             "class": "open"}
            for n in range(40)
        ],
    )  # fmt: skip
    write(
        folder / "labelled" / "news_pairs.jsonl.gz",
        [
            {"a": f"The {n}th pier opened.", "b": f"Pier {n} is open.", "label": RELATIONS[n % 4],
             "sure": 1, "from": "fnc", "a_doc": f"{n}a", "b_doc": f"{n}b"}
            for n in range(80)
        ],
    )  # fmt: skip
    for part in ("train", "test"):
        table(folder / "news" / f"fnc1_train_{part}_stances.csv.gz", "Headline,Body ID,Stance")
    table(folder / "news" / "fnc1_train_bodies.csv.gz", "Body ID,articleBody")
    write(folder / "attribution" / "polnear.jsonl.gz", [])
    write(
        folder / "written" / "w1.jsonl",
        [
            {
                "event": f"event {n}",
                "statements": [{"id": "s1", "text": "It rose."}, {"id": "s2", "text": "It fell."}],
                "pairs": [["s1", "s2", "conflict", "act", None]],
            }
            for n in range(20)
        ],
    )
    return folder


@pytest.fixture(autouse=True)
def few_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own events and readings, thousands of pairs, are stood in for by one."""
    folder = tmp_path / "events"
    said = [{"id": f"s{n}", "text": f"Pier {n} fell."} for n in (1, 2)]
    event = {"event": "piers", "statements": said, "pairs": [["s1", "s2", "neutral", None, None]]}
    write(folder / "own.jsonl", [event])
    monkeypatch.setattr(news, "EVENTS", folder)
    monkeypatch.setattr(news, "READINGS", tmp_path / "readings")


def trained(
    model: str, data: Path, out: Path, patch: pytest.MonkeyPatch, *more: str
) -> dict[str, Any]:
    """Run a recipe; the manifest that it wrote."""
    words = ["recipe", model, "--data", str(data), "--out", str(out), "--cache", str(out), *more]
    patch.setattr(sys, "argv", words)
    main()
    manifest: dict[str, Any] = json.loads((out / model / "manifest.json").read_text())
    return manifest


def test_the_screens_recipe_ends_in_a_model_that_loads(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course,) = recipe.RECIPES["screen"].courses
    courses = (replace(course, taught_rows=3),)
    short = replace(recipe.RECIPES["screen"], courses=courses)
    monkeypatch.setitem(recipe.RECIPES, "screen", short)
    out = tmp_path / "out"
    with pytest.raises(ValueError, match="3 taught pairs are needed"):
        trained("screen", data, out, monkeypatch)
    write(tmp_path / "taught.jsonl", [TAUGHT] * 4)
    more = ("--taught", str(tmp_path / "taught.jsonl"))
    manifest = trained("screen", data, out, monkeypatch, *more)
    scores = RelationModel(out / "screen").predict([("It rose.", "It fell.")])
    np.testing.assert_allclose(scores.relation.sum(), 1, atol=1e-5)
    rows = {entry["file"]: entry["rows"] for entry in manifest["data"]}
    assert rows["nli/train3.jsonl.gz"] == 40
    assert rows["models/training/events"] == 1
    assert rows["unlabelled pairs, taught by the judge"] == 3
    assert 0 < rows["written/*.jsonl"] < 20
    assert manifest["bytes"] <= 25_000_000
    assert manifest["calibration"]["rows"] > 0
    assert "screening" not in manifest


def test_the_judges_recipe_ends_in_factors_that_load(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tiny.encoder(tmp_path / "base")
    monkeypatch.setattr(recipe, "install_base", lambda _cache: base)

    def folder(name: str, cache: Path) -> Path:
        return base if name.endswith(MPNET.name) else base_folder(name, cache)

    for module in (recipe, loading):
        monkeypatch.setattr(module, "base_folder", folder)
    out = tmp_path / "out"
    manifest = trained("judge", data, out, monkeypatch)
    assert manifest["adapter"] == {"rank": 32, "reach": 12}
    assert [course["runs"] for course in manifest["courses"]] == [3, 1]
    assert [len(course["stages"]) for course in manifest["courses"]] == [2, 1]
    screen = RelationModel(again=False)
    assert 0 < plainly_neutral(out / "judge", screen.digest) <= 1.0001
    with pytest.raises(ModelError, match="behind another screen"):
        plainly_neutral(out / "judge", "0" * 64)
    scores = RelationModel(out / "judge", base).predict([("It rose.", "It fell.")])
    np.testing.assert_allclose(scores.relation.sum(), 1, atol=1e-5)
