import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.embedding import (
    BASE,
    BASE_SHA256,
    EMBEDDER,
    NAME,
    SentenceEmbedder,
    minilm_folder,
    verified,
)
from models.errors import ModelError
from models.relation import read_manifest


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_vectors_are_unit_length_float32(embedder: SentenceEmbedder) -> None:
    vectors = embedder.encode(["The dam held.", "The dam gave way on Monday.", ""])
    assert vectors.shape == (3, 384) == (3, embedder.dim)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_vector(embedder: SentenceEmbedder) -> None:
    assert embedder.encode([]).shape == (0, 384)


def test_a_paraphrase_is_nearer_than_another_story(embedder: SentenceEmbedder) -> None:
    claim, same, other = embedder.encode(
        [
            "The harbour bridge will stay shut until May.",
            "The bridge over the harbour reopens in May at the earliest.",
            "The striker signed for two more seasons.",
        ]
    )
    assert claim @ same > claim @ other + 0.3


def test_what_answers_a_statement_comes_nearer_than_under_the_base(
    embedder: SentenceEmbedder,
) -> None:
    def lead(model: SentenceEmbedder) -> float:
        praise, blame, beside = model.encode(
            [
                "The rescue in Arnvik was a triumph for the fire brigade.",
                "Nobody came for hours, and help was a disgrace, survivors said.",
                "The fire brigade of Arnvik bought two boats in May.",
            ]
        )
        return float(praise @ blame - praise @ beside)

    assert lead(embedder) > lead(SentenceEmbedder(BASE)) + 0.1


def test_ours_is_named_by_its_own_weights(embedder: SentenceEmbedder) -> None:
    assert embedder.name == NAME
    assert embedder.digest == read_manifest(EMBEDDER)["sha256"]


def test_the_base_is_the_published_model() -> None:
    assert SentenceEmbedder(BASE).digest == BASE_SHA256


def test_a_folder_is_a_model_too() -> None:
    other = SentenceEmbedder(str(minilm_folder()))
    base = SentenceEmbedder(BASE)
    np.testing.assert_allclose(other.encode(["A."]), base.encode(["A."]), atol=1e-6)
    assert len(other.digest) == 64


def test_an_unknown_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceEmbedder(str(tmp_path))


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    with pytest.raises(ModelError, match="is missing"):
        verified(path, BASE_SHA256)
    path.write_bytes(b"other weights")
    with pytest.raises(ModelError, match="refused"):
        verified(path, BASE_SHA256)


def test_importing_the_models_loads_no_torch() -> None:
    code = (
        "import sys, models.base, models.embedding, models.relation; "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
