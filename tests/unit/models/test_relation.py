import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.embedding import minilm_folder
from models.errors import ModelError
from models.network import PairTokenizer, buckets, int8, load_network
from models.relation import RELATIONS, SCREEN, RelationModel, read_manifest
from models.training.calibration import write_manifest

PAIRS = [
    ("The flood killed 12 people, the mayor said.", "Eighteen people died in the flood."),
    ("The river rose to 4.2 metres.", "The striker signed for two more seasons."),
    (
        "The council approved the new tram line on Tuesday.",
        "On Tuesday the council voted for the new tram line.",
    ),
]


def test_every_row_adds_to_one(screen: RelationModel) -> None:
    scores = screen.predict(PAIRS)
    for values, width in ((scores.relation, 4), (scores.forward, 3), (scores.backward, 3)):
        assert values.shape == (3, width)
        assert values.dtype == np.float32
        np.testing.assert_allclose(values.sum(axis=1), 1, atol=1e-5)


def test_plain_pairs_get_the_plain_label(screen: RelationModel) -> None:
    labels = [RELATIONS[at] for at in screen.predict(PAIRS).relation.argmax(axis=1)]
    assert labels == ["conflict", "neutral", "agreement"]


def test_the_other_order_mirrors(screen: RelationModel) -> None:
    there = screen.predict(PAIRS)
    back = screen.predict([(b, a) for a, b in PAIRS])
    np.testing.assert_allclose(there.relation, back.relation, atol=1e-4)
    np.testing.assert_allclose(there.forward, back.backward, atol=1e-4)
    np.testing.assert_allclose(there.backward, back.forward, atol=1e-4)


def test_a_pair_scores_the_same_in_any_company(screen: RelationModel) -> None:
    long = ("The inquiry heard that " + "the pump had failed and " * 40 + "stopped.", "It did.")
    alone = screen.predict(PAIRS[:1]).relation[0]
    among = screen.predict([long, *PAIRS[1:], *PAIRS]).relation[3]
    np.testing.assert_allclose(alone, among, atol=0.02)


def test_no_pairs_and_empty_texts(screen: RelationModel) -> None:
    assert screen.predict([]).relation.shape == (0, 4)
    np.testing.assert_allclose(screen.predict([("", "")]).relation.sum(), 1, atol=1e-5)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "screen"
    shutil.copytree(SCREEN, folder)
    return folder


def test_damaged_weights_are_refused(copied: Path) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x00")
    with pytest.raises(ModelError, match="refused"):
        RelationModel(copied)


def test_missing_files_are_named(copied: Path) -> None:
    (copied / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"model\.safetensors is missing"):
        RelationModel(copied)
    (copied / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"manifest\.json is missing"):
        RelationModel(copied)


def test_another_base_is_refused(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["base_sha256"] = "0" * 64
    (copied / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="expected 0000"):
        RelationModel(copied)


def test_what_ships_is_small() -> None:
    assert (SCREEN / "model.safetensors").stat().st_size <= 25_000_000


@given(
    lengths=st.lists(st.integers(3, 250), max_size=60),
    rows=st.integers(1, 20),
    tokens=st.integers(250, 2000),
)
@settings(max_examples=60)
def test_buckets_hold_every_row_once_within_the_budget(
    lengths: list[int], rows: int, tokens: int
) -> None:
    found = list(buckets(lengths, rows, tokens))
    assert sorted(index for bucket in found for index in bucket) == list(range(len(lengths)))
    for bucket in found:
        assert len(bucket) <= rows
        assert len(bucket) * max(lengths[index] for index in bucket) <= tokens


def test_eight_bits_say_nearly_the_same() -> None:
    tokenizer = PairTokenizer(minilm_folder())
    a, b = (tokenizer.pieces([pair[side] for pair in PAIRS]) for side in (0, 1))
    batch = tokenizer.collate([0, 1, 2], list(zip(a, b, strict=True)))
    network = load_network(minilm_folder(), SCREEN / "model.safetensors")
    with torch.inference_mode():
        whole, narrow = (each(batch).relation.softmax(1) for each in (network, int8(network)))
    torch.testing.assert_close(narrow, whole, atol=0.1, rtol=0)
    assert not torch.equal(narrow, whole)


def test_the_arithmetic_is_one_that_the_manifest_allows(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text())
    assert RelationModel(copied).precision in manifest["precisions"]
    (copied / "manifest.json").write_text(json.dumps(manifest | {"precisions": ["float32"]}))
    assert RelationModel(copied).precision == "float32"


def test_a_pair_can_be_read_once(screen: RelationModel, copied: Path) -> None:
    write_manifest(copied, read_manifest(copied) | {"precisions": ["float32"]})
    once = RelationModel(copied, again=False)
    there, back = once.predict(PAIRS), once.predict([(b, a) for a, b in PAIRS])
    np.testing.assert_allclose(there.relation, back.relation, atol=1e-4)
    twice = screen.predict(PAIRS)
    assert not np.allclose(there.relation[0], twice.relation[0], atol=1e-3)


def test_another_calibration_is_another_digest(copied: Path) -> None:
    first = RelationModel(copied).digest
    assert first == RelationModel().digest
    assert first != RelationModel(copied, again=False).digest
    changed = {"temperature": 1.0, "bias": [0.0, 0.0, 0.0, 0.0]}
    write_manifest(copied, read_manifest(copied) | {"calibration": changed})
    assert RelationModel(copied).digest != first


def test_a_manifest_that_lacks_something_says_what(copied: Path) -> None:
    kept = {k: v for k, v in read_manifest(copied).items() if k != "read_again_below"}
    write_manifest(copied, kept)
    with pytest.raises(ModelError, match="lacks 'read_again_below'"):
        RelationModel(copied)
    (copied / "manifest.json").write_text("{")
    with pytest.raises(ModelError, match="is no manifest"):
        RelationModel(copied)


def test_a_model_is_named_while_it_reads(screen: RelationModel) -> None:
    screen.predict(PAIRS[:1])
    named: list[str] = []
    with screen._lock:
        thread = threading.Thread(target=lambda: named.append(screen.precision), daemon=True)
        thread.start()
        thread.join(timeout=30)
        assert named == ["float32"]
