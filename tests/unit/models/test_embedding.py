import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.embedding import DEFAULT_SHA256, SentenceEmbedder, minilm_folder, verified
from models.errors import ModelError


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


def test_the_digest_is_the_published_models(embedder: SentenceEmbedder) -> None:
    assert embedder.digest == DEFAULT_SHA256
    assert embedder.name == "all-MiniLM-L6-v2"


def test_a_folder_is_a_model_too(embedder: SentenceEmbedder) -> None:
    other = SentenceEmbedder(str(minilm_folder()))
    np.testing.assert_allclose(other.encode(["A."]), embedder.encode(["A."]), atol=1e-6)
    assert len(other.digest) == 64


def test_an_unknown_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceEmbedder(str(tmp_path))


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    with pytest.raises(ModelError, match="is missing"):
        verified(path, DEFAULT_SHA256)
    path.write_bytes(b"other weights")
    with pytest.raises(ModelError, match="refused"):
        verified(path, DEFAULT_SHA256)


def test_importing_the_models_loads_no_torch() -> None:
    code = (
        "import sys, models.base, models.embedding, models.relation; "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
