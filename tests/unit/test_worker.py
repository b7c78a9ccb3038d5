from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event

from service.desk.ingest import ingest
from service.desk.parts import splitter
from service.parts import Parts
from service.settings import Settings
from service.store import JobKind, JobState
from service.vocabulary import Article
from service.worker import Worker
from tests.e2e.made import HearingAnalyser, SpellAnalyser, SpellEmbedder, SpellPredictor


def settings_of(parts: Parts, **changed: object) -> Parts:
    settings = replace(parts.settings, **changed)  # type: ignore[arg-type]  # fields by name
    return Parts.given(settings, embedder=parts.embedder, screen=parts.screen, judge=parts.judge)


def kept(parts: Parts, outlet: str, age: timedelta) -> int:
    published = datetime.now(UTC) - age
    article = Article(text="The dam broke.", outlet=outlet, external_id="1", published=published)
    return ingest(
        article, store=parts.archive.store, analyser=parts.analyser, embedder=parts.embedder
    ).article_id


class Stopping(Event):
    """Is set once it has been looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    def is_set(self) -> bool:
        self._looks -= 1
        return self._looks < 0


class UntilIdle(Event):
    """Stops a worker as soon as it has nothing to do."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return super().wait(timeout)


def test_the_night_comes_once_at_its_hour_in_its_zone(parts: Parts) -> None:
    parts = settings_of(parts, nightly_at="30 3 * * *", timezone="Asia/Singapore")
    worker = Worker(parts)
    worker._started = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)  # 02:00 in Singapore
    jobs = parts.archive.store.jobs
    worker.step(datetime(2026, 11, 27, 19, 29, tzinfo=UTC))
    assert jobs.latest(JobKind.NIGHTLY) is None
    assert worker.step(datetime(2026, 11, 27, 19, 30, tzinfo=UTC))
    night = jobs.latest(JobKind.NIGHTLY)
    assert night is not None
    assert night.state is JobState.DONE
    assert "generation" in (night.outcome or "")
    assert worker._next_night() > datetime.now(UTC)


def test_the_night_prunes_by_age_and_outlet(parts: Parts) -> None:
    parts = settings_of(parts, retention_days=30, retention_outlets={"Wire": 7, "Record": 0})
    worker = Worker(parts)
    gone = [kept(parts, "Herald", timedelta(days=31)), kept(parts, "Wire", timedelta(days=8))]
    stay = [kept(parts, "Courier", timedelta(days=29)), kept(parts, "Record", timedelta(days=99))]
    parts.archive.store.jobs.ask(JobKind.NIGHTLY)
    worker.step(datetime.now(UTC))
    found = {each.id for each in parts.archive.store.articles(limit=9)}
    assert found == set(stay)
    assert not found & set(gone)
    assert parts.archive.index.status().size == 2


def test_a_job_that_is_stopped_is_begun_again_and_done_again_only_where_it_was_not(
    settings: Settings,
) -> None:
    made = {"embedder": SpellEmbedder(), "screen": SpellPredictor(), "judge": None}
    before = Parts.given(settings, analyser=SpellAnalyser(), **made)
    for outlet in ("Courier", "Herald"):
        kept(before, outlet, timedelta(days=1))
    parts = Parts.given(settings, analyser=HearingAnalyser(), **made)
    store, present = parts.archive.store, splitter(parts.analyser)
    job = store.jobs.ask(JobKind.REINDEX)
    stopped = Worker(parts)
    stopped._stop = Stopping(looks=1)
    assert stopped.step(datetime.now(UTC))
    assert store.jobs.get(job.id).state is JobState.RUNNING
    assert store.splits.backlog(present).articles == 1
    store.jobs.requeue()
    assert Worker(parts).step(datetime.now(UTC))
    ended = store.jobs.get(job.id)
    assert (ended.state, ended.done, ended.total) == (JobState.DONE, 3, 3)
    assert store.splits.backlog(present).articles == 0


def test_a_worker_with_another_embedding_model_embeds_what_is_stored(settings: Settings) -> None:
    class Renamed(SpellEmbedder):
        digest = "another"

    made = {"analyser": SpellAnalyser(), "screen": SpellPredictor(), "judge": None}
    kept(Parts.given(settings, embedder=SpellEmbedder(), **made), "Courier", timedelta(days=1))
    parts = Parts.given(settings, embedder=Renamed(), **made)
    vectors = parts.embedder.encode(["The dam broke."])
    assert parts.archive.index.search(vectors, 1) == [[]]
    Worker(parts).run(UntilIdle())
    assert len(parts.archive.index.search(vectors, 1)[0]) == 1
    asked = parts.archive.store.jobs.latest(JobKind.EMBED)
    assert asked is not None
    Worker(parts).run(UntilIdle())
    assert parts.archive.store.jobs.latest(JobKind.EMBED) == asked


def test_a_job_that_fails_says_so_and_the_worker_goes_on(parts: Parts) -> None:
    worker = Worker(parts)
    job = parts.archive.store.jobs.ask(JobKind.REINDEX)
    with parts.archive.index._building():  # type: ignore[attr-defined]  # the embedded index's lock
        assert worker.step(datetime.now(UTC))
    ended = parts.archive.store.jobs.get(job.id)
    assert ended.state is JobState.FAILED
    assert "Another build" in (ended.outcome or "")
    again = parts.archive.store.jobs.ask(JobKind.REINDEX)
    worker.step(datetime.now(UTC))
    assert parts.archive.store.jobs.get(again.id).state is JobState.DONE
