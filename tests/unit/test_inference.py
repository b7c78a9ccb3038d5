"""The inference thread, under a model that records what it is given."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.relation import RelationModel
from service.inference import BatchedPredictor, Inference, Lane, _Request


class Recorder:
    """Gives each number back, and keeps the batches it saw; may be held at a gate."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.gate = Event()
        self.gate.set()
        self.entered = Event()

    def __call__(self, items: Sequence[int]) -> NDArray[np.float32]:
        self.entered.set()
        assert self.gate.wait(30)
        self.batches.append(list(items))
        if -1 in items:
            raise ValueError("a number it cannot take")
        return np.array([[item] for item in items], np.float32)


def lane(model: Recorder, batch: int = 4) -> Lane:
    return Lane(model, lambda item: item, batch)


@hypothesis_settings(max_examples=30, deadline=None)
@given(requests=st.lists(st.lists(st.integers(0, 99), max_size=20), max_size=8))
def test_every_request_gets_its_own_rows_in_order(requests: list[list[int]]) -> None:
    model, inference = Recorder(), Inference()
    shared = lane(model)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda items: inference.run(shared, items), requests))
    assert [[int(row[0]) for row in rows] for rows in answers] == requests
    assert all(len(batch) <= 4 for batch in model.batches)
    assert sum(map(len, model.batches)) == sum(map(len, requests))


def test_a_short_request_waits_for_one_batch_of_a_long_one() -> None:
    model, inference = Recorder(), Inference()
    shared = lane(model)
    model.gate.clear()
    with ThreadPoolExecutor(2) as pool:
        long = pool.submit(inference.run, shared, list(range(100, 140)))
        assert model.entered.wait(30)
        short = pool.submit(inference.run, shared, [1, 2])
        while len(inference._waiting) < 2:
            inference._changed.acquire()
            inference._changed.release()
        model.gate.set()
        assert len(short.result(30)) == 2
        assert len(long.result(30)) == 40
    assert {1, 2} <= set(model.batches[1])
    assert len(model.batches) == 11


def test_a_long_request_comes_through_though_new_short_ones_keep_coming() -> None:
    inference, shared = Inference(), lane(Recorder(), batch=1)
    long = request_of(shared, 8)
    inference._waiting = [long]
    taken = []
    for _ in range(12):
        inference._waiting.append(request_of(shared, 1))
        _, batch = inference._take()
        taken.append(batch[0][0])
    assert long in taken


def request_of(shared: Lane, items: int) -> _Request:
    return _Request(shared, range(items), list(range(items)), [None] * items, left=items)


def test_an_error_goes_to_who_asked_and_the_thread_lives_on() -> None:
    model, inference = Recorder(), Inference()
    shared = lane(model)
    with pytest.raises(ValueError, match="cannot take"):
        inference.run(shared, [-1, 1])
    assert len(inference.run(shared, [5])) == 1
    assert inference.run(shared, []) == []


def test_scores_are_those_of_the_model_alone(screen: RelationModel) -> None:
    pairs = [
        ("Twelve people died.", "Fifteen people died."),
        ("The dam held.", "The dam broke, and the valley below it was under water by noon."),
        ("He praised the accord.", "He praised the accord."),
    ]
    batched = BatchedPredictor(screen, Inference(), 64)
    with ThreadPoolExecutor(3) as pool:
        single = list(pool.map(lambda pair: batched.predict([pair]), pairs))
    direct = screen.predict(pairs)
    np.testing.assert_allclose(
        np.concatenate([s.relation for s in single]), direct.relation, atol=1e-5
    )
    np.testing.assert_allclose(
        np.concatenate([s.forward for s in single]), direct.forward, atol=1e-5
    )
    assert batched.predict([]).relation.shape == (0, 4)
