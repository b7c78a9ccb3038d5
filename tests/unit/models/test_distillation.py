"""What a teacher says is kept, whole, in the order of the pairs."""

import json
from pathlib import Path

import pytest

from models.errors import ModelError
from models.network import PairTokenizer, load_base
from models.training import distillation
from models.training.distillation import DISTILLED, read_taught, teach
from tests.unit.models import tiny

PAIRS = [(f"Pier {n} opened.", f"The {n}th pier fell.") for n in range(7)]


def test_a_teacher_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distillation, "SAVE_EVERY", 2)
    base = tiny.encoder(tmp_path / "base")
    network, tokenizer = load_base(base), PairTokenizer(base)
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    teach(network, tokenizer, PAIRS, whole)
    teach(network, tokenizer, PAIRS[:4], cut)
    with cut.open("a") as file:
        file.write(whole.read_text().splitlines()[4][:20])
    teach(network, tokenizer, PAIRS, cut)
    assert cut.read_text() == whole.read_text()
    with pytest.raises(ModelError, match="holds other pairs"):
        teach(network, tokenizer, PAIRS[1:], cut)
    rows = read_taught(whole)
    assert [(row.a, row.b) for row in rows] == PAIRS
    assert {row.source for row in rows} == {DISTILLED}
    for row in rows:
        assert row.shares is not None
        assert sum(row.shares) == pytest.approx(1, abs=1e-3)


def test_both_orders_teach_the_same(tmp_path: Path) -> None:
    base = tiny.encoder(tmp_path / "base")
    network, tokenizer = load_base(base), PairTokenizer(base)
    for name, pairs in (("one", PAIRS), ("other", [pair[::-1] for pair in PAIRS])):
        teach(network, tokenizer, pairs, tmp_path / name)
    one, other = (
        [json.loads(line)["shares"] for line in (tmp_path / name).read_text().splitlines()]
        for name in ("one", "other")
    )
    for a, b in zip(one, other, strict=True):
        assert a == pytest.approx(b, abs=1e-3)
