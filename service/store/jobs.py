"""The worker's jobs: asked for, taken, done; the table is the queue and the record."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select, update

from service.errors import NotFoundError
from service.store.database import Database
from service.store.tables import JobRow


class JobKind(StrEnum):
    """What a job does; to embed is to re-index without splitting anything anew."""

    REINDEX = "reindex"
    EMBED = "embed"
    REINDEX_FULL = "reindex_full"
    NIGHTLY = "nightly"


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands; ``outcome`` is what came of it, or why it failed."""

    id: int
    kind: JobKind
    state: JobState
    done: int
    total: int | None
    outcome: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Jobs:
    """What was asked of the worker; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, kind: JobKind) -> Job:
        """Queue a job; one of its kind that has not begun is the same job."""
        with self._database.writing() as session:
            waiting = select(JobRow).where(
                JobRow.kind == kind.value, JobRow.state == JobState.QUEUED.value
            )
            row = session.scalar(waiting)
            if row is None:
                row = JobRow(
                    kind=kind.value,
                    state=JobState.QUEUED.value,
                    done=0,
                    created_at=datetime.now(UTC),
                )
                session.add(row)
                session.flush()
            return _job(row)

    def take(self) -> Job | None:
        """Begin the job that waits longest, if there is one."""
        with self._database.writing() as session:
            waiting = select(JobRow).where(JobRow.state == JobState.QUEUED.value)
            row = session.scalars(waiting.order_by(JobRow.id).limit(1)).one_or_none()
            if row is None:
                return None
            row.state, row.started_at = JobState.RUNNING.value, datetime.now(UTC)
            return _job(row)

    def requeue(self) -> None:
        """Begin again, some time, what a worker that is gone left running."""
        with self._database.writing() as session:
            session.execute(
                update(JobRow)
                .where(JobRow.state == JobState.RUNNING.value)
                .values(state=JobState.QUEUED.value, started_at=None, done=0, total=None)
            )

    def progress(self, job_id: int, done: int, total: int | None) -> None:
        """Say how far a job is."""
        with self._database.writing() as session:
            session.execute(
                update(JobRow).where(JobRow.id == job_id).values(done=done, total=total)
            )

    def finish(self, job_id: int, state: JobState, outcome: str) -> None:
        """Say what came of a job."""
        with self._database.writing() as session:
            session.execute(
                update(JobRow)
                .where(JobRow.id == job_id)
                .values(state=state.value, outcome=outcome, finished_at=datetime.now(UTC))
            )

    def get(self, job_id: int) -> Job:
        """A job as it stands.

        Raises:
            NotFoundError: there is no such job.
        """
        with self._database.reading() as session:
            row = session.get(JobRow, job_id)
            if row is None:
                raise NotFoundError(f"there is no job {job_id}")
            return _job(row)

    def latest(self, kind: JobKind) -> Job | None:
        """The job of a kind that was asked for last."""
        query = select(JobRow).where(JobRow.kind == kind.value).order_by(JobRow.id.desc())
        with self._database.reading() as session:
            row = session.scalar(query.limit(1))
            return _job(row) if row else None


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        outcome=row.outcome,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
