"""Whether the pairs that readers found to bear on each other reach the judge at all.

``python -m bench.recall`` prints the shares, found by readings and by words alone; it takes long.

The pairs are those of ``bench/verdicts`` with a verdict of agreement, conflict or opposition. Each
statement stands for the claim now cut from its article that shares most of its words' places.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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


def measure(data: Path, *, readings: bool) -> dict[str, tuple[int, int]]:
    """Pairs found, of all, by check and by compare.

    Args:
        data: The folder of published data.
        readings: Whether statements are found by their readings, or by their words alone.
    """
    stored = articles(data)
    analyser, embedder = load_analyser(), SentenceEmbedder()
    claims = {
        name: [
            each if readings else replace(each, claim=replace(each.claim, reading=None))
            for each in without_headlines(claims_of(_article(row), analyser))
        ]
        for name, row in stored.items()
    }
    pairs = [
        (pair.a, pair.b, _nearest(claims[pair.a.doc], pair.a), _nearest(claims[pair.b.doc], pair.b))
        for pair in read_pairs(PAIRS)
        if pair.verdict in TELLING
    ]
    return {
        "compare": _by_compare(claims, pairs, embedder),
        "check": _by_check(stored, claims, pairs, embedder),
    }


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


def _by_compare(
    claims: dict[str, list[Sourced]], pairs: Pairs, embedder: SentenceEmbedder
) -> tuple[int, int]:
    found = 0
    known: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for a, b, i, j in pairs:
        both = (a.doc, b.doc)
        if both not in known:
            sides = [*claims[a.doc], *claims[b.doc]]
            vectors = embed(embedded_texts(sides), embedder)
            known[both] = likely_pairs(sides, len(claims[a.doc]), vectors)
        found += (i, len(claims[a.doc]) + j) in known[both]
    return found, len(pairs)


def _by_check(
    stored: dict[str, dict[str, Any]],
    claims: dict[str, list[Sourced]],
    pairs: Pairs,
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
            texts = embedded_texts(claims[name])
            hashes = [text_hash(text) for text in texts]
            embedded = Embedded(embedder.digest, hashes, embed(texts, embedder))
            split = Split(
                claims=[each.claim for each in claims[name]], embedded=embedded, by="bench"
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


def main() -> None:
    """Print what check and compare hand to the judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.recall", description=main.__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    for name, readings in (("readings", True), ("words alone", False)):
        for way, (found, wanted) in measure(data, readings=readings).items():
            line = f"{name}, {way}: {found / wanted:.3f} ({found} of {wanted})\n"
            sys.stdout.write(line)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
