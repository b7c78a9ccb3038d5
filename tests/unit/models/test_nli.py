"""Any inference cross-encoder can be a relation model, whatever the order of its labels."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertForSequenceClassification

from models.errors import ModelError
from models.loading import load_relation_model
from models.nli import InferenceCrossEncoder, Reader
from models.relation import RELATIONS, SCREEN, RelationModel, read_manifest
from models.training.calibration import calibrate, fit_threshold, name_cross_encoder, write_manifest
from models.training.data import Row
from service.parts import Parts
from service.settings import Settings
from tests.unit.models import tiny

ORDER = ("CONTRADICTION", "entailment", "Neutral")
PAIRS = [("The dam held.", "The dam broke."), ("It rained.", "A bank closed in Varnhem.")]
ROWS = [
    Row(a=f"The {n}th pier opened.", b=f"Pier {n + n % 3} is open.", source="x", relation=n % 4)
    for n in range(24)
]


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    return tiny.cross_encoder(tmp_path / "reader", ORDER)


@pytest.fixture
def folder(tmp_path: Path, reader: Path) -> Path:
    name_cross_encoder(tmp_path / "mapped", str(reader))
    calibrate(tmp_path / "mapped", tmp_path, ROWS, SCREEN)
    return tmp_path / "mapped"


def test_labels_are_put_in_the_order_of_the_vocabulary(tmp_path: Path, reader: Path) -> None:
    forward, backward = Reader(str(reader)).both_ways(PAIRS)
    turned = tiny.cross_encoder(tmp_path / "turned", ("entailment", "neutral", "contradiction"))
    plain, _ = Reader(str(turned)).both_ways(PAIRS)
    np.testing.assert_allclose(forward, plain[:, [1, 2, 0]], atol=1e-5)
    again, _ = Reader(str(reader)).both_ways([(b, a) for a, b in PAIRS])
    np.testing.assert_allclose(backward, again, atol=1e-5)


def test_calibrated_it_is_a_relation_model(tmp_path: Path, folder: Path) -> None:
    model = load_relation_model(folder, tmp_path)
    assert isinstance(model, InferenceCrossEncoder)
    there, back = model.predict(PAIRS), model.predict([(b, a) for a, b in PAIRS])
    assert there.relation.shape == (2, len(RELATIONS))
    np.testing.assert_allclose(there.relation.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(there.relation, back.relation, atol=1e-5)
    np.testing.assert_allclose(there.forward, back.backward, atol=1e-5)
    assert model.predict([]).relation.shape == (0, 4)


def test_it_can_be_named_as_the_judge(tmp_path: Path, folder: Path) -> None:
    parts = Parts(Settings(home=tmp_path / "home", judge=folder))
    assert parts.predictor.judge is not None
    assert parts.predictor.judge.name == str(tmp_path / "reader")
    assert parts.predictor.plainly == read_manifest(folder)["screening"]["plainly_neutral"]
    assert parts.predictor.predict(PAIRS).relation.shape == (2, 4)


def test_a_model_of_other_labels_is_refused(tmp_path: Path) -> None:
    path = tiny.cross_encoder(tmp_path / "other", ("relevant", "irrelevant"))
    with pytest.raises(ModelError, match="not an inference model"):
        Reader(str(path))
    with pytest.raises(ModelError, match="cannot be loaded"):
        Reader(str(tmp_path / "nothing"))


def test_a_folder_without_or_with_an_unknown_base_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json is missing"):
        load_relation_model(tmp_path, tmp_path)
    write_manifest(tmp_path, {"name": "x", "base": "some/other"})
    with pytest.raises(ModelError, match="the base some/other is neither"):
        load_relation_model(tmp_path, tmp_path)
    assert isinstance(load_relation_model(SCREEN, tmp_path), RelationModel)


def test_the_threshold_keeps_what_the_judge_finds() -> None:
    neutral = np.linspace(0, 1, 101, dtype=np.float32)
    labels = np.where(neutral < 0.505, RELATIONS.index("conflict"), RELATIONS.index("neutral"))
    threshold = fit_threshold(neutral, labels)
    assert (neutral[neutral < 0.505] < threshold).mean() >= 0.97
    assert threshold < 0.505


def test_half_precision_weights_are_read_in_single(tmp_path: Path, reader: Path) -> None:
    half = BertForSequenceClassification.from_pretrained(reader, dtype=torch.bfloat16)
    shutil.copytree(reader, tmp_path / "half")
    half.save_pretrained(tmp_path / "half")
    forward, _ = Reader(str(tmp_path / "half")).both_ways(PAIRS)
    np.testing.assert_allclose(forward, Reader(str(reader)).both_ways(PAIRS)[0], atol=0.01)


def test_a_folder_of_ours_is_not_written_over(tmp_path: Path, reader: Path) -> None:
    (tmp_path / "model.safetensors").touch()
    with pytest.raises(ModelError, match="holds a model of our recipes"):
        name_cross_encoder(tmp_path, str(reader))
    with pytest.raises(ModelError, match="cannot be loaded"):
        name_cross_encoder(tmp_path / "new", str(tmp_path / "nothing"))
    assert not (tmp_path / "new").exists()
