"""Any Hugging Face cross-encoder for inference, read as a relation model."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.embedding import digest_of
from models.errors import ModelError
from models.relation import (
    INFERENCES,
    TINY,
    RelationScores,
    fingerprint,
    log_softmax,
    read_manifest,
)


class InferenceCrossEncoder:
    """A cross-encoder over three inference labels, read both ways and calibrated to relations.

    Does b follow from a, and a from b? What both readings say is mapped to the four relations
    by a multinomial logistic regression, fitted to labelled pairs (models.training.calibration).

    Attributes:
        name: What provenance calls it.
        digest: A sha256 over its weights and the mapping.
        precision: The arithmetic it runs in.

    Args:
        folder: Holds the ``manifest.json`` that the calibration wrote.

    Raises:
        ModelError: The manifest is missing, or the model it names cannot be loaded or is none
            for inference.
    """

    precision = "float32"

    def __init__(self, folder: Path) -> None:
        manifest = read_manifest(folder)
        self._reader = Reader(manifest["cross_encoder"])
        self.name: str = manifest["name"]
        mapping = manifest["calibration"]
        self.digest = fingerprint(self._reader.digest, mapping)
        self._weights = np.asarray(mapping["weights"], np.float32)
        self._bias = np.asarray(mapping["bias"], np.float32)

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RelationScores:
        """Judge pairs, in their order."""
        forward, backward = self._reader.both_ways(pairs)
        logs = log_softmax(features(forward, backward) @ self._weights + self._bias)
        return RelationScores(np.exp(logs), forward, backward)


class Reader:
    """The cross-encoder itself, its labels in the order of INFERENCES.

    Args:
        name: Its name on the hub, or a folder.

    Raises:
        ModelError: It cannot be loaded, or its labels are not the three of inference.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - seconds of imports

        try:
            self._model = CrossEncoder(name, device="cpu", model_kwargs={"dtype": "float32"})
        except (OSError, ValueError) as error:
            raise ModelError(f"the cross-encoder {name!r} cannot be loaded: {error}") from error
        labels = {label.lower(): at for at, label in self._model.config.id2label.items()}
        if set(labels) != set(INFERENCES):
            raise ModelError(f"{name!r} has the labels {', '.join(labels)}: not an inference model")
        self._order = [labels[label] for label in INFERENCES]
        self.digest = digest_of(self._model)
        self._lock = threading.Lock()

    def both_ways(
        self, pairs: Sequence[tuple[str, str]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Probabilities ``(n, 3)`` from a to b, and from b to a."""
        if not pairs:
            return np.empty((0, 3), np.float32), np.empty((0, 3), np.float32)
        with self._lock:
            said = self._model.predict(
                [*pairs, *((b, a) for a, b in pairs)], apply_softmax=True, show_progress_bar=False
            )
        ordered = np.asarray(said, np.float32)[:, self._order]
        return ordered[: len(pairs)], ordered[len(pairs) :]


def features(forward: NDArray[np.float32], backward: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the mapping sees, ``(n, 6)``: mean and greater log probability of both readings.

    The same for (a, b) and (b, a).
    """
    logs = [np.log(np.maximum(each, TINY)) for each in (forward, backward)]
    return np.concatenate([(logs[0] + logs[1]) / 2, np.maximum(*logs)], axis=1)
