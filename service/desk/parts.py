"""What the desk works with, handed in by the composition root."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from service.claims import SPLITTER, SentenceAnalyser
from service.desk.tiers import Tiers
from service.index import VectorIndex
from service.relations import rules_digest
from service.store import Store, text_hash


class Analyser(SentenceAnalyser, Protocol):
    """Reads sentences: their trees, who says what, what is worth checking."""

    @property
    def name(self) -> str:
        """What provenance calls it."""

    @property
    def digest(self) -> str:
        """A sha256 over what decides how it reads."""


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """What provenance calls it."""

    @property
    def digest(self) -> str:
        """The sha256 of its weights."""

    @property
    def dim(self) -> int:
        """The vectors' length."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, ``(n, dim)`` float32."""


@dataclass(frozen=True, slots=True)
class Models:
    """The learned parts: one splits, one finds, the others judge."""

    analyser: Analyser
    embedder: Embedder
    predictor: Tiers

    @property
    def relating(self) -> str:
        """What relations are made by, as one digest: the models, and the rules round them."""
        return text_hash(f"{self.predictor.digest} {rules_digest()}")


@dataclass(frozen=True, slots=True)
class Archive:
    """The record and the view of it that answers searches."""

    store: Store
    index: VectorIndex


def splitter(analyser: Analyser) -> str:
    """What articles are split by, as one digest: the analyser, and the rules round it."""
    return text_hash(f"{analyser.digest} {SPLITTER}")


def embed(
    texts: Sequence[str], embedder: Embedder, store: Store | None = None
) -> NDArray[np.float32]:
    """Unit vectors of texts, ``(n, dim)`` float32; those the store knows are not made again."""
    hashes = [text_hash(text) for text in texts]
    vectors = store.vectors_for(hashes, embedder.digest) if store else {}
    missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in vectors}
    if missing:
        vectors = {
            **vectors,
            **dict(zip(missing, embedder.encode(list(missing.values())), strict=True)),
        }
    if not texts:
        return np.empty((0, embedder.dim), np.float32)
    return np.stack([vectors[key] for key in hashes])
