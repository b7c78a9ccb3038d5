"""The pairs of real statements that we read point at words of articles that are not held out."""

from pathlib import Path

import pytest

from models.relation import RELATIONS
from models.training.news import (
    READINGS,
    documents,
    headlines,
    held_documents,
    read_pairs,
    read_readings,
)

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"the data folder {DATA} is absent")
PAIRS = [pair for path in READINGS.glob("*.jsonl") for pair in read_pairs(path)]


def test_every_label_is_there_and_no_pair_twice() -> None:
    assert {pair.verdict for pair in PAIRS if pair.verdict} == set(RELATIONS)
    assert len({frozenset((pair.a, pair.b)) for pair in PAIRS}) == len(PAIRS)


@needs_data
def test_places_are_words_of_two_documents() -> None:
    texts = documents(DATA) | headlines(DATA)
    for pair in PAIRS:
        assert pair.a.doc != pair.b.doc
        for place in (pair.a, pair.b):
            assert all(start < end <= len(texts[place.doc]) for start, end in place.spans)
            assert len(place.text(texts).split()) >= 2
    assert len(read_readings(DATA)) == sum(bool(pair.verdict) for pair in PAIRS)


@needs_data
def test_no_held_document_is_read() -> None:
    held = held_documents(DATA)
    assert held
    assert not held & {place.doc for pair in PAIRS for place in (pair.a, pair.b)}
