"""Draws pairs of real statements that nobody has labelled, for the judge to teach the screen.

    python -m bench.unlabelled --data ../shared/data --out FILE

Claims of the bodies of FNC-1 and of PolNeAR's training articles, as the extractor cuts them,
each with some of its nearest of other documents, where most candidates of the service come from.
Documents that are held out for development or calibration are left out.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.embedding import BASE, SentenceEmbedder
from models.loading import load_analyser
from models.training.news import documents, held_documents
from service.claims import extract
from service.vocabulary import Article

SEED = 5
PAIRS = 24_000
NEAREST = 60
"""Of these a claim's partners are drawn, of its own corpus."""
COSINE_AT_LEAST = 0.42
A_CLAIM = 5
"""Pairs that one wording may stand in."""
WORDS = range(5, 61)
BLOCK = 1024

Claim = tuple[str, str]
"""A document and the words."""


def claims(data: Path) -> list[Claim]:
    """The claims of every document that may be trained on."""
    held = held_documents(data)
    analyser = load_analyser()
    texts = {name: text for name, text in documents(data).items() if name not in held}
    return [
        (name, claim.text)
        for name, text in tqdm(texts.items(), desc="documents")
        for claim in extract(Article(text=text), analyser)
        if len(claim.text.split()) in WORDS
    ]


def near(vectors: NDArray[np.float32], found: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pairs of claims of two documents of one corpus that are near each other."""
    corpora = np.array([name.split()[0] for name, _ in found])
    for start in range(0, len(found), BLOCK):
        likeness = vectors[start : start + BLOCK] @ vectors.T
        for row, scores in enumerate(likeness):
            one = start + row
            scores[corpora != corpora[one]] = 0
            for other in np.argpartition(-scores, NEAREST)[:NEAREST].tolist():
                apart = found[one][0] != found[other][0] and found[one][1] != found[other][1]
                if apart and scores[other] >= COSINE_AT_LEAST:
                    yield min(one, other), max(one, other)


def draw(data: Path) -> list[tuple[str, str]]:
    """Pairs of statements, by the seed."""
    dice = random.Random(SEED)  # noqa: S311 - for drawing pairs, not for secrets
    found = claims(data)
    vectors = SentenceEmbedder(BASE).encode([words for _, words in found])
    candidates = sorted(set(near(vectors, found)))
    dice.shuffle(candidates)
    used: Counter[str] = Counter()
    drawn: dict[tuple[str, str], None] = {}
    for a, b in ((found[one][1], found[other][1]) for one, other in candidates):
        if max(used[a], used[b]) < A_CLAIM and len(drawn) < PAIRS and (a, b) not in drawn:
            used.update((a, b))
            drawn[a, b] = None
    return [*drawn]


def main() -> None:
    """Draw the pairs and write them."""
    parser = argparse.ArgumentParser(prog="python -m bench.unlabelled", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    lines = [json.dumps({"a": a, "b": b}, ensure_ascii=False) for a, b in draw(given.data)]
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
