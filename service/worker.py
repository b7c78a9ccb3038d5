"""The worker: follows new claims, does what was asked for, and keeps the night's hours.

The database is its queue. What waits is either a job somebody asked for or an article
the relation models have not seen, and both are rows: nothing acknowledged can be lost,
and a worker that is killed is made good by the next. What another splitter has split
waits too, for the next job.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from threading import Event
from zoneinfo import ZoneInfo

import structlog
from cronsim import CronSim

from service.desk.follow import follow
from service.desk.prune import prune
from service.desk.reindex import is_embedded, reindex
from service.errors import CounterpointError
from service.parts import Parts
from service.store import Job, JobKind, JobState

IDLE = 1.0
"""Seconds between looks at an empty queue."""
NICENESS = 10
log = structlog.get_logger()


class _Stopped(Exception):  # noqa: N818 - no error: the worker was asked to end
    """A job is left as it is; the next worker begins it again."""


class Worker:
    """One process's worth of background work, one piece at a time."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._stop = Event()
        self._started = datetime.now(UTC)

    def run(self, stop: Event) -> None:
        """Work until ``stop`` is set; a second worker on the same home waits for the first.

        A job may take hours: it is broken off at its next step, and begun again by the next
        worker, which goes on but where everything was to be embedded again. Where the archive
        was embedded by another model, the worker embeds it first.
        """
        self._stop = stop
        with self._alone():
            archive, embedder = self._parts.archive, self._parts.embedder
            archive.store.jobs.requeue()
            log.info("worker_started", pid=os.getpid())
            if not is_embedded(archive, embedder):
                archive.store.jobs.ask(JobKind.EMBED)
            while not stop.is_set():
                if not self.step(datetime.now(UTC)):
                    stop.wait(IDLE)
        log.info("worker_stopped", pid=os.getpid())

    def step(self, now: datetime) -> bool:
        """Do the next piece of work, jobs first; returns whether there was one."""
        archive, models = self._parts.archive, self._parts.models
        if self._next_night() <= now:
            archive.store.jobs.ask(JobKind.NIGHTLY)
        if job := archive.store.jobs.take():
            self._do(job)
            return True
        return follow(archive, models)

    def _next_night(self) -> datetime:
        """The first scheduled time after the last night's job, or after the worker's start."""
        last = self._parts.archive.store.jobs.latest(JobKind.NIGHTLY)
        since = last.created_at if last else self._started
        zone = ZoneInfo(self._parts.settings.timezone)
        return next(CronSim(self._parts.settings.nightly_at, since.astimezone(zone)))

    def _do(self, job: Job) -> None:
        log.info("job_started", job=job.id, kind=job.kind)
        jobs = self._parts.archive.store.jobs
        try:
            outcome = self._done(job)
        except _Stopped:
            log.info("job_stopped", job=job.id, kind=job.kind)
        except CounterpointError as error:
            jobs.finish(job.id, JobState.FAILED, str(error))
            log.warning("job_failed", job=job.id, kind=job.kind, error=str(error))
        except Exception as error:
            jobs.finish(job.id, JobState.FAILED, f"{type(error).__name__}; the log has more")
            log.exception("job_failed", job=job.id, kind=job.kind)
        else:
            jobs.finish(job.id, JobState.DONE, outcome)
            log.info("job_done", job=job.id, kind=job.kind, outcome=outcome)

    def _done(self, job: Job) -> str:
        """Do a job; returns what came of it."""
        archive, models, settings = self._parts.archive, self._parts.models, self._parts.settings
        deleted = 0
        if job.kind is JobKind.NIGHTLY:
            deleted = prune(
                archive, models, days=settings.retention_days, outlets=settings.retention_outlets
            )
        name = reindex(
            archive,
            analyser=models.analyser,
            embedder=models.embedder,
            kind=job.kind,
            progress=partial(self._told, job.id),
        )
        return f"generation {name}, {deleted} articles pruned"

    def _told(self, job_id: int, done: int, total: int) -> None:
        """Say how far a job is, and look whether the worker is to end."""
        if self._stop.is_set():
            raise _Stopped
        self._parts.archive.store.jobs.progress(job_id, done, total)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One worker a home: the lock goes with the process, however it ends."""
        self._parts.settings.home.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._parts.settings.home / "WORKER", os.O_CREAT | os.O_RDWR)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                log.info("worker_waits", reason="another worker serves this home")
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
