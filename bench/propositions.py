"""How well sentences are cut into what they assert, against the propositions of PropSegmEnt.

A claim and an annotated proposition are sets of a sentence's tokens; they match by their Jaccard
similarity, each with one other at most. The annotators may leave words out of the middle and name
what is implied by a part of a noun phrase, which claims do not.

Data: Chen et al., "PropSegmEnt" (Findings of ACL 2023), read from ``../shared/data/claims``.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from models.evaluation.metrics import one_to_one
from service.claims import SentenceAnalyser, extract
from service.vocabulary import Article

LEAST = (0.5, 0.8)
FOLDER = Path("claims")

Tokens = frozenset[int]


def sentences(data: Path) -> Iterator[tuple[str, Sequence[int], list[Tokens]]]:
    """Each sentence, the starts of its tokens, and its reference propositions."""
    texts: dict[tuple[str, str, int], dict[str, Any]] = {}
    for cluster in _read(data / FOLDER / "propsegment_document_clusters.dev.json.gz"):
        for document in cluster["documents"]:
            for number, sentence in enumerate(document["sentences"]):
                texts[cluster["cluster_id"], document["document_id"], number] = sentence
    for row in _read(data / FOLDER / "propsegment_propositions.dev.json.gz"):
        place = row["sentence_id"]
        key = (place["cluster_id"], place["document_id"], place.get("sentence_index", 0))
        responses = row["segmentation_responses"]
        reference = next((each for each in responses if each["is_reference_response"]), None)
        if key in texts and reference and reference.get("propositions"):
            sentence = texts[key]
            starts = [t["character_offset_of_token_in_sentence"] for t in sentence["tokens"]]
            cut = [frozenset(p["token_indices"]) for p in reference["propositions"]]
            yield sentence["sentence_text"], starts, cut


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = json.load(file)
    return rows


def measure(data: Path, analyser: SentenceAnalyser) -> dict[str, float]:
    """Sentences, propositions, claims, F1 at each least similarity, and that of whole sentences."""
    counts = {"sentences": 0.0, "propositions": 0.0, "claims": 0.0}
    hits = dict.fromkeys(LEAST, 0)
    whole = dict.fromkeys(LEAST, 0)
    for text, starts, wanted in sentences(data):
        given = [
            frozenset(
                at
                for at, start in enumerate(starts)
                if any(span.start <= start < span.end for span in claim.spans)
            )
            for claim in extract(Article(text=text), analyser)
        ]
        counts["sentences"] += 1
        counts["propositions"] += len(wanted)
        counts["claims"] += len(given)
        everything = [frozenset(range(len(starts)))]
        for least in LEAST:
            hits[least] += _matched(wanted, given, least)
            whole[least] += _matched(wanted, everything, least)
    for least in LEAST:
        counts[f"F1 at {least}"] = 2 * hits[least] / (counts["propositions"] + counts["claims"])
        sentences_alone = counts["propositions"] + counts["sentences"]
        counts[f"F1 of whole sentences at {least}"] = 2 * whole[least] / sentences_alone
    return counts


def _matched(wanted: Sequence[Tokens], given: Sequence[Tokens], least: float) -> int:
    pairs = one_to_one(wanted, given, lambda a, b: len(a & b) / len(a | b))
    return sum(similarity >= least for similarity, _, _ in pairs)
