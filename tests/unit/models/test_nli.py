"""Any inference cross-encoder can be a relation model, whatever the order of its labels."""

import json
from pathlib import Path

import numpy as np
import pytest

from models.errors import ModelError
from models.loading import load_relation_model
from models.nli import InferenceCrossEncoder, Reader
from models.relation import RELATIONS, SCREEN, RelationModel, RelationScores
from models.training.calibration import calibrate, plainly_neutral, write_manifest
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
    write_manifest(tmp_path / "mapped", {"name": "tiny", "cross_encoder": str(reader)})
    calibrate(tmp_path / "mapped", tmp_path, ROWS)
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
    assert 0 < json.loads((folder / "manifest.json").read_text())["plainly_neutral"] <= 1


def test_it_can_be_named_as_the_judge(tmp_path: Path, folder: Path) -> None:
    parts = Parts(Settings(home=tmp_path / "home", judge=folder))
    assert parts.predictor.judge is not None
    assert parts.predictor.judge.name == "tiny"
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
    with pytest.raises(ModelError, match="has the base some/other"):
        load_relation_model(tmp_path, tmp_path)
    assert isinstance(load_relation_model(SCREEN, tmp_path), RelationModel)


def test_the_threshold_keeps_what_the_judge_finds() -> None:
    neutral = np.linspace(0, 1, 101, dtype=np.float32)
    screen = np.zeros((101, 4), np.float32)
    screen[:, 3] = neutral
    judge = np.zeros((101, 4), np.float32)
    judge[:, 1] = neutral < 0.505
    judge[:, 3] = neutral >= 0.505
    scores = [RelationScores(each, each[:, :3], each[:, :3]) for each in (screen, judge)]
    assert plainly_neutral(*scores) == pytest.approx(0.485, abs=0.01)
