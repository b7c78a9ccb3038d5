from dataclasses import replace
from pathlib import Path

import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

from models.embedding import encoder_of
from models.relation import RELATIONS
from models.training import embedding
from models.training.adapter import LowRank, adapt
from models.training.data import Row
from models.training.embedding import Pairs, Settings, train
from models.training.loop import trained
from tests.unit.models import tiny

SETTINGS = Settings(batch=4, agreements=1.0)


def row(a: str, b: str, relation: str) -> Row:
    return Row(a=a, b=b, source="made", relation=RELATIONS.index(relation))


ROWS = [
    *(row(f"The dam of {n} held.", f"The dam of {n} broke.", "conflict") for n in range(8)),
    *(row(f"The dam of {n} held.", f"The dam of {n} is old.", "neutral") for n in range(8)),
]


def test_each_is_held_against_its_partner_and_neutral_ones_of_its_own() -> None:
    pairs = Pairs(ROWS, SETTINGS)
    partners = {(each.a, each.b) for each in ROWS[:8]} | {(each.b, each.a) for each in ROWS[:8]}
    batches = pairs.batches()
    assert len(batches) == 2
    for asked, offered in batches:
        assert partners.issuperset(zip(asked, offered[:4], strict=True))
        held = [one for one in asked if one.endswith("held.")]
        assert offered[4:] == [one.replace("held.", "is old.") for one in held]


def test_another_partner_of_a_statement_is_no_wrong_answer() -> None:
    pairs = Pairs([*ROWS, row("The dam of 1 held.", "The dam of 1 stands.", "agreement")], SETTINGS)
    barred = pairs.barred(
        ["The dam of 1 held.", "The dam of 2 held."],
        ["The dam of 1 broke.", "The dam of 2 broke.", "The dam of 1 stands."],
    )
    assert barred.tolist() == [[False, False, True], [False, False, False]]


def test_fewer_agreements_are_taken_if_so_wished() -> None:
    agreeing = [row(f"{n} held.", f"{n} stands.", "agreement") for n in range(200)]
    taken = Pairs([*ROWS, *agreeing], replace(SETTINGS, agreements=0.5)).rows
    assert 8 + 70 < len(taken) < 8 + 130


def test_a_run_cut_off_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "SAVE_EVERY", 1)
    base = str(tiny.encoder(tmp_path / "base"))

    def model() -> SentenceTransformer:
        torch.manual_seed(0)
        read = Transformer(base)
        made = SentenceTransformer(modules=[read, Pooling(tiny.SIZE["hidden_size"])], device="cpu")
        encoder_of(made).requires_grad_(requires_grad=False)
        adapt(encoder_of(made), LowRank(rank=2, reach=3))
        return made

    whole = model()
    train(whole, Pairs(ROWS, SETTINGS), SETTINGS, tmp_path / "whole.pt")
    cut = model()
    with monkeypatch.context() as broken:
        steps = iter([embedding._loss])

        def once(*given: object) -> object:
            return next(steps)(*given)  # type: ignore[arg-type]  # passed on as they come

        broken.setattr(embedding, "_loss", once)
        with pytest.raises(StopIteration):
            train(cut, Pairs(ROWS, SETTINGS), SETTINGS, tmp_path / "cut.pt")
    again = model()
    train(again, Pairs(ROWS, SETTINGS), SETTINGS, tmp_path / "cut.pt")
    before, after = trained(whole), trained(again)
    assert before.keys() == after.keys()
    for name, weight in before.items():
        torch.testing.assert_close(after[name], weight)
    assert any(weight.abs().sum() > 0 for name, weight in after.items() if "lora_B" in name)
