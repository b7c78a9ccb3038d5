"""Scores the models on every development set of the data folder."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.embedding import SentenceEmbedder
from models.evaluation.metrics import (
    CONFLICT,
    DISPUTES,
    OPPOSITION,
    Floats,
    Labels,
    average_precision,
    false_disputes_at_recall,
    found_in_top,
    relation_figures,
)
from models.relation import INFERENCES, RelationModel
from models.training.data import Part, Row, read_events, read_inference, read_labelled, read_lines

Figures = dict[str, float]

TOPS = (8, 32)


def relations(data: Path, model: RelationModel) -> Iterator[tuple[str, Figures]]:
    """The relation model on held-out written events and labelled news pairs."""
    written = [row for row in read_events(data / "written") if row.part is Part.DEV]
    scores, labels = _scores(model, written), _labels(written)
    near_miss = np.array([row.reason == "near-miss" for row in written])
    at_recall = false_disputes_at_recall(
        np.isin(labels, DISPUTES), near_miss, scores[:, DISPUTES].sum(axis=1)
    )
    figures = relation_figures(labels, scores)
    yield "written events", figures | {"near misses disputed at recall .8": at_recall}
    labelled = [row for row in read_labelled(data) if row.part is Part.DEV]
    scores, labels = _scores(model, labelled), _labels(labelled)
    articles = np.array([row.source in ("fnc", "polnear") for row in labelled])
    yield "labelled news", relation_figures(labels, scores)
    yield "labelled news, two articles", relation_figures(labels[articles], scores[articles])


def cosine(data: Path, embedder: SentenceEmbedder) -> Iterator[tuple[str, Figures]]:
    """The baseline: cosine as the score of agreement and of dispute, on the same pairs."""
    labelled = [row for row in read_labelled(data) if row.part is Part.DEV]
    articles = [row for row in labelled if row.source in ("fnc", "polnear")]
    for name, rows in (("labelled news", labelled), ("labelled news, two articles", articles)):
        similarity = (
            embedder.encode([row.a for row in rows]) * embedder.encode([row.b for row in rows])
        ).sum(axis=1)
        labels = _labels(rows)
        yield (
            name,
            {
                "n": len(rows),
                "agreement AP": average_precision(labels == 0, similarity),
                "dispute AP": average_precision(np.isin(labels, DISPUTES), similarity),
                "conflict AP": average_precision(labels == CONFLICT, similarity),
            },
        )


def inference(data: Path, model: RelationModel, sample: int) -> Iterator[tuple[str, Figures]]:
    """The inference heads, premise to hypothesis, on ``sample`` rows a set (0: all)."""
    dice = random.Random(0)  # noqa: S311 - for drawing rows, not for secrets
    for name in ("mnli_matched", "snli", "lingnli"):
        rows = read_inference(data / "nli" / f"dev_{name}.jsonl.gz")
        rows = dice.sample(rows, sample or len(rows))
        forward = model.predict([(row.a, row.b) for row in rows]).forward
        right = forward.argmax(axis=1) == [row.forward for row in rows]
        yield name, {"n": len(rows), "accuracy": float(right.mean())}
    lines = list(read_lines(data / "nli" / "dev_rte3.jsonl.gz"))
    forward = model.predict([(line["premise"], line["hypothesis"]) for line in lines]).forward
    entailed = np.array([line["label"] == "ENTAILMENT" for line in lines])
    right = (forward.argmax(axis=1) == INFERENCES.index("entailment")) == entailed
    yield "rte3, two-way", {"n": len(lines), "accuracy": float(right.mean())}


def claimdiff(data: Path, model: RelationModel) -> Iterator[tuple[str, Figures]]:
    """Does a claim of one outlet strengthen, or weaken, another's? (Ko et al. 2023)."""
    lines = list(read_lines(data / "news" / "claimdiff_train.jsonl.gz"))
    for task, columns in (("strength", (0,)), ("weak", DISPUTES)):
        rows = [line for line in lines if line["task"] == task]
        scores = model.predict([(line["claim_a"], line["claim_b"]) for line in rows]).relation
        truth = np.array([bool(line["label"]) for line in rows])
        figures = {
            "n": len(rows),
            "AP": average_precision(truth, scores[:, columns].sum(axis=1)),
            "base rate": float(truth.mean()),
        }
        yield f"claimdiff {task}", figures


def retrieval(data: Path, embedder: SentenceEmbedder) -> Iterator[tuple[str, Figures]]:
    """Is a related statement among the nearest, embedded alone or after its context?

    The pool is every distinct statement of the labelled article pairs.
    """
    rows = [row for row in read_labelled(data) if row.source in ("fnc", "polnear")]
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
            yield f"{name}, {kind}", _found(vectors, pairs, len(pool))


def _found(vectors: Floats, pairs: Sequence[tuple[int, int]], pool: int) -> Figures:
    queries = [a for a, _ in pairs]
    similarities = vectors[queries] @ vectors.T
    similarities[np.arange(len(queries)), queries] = -1
    partners = [b for _, b in pairs]
    found = {f"in top {top}": found_in_top(similarities, partners, top) for top in TOPS}
    return {"n": len(pairs), "pool": pool, **found}


def _scores(model: RelationModel, rows: Sequence[Row]) -> Floats:
    return model.predict([(row.a, row.b) for row in rows]).relation


def _labels(rows: Sequence[Row]) -> Labels:
    return np.array([row.relation for row in rows])
