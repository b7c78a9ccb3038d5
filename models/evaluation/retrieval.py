"""Whether the embedding model brings related statements near each other."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from models.embedding import SentenceEmbedder
from models.evaluation.metrics import CONFLICT, OPPOSITION, Figures, Floats, found_in_top
from models.training.data import Row

TOPS = (8, 32)
_RELATIONS = ((0, "agreement"), (CONFLICT, "conflict"), (OPPOSITION, "opposition"))


def retrieval(
    sets: Mapping[str, Sequence[Row]], embedders: Sequence[SentenceEmbedder]
) -> Iterator[tuple[str, str, Figures]]:
    """Is a related statement among the nearest of its set, by each model?"""
    for name, rows in sets.items():
        for embedder in embedders:
            for relation, figures in _by_relation(rows, embedder, {}):
                yield f"{name}, {relation}", embedder.name, figures


def with_context(
    rows: Sequence[Row], embedder: SentenceEmbedder
) -> Iterator[tuple[str, str, Figures]]:
    """Is it found better alone or after the sentence before it?"""
    context = {row.a: row.a_context for row in rows} | {row.b: row.b_context for row in rows}
    for name, before in (("claim alone", {}), ("previous sentence + claim", context)):
        for relation, figures in _by_relation(rows, embedder, before):
            yield f"{name}, {relation}", embedder.name, figures


def _by_relation(
    rows: Sequence[Row], embedder: SentenceEmbedder, before: Mapping[str, str]
) -> Iterator[tuple[str, Figures]]:
    """The pool is every distinct statement, each after what stands ``before`` it."""
    pool = list(dict.fromkeys(text for row in rows for text in (row.a, row.b)))
    place = {text: at for at, text in enumerate(pool)}
    vectors = embedder.encode([f"{before.get(text, '')} {text}".strip() for text in pool])
    for label, name in _RELATIONS:
        pairs = [(place[row.a], place[row.b]) for row in rows if row.relation == label]
        if pairs:
            yield name, _found(vectors, pairs)


def _found(vectors: Floats, pairs: Sequence[tuple[int, int]]) -> Figures:
    queries = [a for a, _ in pairs]
    similarities = vectors[queries] @ vectors.T
    similarities[np.arange(len(queries)), queries] = -1
    partners = [b for _, b in pairs]
    found = {f"in top {top}": found_in_top(similarities, partners, top) for top in TOPS}
    return {"n": len(pairs), **found}
