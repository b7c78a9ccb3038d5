"""The verdicts on real pairs point at words of the articles."""

from pathlib import Path

import pytest

from models.evaluation.verdicts import articles, read_verdicts
from models.relation import RELATIONS
from models.training.news import read_pairs

DATA = Path(__file__).parents[4] / "shared" / "data"
VERDICTS = Path(__file__).parents[3] / "bench" / "verdicts" / "newswcl50.jsonl"
DISPUTES = {"conflict", "opposition"}


def test_there_are_enough_pairs_and_disputes() -> None:
    verdicts = [pair.verdict for pair in read_pairs(VERDICTS)]
    assert len(verdicts) >= 600
    assert sum(verdict in DISPUTES for verdict in verdicts) >= 30
    assert {verdict for verdict in verdicts if verdict} == set(RELATIONS)


def test_no_pair_is_there_twice() -> None:
    found = [frozenset((pair.a, pair.b)) for pair in read_pairs(VERDICTS)]
    assert len(set(found)) == len(found)


@pytest.mark.skipif(not DATA.is_dir(), reason=f"the data folder {DATA} is absent")
def test_places_are_words_of_two_outlets_articles_on_one_event() -> None:
    stored = articles(DATA)
    texts = {name: article["text"] for name, article in stored.items()}
    for pair in read_pairs(VERDICTS):
        a, b = stored[pair.a.doc], stored[pair.b.doc]
        assert a["event"] == b["event"] == pair.event
        assert a["outlet"] != b["outlet"]
        for place in (pair.a, pair.b):
            assert place.spans
            assert all(start < end <= len(stored[place.doc]["text"]) for start, end in place.spans)
            assert len(place.text(texts).split()) >= 2
    assert len(read_verdicts(DATA, VERDICTS)) == sum(bool(p.verdict) for p in read_pairs(VERDICTS))
