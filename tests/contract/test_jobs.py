import pytest

from service.errors import NotFoundError
from service.store import JobKind, JobState, Store


def test_a_job_is_asked_for_once_taken_once_and_ends_with_its_outcome(store: Store) -> None:
    asked = store.jobs.ask(JobKind.REINDEX)
    assert store.jobs.ask(JobKind.REINDEX).id == asked.id
    taken = store.jobs.take()
    assert taken is not None
    assert (taken.id, taken.state) == (asked.id, JobState.RUNNING)
    assert store.jobs.take() is None
    assert store.jobs.ask(JobKind.REINDEX).id != asked.id
    store.jobs.progress(asked.id, 3, 9)
    store.jobs.finish(asked.id, JobState.DONE, "generation x")
    ended = store.jobs.get(asked.id)
    assert (ended.state, ended.done, ended.total) == (JobState.DONE, 3, 9)
    assert ended.outcome == "generation x"
    assert ended.started_at is not None
    assert ended.finished_at is not None
    assert ended.created_at <= ended.started_at <= ended.finished_at


def test_what_a_lost_worker_left_running_is_begun_again(store: Store) -> None:
    asked = store.jobs.ask(JobKind.NIGHTLY)
    store.jobs.take()
    store.jobs.requeue()
    again = store.jobs.take()
    assert again is not None
    assert again.id == asked.id
    latest = store.jobs.latest(JobKind.NIGHTLY)
    assert latest is not None
    assert latest.id == asked.id
    assert store.jobs.latest(JobKind.REINDEX) is None


def test_an_unknown_job_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.jobs.get(7)
