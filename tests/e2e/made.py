"""Small models that answer by spelling, for tests of everything round the models."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.words import Analysis, Attributed, Word, words_of
from service.desk.scores import RowScores

DIM = 16


class SpellAnalyser:
    """Takes the first word of a sentence for its verb and hears nobody."""

    name = "spelling"
    digest = "a" * 64

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """The analysis of each sentence, in their order."""
        return [
            Analysis(
                tuple(
                    Word(start, end, "VBD", -1, "root", 1.0)
                    if at == 0
                    else Word(start, end, "NN", 0, "obj", 1.0)
                    for at, (start, end) in enumerate(words_of(sentence))
                ),
                (),
                0.5,
            )
            for sentence in sentences
        ]

    def checkworthiness(self, statements: Sequence[str]) -> list[float]:
        """The probability that each statement is worth checking, in their order."""
        return [0.5 for _ in statements]


class HearingAnalyser(SpellAnalyser):
    """The same, and hears who stands before a "said" at the end of a sentence."""

    digest = "h" * 64

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """The analysis of each sentence, in their order."""
        plain = super().analyse(sentences)
        return [
            _heard(found) if sentence.endswith(" said.") else found
            for sentence, found in zip(sentences, plain, strict=True)
        ]


class SpellEmbedder:
    """A unit vector that depends on the text alone, kept in half precision."""

    name = "spelling"
    digest = "e" * 64
    dim = DIM

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, ``(n, dim)`` float32."""
        rows = [np.random.default_rng(_seed(text)).normal(size=DIM) for text in texts]
        table = np.array(rows, np.float32).reshape(len(texts), DIM)
        unit = table / np.linalg.norm(table, axis=1, keepdims=True)
        return np.asarray(unit, np.float16).astype(np.float32)


class SpellPredictor:
    """Finds agreement in every pair."""

    name = "spelling"
    digest = "p" * 64
    precision = "none"

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RowScores:
        """Score pairs, in their order."""
        row = np.array([0.91, 0.03, 0.03, 0.03, 0.8, 0.1, 0.1, 0.8, 0.1, 0.1], np.float32)
        return RowScores.of([row for _ in pairs])


def _heard(found: Analysis) -> Analysis:
    """A sentence "…, police said." with its tree hung on the last verb."""
    *content, comma, source, cue, stop = range(len(found.words))
    words = list(found.words)
    words[0] = replace(words[0], head=cue, relation="ccomp")
    words[1] = replace(words[1], relation="nsubj")
    words[comma] = replace(words[comma], tag=",", head=cue, relation="punct")
    words[source] = replace(words[source], head=cue, relation="nsubj")
    words[cue] = replace(words[cue], tag="VBD", head=-1, relation="root")
    words[stop] = replace(words[stop], tag=".", head=cue, relation="punct")
    said = Attributed((cue,), (source,), tuple(content), 0.9)
    return replace(found, words=tuple(words), attributions=(said,))


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
