"""What serves: one generation, plus a small exact delta, minus tombstones.

The index is a view of the database: before each search it follows the change log, so
that whatever any process acknowledged is found. A rebuild is made beside the old
generation, verified, and swapped in by one atomic rename; killed at any moment, the
next start finds the last good generation or, failing that, the log alone.
"""

import fcntl
import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

from service.errors import IndexBuildError, IndexBusyError
from service.index.generation import Generation, remove, sync
from service.store import Change, LiveVectors

CHANGES = 5_000
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim and the inner product of its vector with the query's; higher is nearer."""

    id: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """What serves: ``size`` live claims.

    ``delta`` claims came since the generation was built; ``removed`` of generation and
    delta no longer answer.
    """

    generation: str | None
    sequence: int
    size: int
    delta: int
    removed: int


class VectorIndex(Protocol):
    """The interface that every back end serves. Vectors are ``(n, dim)`` float32, unit."""

    def search(
        self,
        vectors: NDArray[np.float32],
        k: int,
        *,
        among: Collection[int] | None = None,
        keep: Callable[[Sequence[int]], Collection[int]] | None = None,
    ) -> list[list[Hit]]:
        """The ``k`` nearest live claims of each query, nearest first.

        ``among`` scans exactly these claims; ``keep`` says which of some ids may answer,
        and the search grows until enough are found.
        """

    def reindex(self) -> str:
        """Build anew, verify, swap; returns the generation's name."""

    def status(self) -> IndexStatus:
        """What serves now."""


