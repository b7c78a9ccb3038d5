"""Whether the embedding model brings related statements near each other."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.embedding import SentenceEmbedder
from models.evaluation.metrics import CONFLICT, OPPOSITION, Figures, Floats, found_in_top
from models.evaluation.sets import of_two_articles
from models.training.data import read_labelled

TOPS = (8, 32)


def retrieval(data: Path, embedder: SentenceEmbedder) -> Iterator[tuple[str, Figures]]:
    """Is a related statement among the nearest, embedded alone or after its context?

    The pool is every distinct statement of the labelled article pairs.
    """
    rows = of_two_articles(read_labelled(data))
    context = {row.a: row.a_context for row in rows} | {row.b: row.b_context for row in rows}
    pool = list(context)
    place = {text: at for at, text in enumerate(pool)}
    for name, texts in (
        ("claim alone", pool),
        ("previous sentence + claim", [f"{context[text]} {text}".strip() for text in pool]),
    ):
        vectors = embedder.encode(texts)
        for label, kind in ((0, "agreement"), (CONFLICT, "conflict"), (OPPOSITION, "opposition")):
            pairs = [(place[row.a], place[row.b]) for row in rows if row.relation == label]
            yield f"{name}, {kind}", _found(vectors, pairs)


def _found(vectors: Floats, pairs: Sequence[tuple[int, int]]) -> Figures:
    queries = [a for a, _ in pairs]
    similarities = vectors[queries] @ vectors.T
    similarities[np.arange(len(queries)), queries] = -1
    partners = [b for _, b in pairs]
    found = {f"in top {top}": found_in_top(similarities, partners, top) for top in TOPS}
    return {"n": len(pairs), **found}
