import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig

from models.embedding import minilm_folder
from models.network import PairNetwork, PairTokenizer
from models.relation import RELATIONS
from models.training import loop
from models.training.calibration import fit_calibration
from models.training.data import Part, Row, read_events, read_inference, read_labelled, read_lines
from models.training.export import shipped
from models.training.loop import Stage, average_runs, log_shares, train, trained
from models.training.news import labelled_rows, read_readings

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the data folder {DATA} is absent")

ROWS = [
    Row(a=f"The bridge cost {n} million.", b=f"It cost {n + n % 2} million.", source="written",
        relation=n % 2, sure=n % 3 > 0)
    for n in range(40)
]  # fmt: skip
WORDS = "encoder.embeddings.word_embeddings.weight"
INFERENCE = [Row(a=f"{n} left.", b="Some left.", source="inference", forward=0) for n in range(20)]


def stage(**options: Any) -> Stage:
    return Stage(name="test", rows=ROWS, rate=1e-3, **options)


def tiny_network() -> PairNetwork:
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    return PairNetwork(config)


def test_a_stage_mixes_in_inference_and_turns_pairs_round() -> None:
    dice = random.Random(1)  # noqa: S311 - for shuffling, not for secrets
    rows = stage(inference=INFERENCE, inference_share=0.25).epoch(dice)
    assert sum(row.source == "inference" for row in rows) == 10
    assert len(rows) == 50
    turned = [row for row in rows if row.source == "inference" and row.backward == 0]
    assert turned
    assert all(row.b.endswith("left.") and row.forward == -1 for row in turned)


@given(st.builds(Row, a=st.text(), b=st.text(), source=st.just("x"), forward=st.integers(-1, 2)))
def test_turned_twice_is_the_same(row: Row) -> None:
    assert row.swapped().swapped() == row


def run(folder: Path, **options: Any) -> PairNetwork:
    network = tiny_network()
    second = {"epochs": 2, "inference_share": 0.5, "unsure_weight": 0.5, "consistency": 1.0}
    train(
        network,
        PairTokenizer(minilm_folder()),
        [stage(seed=3), stage(inference=INFERENCE, **second | options)],
        folder=folder,
    )
    return network


class _CutError(Exception):
    """The power went."""


def test_a_run_cut_off_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "SAVE_EVERY", 1)
    whole = run(tmp_path / "whole").state_dict()

    def cut_at(steps: Iterable[Any], **_options: Any) -> Iterator[Any]:
        for number, step in enumerate(steps):
            if number == 3:
                raise _CutError
            yield step

    class Bar:
        def __init__(self, steps: Iterable[Any], **options: Any) -> None:
            self._steps = cut_at(steps, **options)

        def __iter__(self) -> Iterator[Any]:
            return self._steps

        def set_postfix(self, **_values: str) -> None:
            """Nobody looks."""

    with monkeypatch.context() as patch:
        patch.setattr(loop, "tqdm", Bar)
        with pytest.raises(_CutError):
            run(tmp_path / "cut")
    resumed = run(tmp_path / "cut").state_dict()
    for name, tensor in whole.items():
        torch.testing.assert_close(resumed[name], tensor, msg=name)


def test_runs_that_begin_alike_share_their_beginning(tmp_path: Path) -> None:
    one, other = (run(tmp_path, seed=seed) for seed in (4, 5))
    assert not torch.equal(one.relation.weight, other.relation.weight)
    assert len(list(tmp_path.glob("*.pt"))) == 3


def test_the_mean_of_runs_is_their_mean(tmp_path: Path) -> None:
    networks = [run(tmp_path, seed=seed) for seed in (4, 5)]
    ends = [trained(network) for network in networks]
    average_runs(networks[0], ends)
    torch.testing.assert_close(
        networks[0].relation.weight,
        (ends[0]["relation.weight"] + ends[1]["relation.weight"]) / 2,
    )
    torch.testing.assert_close(networks[0].state_dict()[WORDS], networks[1].state_dict()[WORDS])