class Source(Protocol):
    """What an index is a view of; the store is one."""

    def changes(self, after: int, limit: int) -> list[Change]:
        """The change log after a sequence."""

    def vectors_of(
        self, claim_ids: Collection[int], model: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids and vectors of those claims that have one."""

    def live_vectors(self, model: str) -> AbstractContextManager[LiveVectors]:
        """Every live vector as of one sequence."""


@dataclass(frozen=True, slots=True)
class _Delta:
    """Claims since the generation: the first ``size`` rows of buffers that only grow.

    Views share the buffers, so that a change costs its own size: rows beyond a view's
    ``size`` are not its own.
    """

    ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    size: int = 0

    def with_more(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> "_Delta":
        """The same with rows after the last; the newest view's only, by its one writer."""
        size = self.size + len(ids)
        grown = self if size <= len(self.ids) else self._grown(size)
        grown.ids[self.size : size] = ids
        grown.vectors[self.size : size] = vectors
        return replace(grown, size=size)

    def _grown(self, size: int) -> "_Delta":
        room = max(size, 2 * len(self.ids)) - len(self.ids)
        return replace(
            self,
            ids=np.concatenate([self.ids, np.empty(room, np.int64)]),
            vectors=np.concatenate(
                [self.vectors, np.empty((room, self.vectors.shape[1]), np.float32)]
            ),
        )


@dataclass(frozen=True, slots=True)
class _View:
    """One consistent state; never changed, only replaced.

    ``removed`` are claims of the generation or the delta that no longer answer.
    """

    generation: Generation | None
    sequence: int
    delta: _Delta
    removed: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """Claims of generation and delta, removed ones included."""
        return self.delta.size + (self.generation.manifest.count if self.generation else 0)


class Index:
    """The embedded index over a folder of generations."""

    def __init__(
        self, source: Source, folder: Path, *, model_name: str, model: str, dim: int
    ) -> None:
        self._source = source
        self._folder = folder
        self._model_name, self._model, self._dim = model_name, model, dim
        self._lock = Lock()
        self._view = self._start()

    def search(
        self,
        vectors: NDArray[np.float32],
        k: int,
        *,
        among: Collection[int] | None = None,
        keep: Callable[[Sequence[int]], Collection[int]] | None = None,
    ) -> list[list[Hit]]:
        """See :class:`VectorIndex`."""
        if among is not None:
            ids, near = self._source.vectors_of(among, self._model)
            return _scan(vectors, ids, near.reshape(-1, self._dim), k)
        view = self._follow()
        total = view.size
        wide = min(total, k + len(view.removed))
        while True:
            hits = [
                [hit for hit in near if hit.id not in view.removed]
                for near in _nearest(view, vectors, wide)
            ]
            if keep:
                allowed = set(keep(sorted({hit.id for near in hits for hit in near})))
                hits = [[hit for hit in near if hit.id in allowed] for near in hits]
            if wide >= total or all(len(near) >= k for near in hits):
                return [near[:k] for near in hits]
            wide = min(total, wide * 4)

    def status(self) -> IndexStatus:
        """See :class:`VectorIndex`."""
        view = self._follow()
        return IndexStatus(
            generation=view.generation.name if view.generation else None,
            sequence=view.sequence,
            size=view.size - len(view.removed),
            delta=view.delta.size,
            removed=len(view.removed),
        )

    def reindex(self) -> str:
        """See :class:`VectorIndex`.

        Raises:
            IndexBusyError: another build is running.
            IndexBuildError: the build failed its verification; the old one serves on.
        """
        with self._building():
            for leftover in self._generations():
                if leftover.name != self._current():
                    remove(leftover)
            with self._source.live_vectors(self._model) as live:
                name = f"{self._model[:8]}-{live.sequence}-{time.time_ns()}"
                built = Generation.build(
                    self._folder / "generations" / name,
                    live.batches(),
                    model_name=self._model_name,
                    model=self._model,
                    dim=self._dim,
                    sequence=live.sequence,
                )
            self._swap(built)
        return name

    def _start(self) -> _View:
        return self._opened(_View(None, 0, self._empty()))

    def _empty(self) -> _Delta:
        return _Delta(np.empty(0, np.int64), np.empty((0, self._dim), np.float32))

    def _opened(self, view: _View) -> _View:
        """The view on the current generation, if there is a good one of this model."""
        name = self._current()
        if name is None or (view.generation and view.generation.name == name):
            return view
        try:
            found = Generation(self._folder / "generations" / name)
        except IndexBuildError as error:
            log.warning("generation_unusable", error=str(error))
            return view
        if found.manifest.model != self._model:
            log.warning("generation_of_other_model", generation=name)
            return view
        return _View(found, found.manifest.sequence, self._empty())

    def _follow(self) -> _View:
        """Read on in the change log; the view that results."""
        with self._lock:
            view = self._opened(self._view)
            while changes := self._source.changes(view.sequence, CHANGES):
                view = self._after(view, changes)
            self._view = view
            return view

    def _after(self, view: _View, changes: Sequence[Change]) -> _View:
        last = {change.claim_id: change.added for change in changes}
        gone = {claim for claim, added in last.items() if not added}
        alive = [claim for claim, added in last.items() if added]
        fresh, vectors = self._source.vectors_of(alive, self._model)
        return replace(
            view,
            sequence=changes[-1].sequence,
            delta=view.delta.with_more(fresh, vectors.reshape(-1, self._dim)),
            removed=view.removed | _held(view, gone),
        )

    def _current(self) -> str | None:
        try:
            return (self._folder / "CURRENT").read_text().strip() or None
        except FileNotFoundError:
            return None

    def _swap(self, built: Generation) -> None:
        old = self._current()
        pointer = self._folder / "CURRENT.new"
        pointer.write_text(built.name)
        sync(pointer)
        pointer.rename(self._folder / "CURRENT")
        sync(self._folder)
        if old:
            remove(self._folder / "generations" / old)

    def _generations(self) -> list[Path]:
        folder = self._folder / "generations"
        return list(folder.iterdir()) if folder.is_dir() else []

    @contextmanager
    def _building(self) -> Iterator[None]:
        """One build at a time over all processes; the lock goes with the process."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / "BUILDING", os.O_CREAT | os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError("Another build of the index is running.") from error
        else:
            yield
        finally:
            os.close(handle)


def _held(view: _View, claims: Collection[int]) -> set[int]:
    """Those of the claims that the view holds: others need no tombstone."""
    wanted = np.fromiter(claims, np.int64, len(claims))
    held = [view.delta.ids[: view.delta.size]]
    if view.generation:
        held.append(view.generation.ids)
    return {int(claim) for ids in held for claim in wanted[np.isin(wanted, ids)]}


def _nearest(view: _View, vectors: NDArray[np.float32], k: int) -> list[list[Hit]]:
    """The nearest of generation and delta together, dead ones included."""
    rows = slice(view.delta.size)
    delta = _scan(vectors, view.delta.ids[rows], view.delta.vectors[rows], k)
    held = min(k, view.generation.manifest.count) if view.generation else 0
    if not view.generation or not held:
        return delta
    scores, ids = view.generation.search(vectors, held)
    return [
        sorted(
            [*near, *(Hit(int(i), float(s)) for i, s in zip(row, of, strict=True) if i >= 0)],
            key=lambda hit: (-hit.score, hit.id),
        )[:k]
        for near, row, of in zip(delta, ids, scores, strict=True)
    ]


def _scan(
    queries: NDArray[np.float32], ids: NDArray[np.int64], vectors: NDArray[np.float32], k: int
) -> list[list[Hit]]:
    """Exact search."""
    scores = queries @ vectors.T
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return [
        [Hit(int(ids[j]), float(row[j])) for j in best]
        for row, best in zip(scores, order, strict=True)
    ]
