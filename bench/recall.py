"""Whether the pairs that readers found to bear on each other reach the judge at all.

The pairs are those of ``bench/verdicts`` with a verdict of agreement, conflict or opposition. Each
statement stands for the claim now cut from its article that shares most of its words' places.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.verdicts.__main__ import PAIRS
from models.embedding import SentenceEmbedder
from models.evaluation.verdicts import articles
from models.loading import load_analyser
from models.training.news import Place, read_pairs
from service.desk.check import ANY, JUDGED, candidates
from service.desk.compare import likely_pairs
from service.desk.parts import Archive, embed
from service.desk.sources import Sourced, claims_of, embedded_texts, without_headlines
from service.index import Index
from service.store import Embedded, Split, Store, text_hash
from service.vocabulary import Article, Claim

TELLING = ("agreement", "conflict", "opposition")


def measure(data: Path) -> dict[str, dict[str, tuple[int, int]]]:
    """Pairs found, of all, by check and by compare: by readings, and by words alone.

    Args:
        data: The folder of published data.
    """
    stored = articles(data)
    analyser, embedder = load_analyser(), SentenceEmbedder()
    claims = {
        name: without_headlines(claims_of(_article(row), analyser)) for name, row in stored.items()
    }
    bare = {
        name: [replace(each, claim=replace(each.claim, reading=None)) for each in cut]
        for name, cut in claims.items()
    }
    pairs = [
        (pair.a, pair.b, _nearest(claims[pair.a.doc], pair.a), _nearest(claims[pair.b.doc], pair.b))
        for pair in read_pairs(PAIRS)
        if pair.verdict in TELLING
    ]
    found = {}
    for how, read in (("readings", claims), ("words alone", bare)):
        vectors = {name: embed(embedded_texts(each), embedder) for name, each in read.items()}
        found[how] = {
            "compare": _by_compare(read, pairs, vectors),
            "check": _by_check(stored, read, pairs, vectors, embedder),
        }
    return found


def _article(row: dict[str, Any]) -> Article:
    return Article(text=row["text"], outlet=row["outlet"], external_id=row["id"], language="en")


def _nearest(claims: Sequence[Sourced], place: Place) -> int:
    """The claim whose words stand most nearly where a statement's do."""
    wanted = {at for start, end in place.spans for at in range(start, end)}

    def likeness(claim: Claim) -> float:
        own = {at for span in claim.spans for at in range(span.start, span.end)}
        return len(own & wanted) / len(own | wanted)

    return max(range(len(claims)), key=lambda at: likeness(claims[at].claim))


Pairs = Sequence[tuple[Place, Place, int, int]]
Vectors = dict[str, NDArray[np.float32]]
"""An article's claims, ``(n, dim)`` of unit length."""


def _by_compare(
    claims: dict[str, list[Sourced]], pairs: Pairs, vectors: Vectors
) -> tuple[int, int]:
    wanted: defaultdict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for a, b, i, j in pairs:
        wanted[a.doc, b.doc].add((i, len(claims[a.doc]) + j))
    found = 0
    for (one, other), places in wanted.items():
        sides, both = [*claims[one], *claims[other]], np.vstack([vectors[one], vectors[other]])
        found += len(places & likely_pairs(sides, len(claims[one]), both))
    return found, sum(map(len, wanted.values()))


def _by_check(
    stored: dict[str, dict[str, Any]],
    claims: dict[str, list[Sourced]],
    pairs: Pairs,
    vectors: Vectors,
    embedder: SentenceEmbedder,
) -> tuple[int, int]:
    with TemporaryDirectory() as home:
        store = Store.open(f"sqlite:///{home}/counterpoint.db")
        store.upgrade()
        index = Index(
            store,
            Path(home) / "index",
            model_name=embedder.name,
            model=embedder.digest,
            dim=embedder.dim,
        )
        ids: dict[str, Sequence[int]] = {}
        for name, row in stored.items():
            hashes = [text_hash(text) for text in embedded_texts(claims[name])]
            split = Split(
                claims=[each.claim for each in claims[name]],
                embedded=Embedded(embedder.digest, hashes, vectors[name]),
                by="bench",
            )
            kept = store.add(_article(row), split)
            ids[name] = kept.claim_ids
        asked = [claims[a.doc][i].statement for a, _, i, _ in pairs]
        beside = candidates(asked, Archive(store, index), embedder, ANY, JUDGED)
        found = sum(
            ids[b.doc][j] in {claim.id for claim, _ in near}
            for (_, near), (_, b, _, j) in zip(beside, pairs, strict=True)
        )
    return found, len(pairs)
