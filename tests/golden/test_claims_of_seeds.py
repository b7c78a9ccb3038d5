"""Every claim and holder of two real articles, as they were read over and let stand.

The articles are copyrighted and stay outside the project: the golden files hold offsets
and holders only. Where a change of the rules changes them, raise ``SPLITTER`` too, so that
stored articles are split anew.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from models.loading import load_analyser
from service.claims import extract
from service.vocabulary import Article

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "shared/seeds"


def _golden(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _extracted(name: str) -> list[dict[str, Any]]:
    file = next(SEEDS.glob(f"{name.removeprefix('seed_')}_*.txt"), None)
    if file is None:
        pytest.skip("the sample articles are not in ../shared/seeds")
    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    return [
        {
            "spans": [[span.start, span.end] for span in claim.spans],
            "kind": claim.holder.kind.value,
            "name": claim.holder.name,
            "cue": claim.holder.cue,
            "via": list(claim.holder.via),
        }
        for claim in extract(Article(text=text), load_analyser())
    ]


@pytest.mark.parametrize("name", ["seed_000", "seed_003"])
def test_every_claim_and_holder_is_what_a_reader_let_stand(name: str) -> None:
    assert _extracted(name) == _golden(name)