def test_a_pair_is_learnt_in_both_orders(tmp_path: Path) -> None:
    pairs = [(row.a, row.b) for row in ROWS]
    gaps = {}
    for weight in (0.0, 30.0):
        network = run(tmp_path, consistency=weight)
        tokenizer = PairTokenizer(minilm_folder())
        a, b = (tokenizer.pieces([pair[side] for pair in pairs]) for side in (0, 1))
        network.eval()
        with torch.inference_mode():
            shares = [
                torch.softmax(
                    network(tokenizer.collate([*range(len(pairs))], sides)).relation, dim=1
                )
                for sides in (list(zip(a, b, strict=True)), list(zip(b, a, strict=True)))
            ]
        gaps[weight] = float((shares[0] - shares[1]).abs().mean())
    assert gaps[30.0] < gaps[0.0]


def test_shares_are_learnt_as_labels_are(tmp_path: Path) -> None:
    shares = (0.1, 0.2, 0.3, 0.4)
    rows = [Row(a=row.a, b=row.b, source="taught", shares=shares) for row in ROWS]
    network = tiny_network()
    tokenizer = PairTokenizer(minilm_folder())
    stages = [Stage(name="taught", rows=rows, rate=3e-2, epochs=20, batch=8)]
    train(network, tokenizer, stages, folder=tmp_path)
    said = np.exp(log_shares(network, tokenizer, [(row.a, row.b) for row in rows]))
    np.testing.assert_allclose(said.mean(axis=0), shares, atol=0.05)


def test_training_moves_all_but_the_words(tmp_path: Path) -> None:
    before = tiny_network().state_dict()
    network = run(tmp_path)
    after = network.state_dict()
    torch.testing.assert_close(before[WORDS], after[WORDS])
    assert not torch.equal(before["relation.weight"], after["relation.weight"])
    assert WORDS not in shipped(network)


def test_calibration_finds_the_temperature_and_the_prior() -> None:
    generator = np.random.default_rng(0)
    logits = generator.normal(size=(8_000, 4))
    true = logits + np.array([0.0, -1.0, -0.5, 0.0])
    odds = np.exp(true) / np.exp(true).sum(axis=1, keepdims=True)
    labels = [int(generator.choice(4, p=row)) for row in odds]
    found = fit_calibration((logits * 2).astype(np.float32), labels)
    assert found["temperature"] == pytest.approx(2, rel=0.07)
    assert found["bias"] == pytest.approx([0, -1, -0.5, 0], abs=0.15)


def test_a_missing_file_says_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="need the data folder"):
        list(read_lines(tmp_path / "nothing.jsonl"))


def test_only_open_rows_are_trained_on(tmp_path: Path) -> None:
    lines = [
        {"premise": "A.", "hypothesis": "B.", "label": "entailment", "class": kind}
        for kind in ("open", "unstated", "nc")
    ]
    path = tmp_path / "train.jsonl.gz"
    with gzip.open(path, "wt") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    assert len(read_inference(path)) == 1


@needs_data
def test_held_out_events_are_never_trained_on() -> None:
    rows = read_events(DATA / "written") + read_labelled(DATA)
    held = {group for row in rows if row.part is Part.TRAIN for group in row.groups}
    assert not held & {0, 1}
    texts = {part: set[str]() for part in Part}
    for row in read_events(DATA / "written"):
        texts[row.part] |= {row.a, row.b}
    assert not texts[Part.TRAIN] & texts[Part.DEV]
    assert not texts[Part.CALIBRATION] & texts[Part.DEV]


@needs_data
def test_no_related_pair_of_a_story_that_is_trained_on_is_scored() -> None:
    neutral = RELATIONS.index("neutral")
    said: dict[Part, set[str]] = {part: set() for part in Part}
    for row in [*labelled_rows(DATA), *read_readings(DATA)]:
        if row.relation != neutral:
            said[row.part] |= {row.a, row.b}
    for part in (Part.DEV, Part.CALIBRATION):
        assert said[part]
        assert not said[part] & said[Part.TRAIN]
    assert said[Part.SEEN] & said[Part.TRAIN]


@needs_data
def test_every_part_holds_every_label() -> None:
    rows = labelled_rows(DATA)
    for part in (Part.TRAIN, Part.CALIBRATION, Part.DEV):
        assert {row.relation for row in rows if row.part is part} == set(range(len(RELATIONS)))
