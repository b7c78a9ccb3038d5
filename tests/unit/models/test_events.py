"""The project's own events, for training and held out, are well formed and kept apart."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.evaluation.sets import HERE, capabilities
from models.relation import RELATIONS
from models.training.data import EVENTS

FILES = sorted([*EVENTS.glob("*.jsonl"), *(HERE / "events").glob("*.jsonl")])


def events(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pairs_are_of_the_events_statements_and_labelled_once(path: Path) -> None:
    for event in events(path):
        ids = [statement["id"] for statement in event["statements"]]
        assert len(set(ids)) == len(ids)
        pairs = [frozenset(pair[:2]) for pair in event["pairs"]]
        assert len(set(pairs)) == len(pairs)
        assert all(len(pair) == 2 and pair <= set(ids) for pair in pairs)
        assert {pair[2] for pair in event["pairs"]} <= set(RELATIONS)


def test_no_event_or_statement_is_both_trained_on_and_held_out() -> None:
    trained, held = (
        {
            words
            for path in folder.glob("*.jsonl")
            for event in events(path)
            for words in (event["event"], *(said["text"] for said in event["statements"]))
        }
        for folder in (EVENTS, HERE / "events")
    )
    assert len(trained) > len(held) > 0
    assert not trained & held


def test_the_held_out_test_is_large_and_rich_in_look_alikes() -> None:
    pairs = [
        pair
        for path in sorted((HERE / "events").glob("*.jsonl"))
        for event in events(path)
        for pair in event["pairs"]
    ]
    assert len(pairs) >= 600
    assert sum(pair[2:4] == ["neutral", "near-miss"] for pair in pairs) >= 300


def test_every_capability_is_tested_by_several_labels() -> None:
    found: dict[str, set[int]] = {}
    for row in capabilities():
        found.setdefault(str(row.reason), set()).add(row.relation)
    assert len(found) == 12
    assert all(len(labels) >= 3 for labels in found.values())
