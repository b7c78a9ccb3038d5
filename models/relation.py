"""A relation model: a cross-encoder that says what two statements are to each other.

Two ship: the screen, small, which reads every candidate, and the judge, larger, which
decides the pairs that may be shown.
"""

import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models.embedding import minilm_folder, verified
from models.errors import ModelError

if TYPE_CHECKING:
    from models.network import Logits, PairNetwork, PairTokenizer

RELATIONS = ("agreement", "conflict", "opposition", "neutral")
INFERENCES = ("entailment", "neutral", "contradiction")
SCREEN = Path(__file__).parent / "weights" / "screen"
JUDGE = Path(__file__).parent / "weights" / "judge"

BATCH_PAIRS = 64
BATCH_TOKENS = 4096
TRIAL = "The council voted on Tuesday to close the old bridge, and work will start in the spring."
"""A statement of ordinary length, read to see which arithmetic is quicker."""
TRIAL_PAIRS = 8
TINY = 1e-9
"""Probabilities are held above this before their logarithm is taken."""
UNCALIBRATED: dict[str, Any] = {"temperature": 1.0, "bias": [0.0] * len(RELATIONS)}
TOKENISED = 16_384
"""Statements whose word pieces are kept."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class RelationScores:
    """Probabilities of n pairs, float32; every row adds to 1.

    ``relation`` is (n, 4) in the order of RELATIONS; ``forward`` (does b follow from a?)
    and ``backward`` (does a follow from b?) are (n, 3) in the order of INFERENCES.
    """

    relation: Scores
    forward: Scores
    backward: Scores


class RelationModel:
    """A cross-encoder over pairs of statements, calibrated to the four relations.

    A pair is read in the order of its texts. One less probably neutral by then than the
    manifest's ``read_again_below`` is read in the other order too and the two readings are
    averaged: most candidates are neutral and cost one pass. ``(a, b)`` and ``(b, a)`` get the
    same relation, and forward and backward change places.

    Attributes:
        name: What provenance calls it.
        digest: A sha256 over all that decides its scores: weights, calibration, readings.

    Args:
        folder: Where ``model.safetensors`` and ``manifest.json`` are.
        base: The folder of the model it was trained from; without it all-MiniLM-L6-v2.
        again: Whether doubtful pairs are read in the other order too.

    Raises:
        ModelError: A file is missing, or is not the one the manifest names.
    """

    def __init__(
        self, folder: Path = SCREEN, base: Path | None = None, *, again: bool = True
    ) -> None:
        manifest = read_manifest(folder)
        self._weights = folder / "model.safetensors"
        self._base = base or minilm_folder()
        self.name: str = manifest["name"]
        weights = verified(self._weights, manifest["sha256"])
        verified(self._base / "model.safetensors", manifest["base_sha256"])
        self._read_again_below: float = manifest["read_again_below"] if again else 0.0
        self._precisions: list[str] = manifest["precisions"]
        calibration = manifest.get("calibration", UNCALIBRATED)
        self._temperature = np.float32(calibration["temperature"])
        self._bias = np.asarray(calibration["bias"], dtype=np.float32)
        self.digest = fingerprint(weights, calibration, self._read_again_below)
        self._lock, self._loading = threading.Lock(), threading.Lock()
        self._pieces = lru_cache(TOKENISED)(self._tokenised)

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RelationScores:
        """Judge pairs, in their order."""
        ordered = [(min(pair), max(pair)) for pair in pairs]
        scores = self.log_shares(ordered)
        turned = np.array([pair != sides for pair, sides in zip(pairs, ordered, strict=True)])
        forward, backward = np.exp(scores.forward), np.exp(scores.backward)
        return RelationScores(
            relation=self._calibrated(scores.relation),
            forward=_shares(np.where(turned[:, None], backward, forward)),
            backward=_shares(np.where(turned[:, None], forward, backward)),
        )

    def log_shares(self, ordered: Sequence[tuple[str, str]]) -> RelationScores:
        """What calibration starts from: log shares of each head, doubtful pairs read twice.

        Args:
            ordered: Pairs, the text that sorts first standing first.
        """
        with self._lock:
            scores = self._read(ordered)
            neutral = self._calibrated(scores.relation)[:, RELATIONS.index("neutral")]
            doubtful = np.flatnonzero(neutral < self._read_again_below)
            again = self._read([ordered[place][::-1] for place in doubtful.tolist()])
        for target, other in (
            (scores.relation, again.relation),
            (scores.forward, again.backward),
            (scores.backward, again.forward),
        ):
            target[doubtful] = (target[doubtful] + other) / 2
        return scores

    def _calibrated(self, logs: Scores) -> Scores:
        """Probabilities of the four relations from log shares."""
        return np.exp(log_softmax(logs / self._temperature + self._bias))

    def _read(self, pairs: Sequence[tuple[str, str]]) -> RelationScores:
        """Log shares of each head, one pass a pair in the order given."""
        logits = self._logits(pairs)
        return RelationScores(
            *(log_softmax(each) for each in (logits.relation, logits.forward, logits.backward))
        )

    def _logits(self, pairs: Sequence[tuple[str, str]]) -> RelationScores:
        """Raw scores of the pairs in the order given, one pass each."""
        import torch  # noqa: PLC0415 - seconds of imports, only when used

        from models.network import arithmetic, buckets  # noqa: PLC0415 - imports torch

        sides = self._sides(pairs)
        scores = RelationScores(*(np.empty((len(pairs), width), np.float32) for width in (4, 3, 3)))
        lengths = [len(a) + len(b) + self._tokenizer.frame for a, b in sides]
        precision, network = self._network
        with torch.inference_mode(), arithmetic(precision):
            for rows in buckets(lengths, BATCH_PAIRS, BATCH_TOKENS):
                _fill(scores, rows, network(self._tokenizer.collate(rows, sides)))
        return scores

    def _sides(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        """Word pieces of both statements; a statement met before is not tokenised again."""
        return [(self._pieces(a), self._pieces(b)) for a, b in pairs]

    def _tokenised(self, text: str) -> list[int]:
        return self._tokenizer.pieces([text])[0]

    @property
    def precision(self) -> str:
        """The arithmetic it runs in: what this processor reads pairs in soonest, by a trial."""
        return self._network[0]

    @property
    def _network(self) -> tuple[str, "PairNetwork"]:
        with self._loading:  # not the lock of reading: naming a model must not wait for a batch
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[str, "PairNetwork"]:
        from models.network import load_network, quickest  # noqa: PLC0415 - imports torch

        sides = (self._pieces(TRIAL), self._pieces(TRIAL))
        batch = self._tokenizer.collate([*range(TRIAL_PAIRS)], [sides] * TRIAL_PAIRS)
        return quickest(load_network(self._base, self._weights), batch, self._precisions)

    @cached_property
    def _tokenizer(self) -> "PairTokenizer":
        from models.network import PairTokenizer  # noqa: PLC0415 - imports torch

        return PairTokenizer(self._base)


def fingerprint(*parts: object) -> str:
    """One sha256 over the values that decide a model's scores."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def plainly_neutral(judge: Path, screen: str) -> float:
    """The screen's probability of neutral from which a pair need not be judged.

    Args:
        judge: The judge's folder.
        screen: The digest of the screen that reads first.

    Raises:
        ModelError: The manifest is missing, or was made behind another screen.
    """
    threshold = read_manifest(judge)["screening"]
    if threshold["screen"] != screen:
        raise ModelError(
            f"the judge of {judge} was calibrated behind another screen: "
            "run python -m models.training.calibration with this one"
        )
    return float(threshold["plainly_neutral"])


class Manifest(dict[str, Any]):
    """What stands in a ``manifest.json``; an entry that is not there is a ModelError."""

    def __missing__(self, key: str) -> Any:
        """Say what is not there."""
        raise ModelError(f"the manifest of {self.get('name', 'a relation model')} lacks {key!r}")


def read_manifest(folder: Path) -> Manifest:
    """What a model's ``manifest.json`` says.

    Raises:
        ModelError: It is missing, or no JSON.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        raise ModelError(f"{path} is missing: the model is not installed whole")
    try:
        return Manifest(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ModelError(f"{path} is no manifest: {error}") from error


def _fill(scores: RelationScores, rows: list[int], logits: "Logits") -> None:
    for target, values in zip(
        (scores.relation, scores.forward, scores.backward), logits, strict=True
    ):
        target[rows] = values.float().numpy()


def log_softmax(logits: Scores) -> Scores:
    """Logarithms of each row's shares, for raw scores ``(n, classes)``."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    logs: Scores = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs


def _shares(weights: Scores) -> Scores:
    """Each row divided by its sum."""
    shares: Scores = weights / weights.sum(axis=1, keepdims=True)
    return shares
