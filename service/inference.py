"""Every model call goes through one thread: batches are shared, and short ones go first.

Eight request threads and two models would otherwise fight for two cores. Requests wait
up to five milliseconds for company; the thread then takes a batch from the requests that
have the least left to do. Between batches it looks again, so that a check waits for one
batch of a long comparison and not for all of it. A request that is passed over gains
rank with every batch, so that long ones come through under any load.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Condition, Event, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from service.desk.parts import Analyser, Embedder
from service.desk.scores import RowScores, rows_of
from service.desk.tiers import NamedPredictor

if TYPE_CHECKING:
    from models.words import Analysis

GATHER_SECONDS = 0.005
TEXTS = 32
"""Most texts in one batch of the embedding model or the analyser."""

Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One model's way in: ``call`` turns at most ``batch`` items into a result each."""

    call: Callable[[list[Any]], Iterable[Any]]
    length: Callable[[Any], int]
    batch: int


@dataclass(slots=True, eq=False)
class _Request:
    """Items on their way through a lane, the longest taken first."""

    lane: Lane
    items: Sequence[Any]
    todo: list[int]
    results: list[Any]
    passed_over: int = 0
    left: int = 0
    error: BaseException | None = None
    done: Event = field(default_factory=Event)

    @property
    def rank(self) -> float:
        """Lower goes first: what is left, less for each batch it was passed over."""
        return len(self.todo) / (1 + self.passed_over)


class Inference:
    """The thread, started by the first request (a fork before that is harmless)."""

    def __init__(self) -> None:
        self._waiting: list[_Request] = []
        self._changed = Condition()
        self._thread: Thread | None = None

    def run(self, lane: Lane, items: Sequence[Any]) -> list[Any]:
        """One result for each item, in their order; blocks until all are there.

        Raises:
            Exception: whatever the model raised over a batch that held one of the items.
        """
        if not items:
            return []
        by_length = sorted(range(len(items)), key=lambda place: lane.length(items[place]))
        request = _Request(lane, items, by_length, [None] * len(items), left=len(items))
        with self._changed:
            self._waiting.append(request)
            self._changed.notify()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="inference", daemon=True)
                self._thread.start()
        request.done.wait()
        if request.error is not None:
            raise request.error
        return request.results

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
                self._changed.wait_for(self._full, GATHER_SECONDS)
                lane, batch = self._take()
            _do(lane, batch)

    def _full(self) -> bool:
        first = min(self._waiting, key=lambda request: request.rank).lane
        ready = sum(len(request.todo) for request in self._waiting if request.lane is first)
        return ready >= first.batch

    def _take(self) -> tuple[Lane, list[tuple[_Request, int]]]:
        """The next batch: of one lane, from the requests of lowest rank."""
        ranked = sorted(self._waiting, key=lambda request: request.rank)
        lane = ranked[0].lane
        batch: list[tuple[_Request, int]] = []
        for request in ranked:
            room = lane.batch - len(batch)
            if request.lane is lane and room:
                taken = min(room, len(request.todo))
                batch += [(request, request.todo.pop()) for _ in range(taken)]
            else:
                request.passed_over += 1
        self._waiting = [request for request in self._waiting if request.todo]
        return lane, batch


def _do(lane: Lane, batch: list[tuple[_Request, int]]) -> None:
    """Run a batch and hand out its results; an error goes to the requests that were in it."""
    try:
        results = lane.call([request.items[place] for request, place in batch])
    except Exception as error:  # noqa: BLE001 - handed on to whoever asked; the thread lives on
        for request, _ in batch:
            request.error = error
            request.done.set()
        return
    for (request, place), result in zip(batch, results, strict=True):
        request.results[place] = result
        request.left -= 1
        if not request.left:
            request.done.set()


class BatchedAnalyser:
    """A sentence analyser behind the inference thread."""

    def __init__(self, model: Analyser, inference: Inference) -> None:
        self.name, self.digest = model.name, model.digest
        self._inference = inference
        self._reading = Lane(model.analyse, len, TEXTS)
        self._scoring = Lane(model.checkworthiness, len, TEXTS)

    def analyse(self, sentences: Sequence[str]) -> "list[Analysis]":
        """The analysis of each sentence, in their order."""
        return self._inference.run(self._reading, sentences)

    def checkworthiness(self, statements: Sequence[str]) -> list[float]:
        """The probability that each statement is worth checking, in their order."""
        return self._inference.run(self._scoring, statements)


class BatchedEmbedder:
    """An embedding model behind the inference thread."""

    def __init__(self, model: Embedder, inference: Inference) -> None:
        self.name, self.digest, self.dim = model.name, model.digest, model.dim
        self._inference = inference
        self._lane = Lane(model.encode, len, TEXTS)

    def encode(self, texts: Sequence[str]) -> Rows:
        """Unit vectors, ``(n, dim)`` float32."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        return np.stack(self._inference.run(self._lane, texts))


class BatchedPredictor:
    """A relation model behind the inference thread, ``batch`` pairs at a time.

    All that are waiting wait for the batch in hand: a slow model takes small ones.
    """

    def __init__(self, model: NamedPredictor, inference: Inference, batch: int) -> None:
        self.name, self.digest = model.name, model.digest
        self._model, self._inference = model, inference
        self._lane = Lane(
            lambda pairs: rows_of(model.predict(pairs)), lambda pair: len(pair[0] + pair[1]), batch
        )

    @property
    def precision(self) -> str:
        """The arithmetic it runs in."""
        return self._model.precision

    def predict(self, pairs: Sequence[tuple[str, str]]) -> RowScores:
        """Score pairs, in their order."""
        return RowScores.of(self._inference.run(self._lane, pairs))
