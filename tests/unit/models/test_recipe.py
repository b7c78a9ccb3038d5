"""The screen's recipe from a small data folder to a folder that loads."""

import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from models.relation import RELATIONS, RelationModel
from models.training.recipe import main


def write(path: Path, lines: Iterable[object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)


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


def test_the_recipe_ends_in_a_model_that_loads(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(sys, "argv", ["recipe", "screen", "--data", str(data), "--out", str(out)])
    main()
    scores = RelationModel(out / "screen").predict([("It rose.", "It fell.")])
    np.testing.assert_allclose(scores.relation.sum(), 1, atol=1e-5)
    manifest = json.loads((out / "screen" / "manifest.json").read_text())
    rows = {entry["file"]: entry["rows"] for entry in manifest["data"]}
    assert rows["nli/train3.jsonl.gz"] == 40
    assert 0 < rows["written/*.jsonl"] < 20
    assert manifest["bytes"] <= 25_000_000
    assert manifest["calibration"]["rows"] > 0
