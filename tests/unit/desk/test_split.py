"""Stored articles are split anew once analyser or rules are others, on a real database."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from models.words import Analysis
from service.desk.follow import follow
from service.desk.ingest import ingest
from service.desk.parts import Analyser, Archive, Models, splitter
from service.desk.reindex import reindex
from service.desk.tiers import Tiers
from service.index import Index
from service.store import Store, StoredClaim
from service.vocabulary import Article, HolderKind
from tests.e2e.made import DIM, HearingAnalyser, SpellAnalyser, SpellEmbedder, SpellPredictor

EMBEDDER = SpellEmbedder()
RAIN = "It rained all night."
GERMAN = "Der Damm von Varnhem hielt die ganze Nacht, sagte die Polizei am Dienstag."


class Unread(HearingAnalyser):
    """May be named, but reads nothing."""

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """Fail the test."""
        raise AssertionError(sentences)


class Interrupted(HearingAnalyser):
    """Does something else first, before it reads a text of some words."""

    def __init__(self, words: str, first: Exception | KeyboardInterrupt) -> None:
        self._words, self._first = words, first

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """Raise, or read."""
        if any(self._words in sentence for sentence in sentences):
            raise self._first
        return super().analyse(sentences)


class Overtaken(HearingAnalyser):
    """While it reads, clients delete the first article and deliver the second anew."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def analyse(self, sentences: Sequence[str]) -> list[Analysis]:
        """Read, too late."""
        if "of 0" in sentences[1]:
            self._store.delete(1)
        if "of 1" in sentences[1]:
            deliver(self._store, "1", RAIN, analyser=HearingAnalyser())
        return super().analyse(sentences)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    store = Store.open(f"sqlite:///{tmp_path}/counterpoint.db")
    store.upgrade()
    index = Index(
        store, tmp_path / "index", model_name=EMBEDDER.name, model=EMBEDDER.digest, dim=DIM
    )
    yield Archive(store, index)
    store.close()


def deliver(
    store: Store, key: str, text: str, *, analyser: Analyser | None = None, language: str = "en"
) -> int:
    article = Article(text=text, outlet=f"Outlet {key}", external_id=key, language=language)
    return ingest(
        article, store=store, analyser=analyser or SpellAnalyser(), embedder=EMBEDDER
    ).article_id


def flood(n: int) -> str:
    """Two claims; who hears police say the second has another in its place."""
    return f"Number {n} burst its banks on Monday. The dam of {n} held, police said."


def renewed(archive: Archive, analyser: Analyser | None = None) -> list[tuple[int, int]]:
    """Re-index, splitting anew; how far it said it was."""
    told: list[tuple[int, int]] = []
    reindex(
        archive,
        analyser=analyser or HearingAnalyser(),
        embedder=EMBEDDER,
        progress=lambda done, total: told.append((done, total)),
    )
    return told


def waiting(archive: Archive) -> list[int]:
    return archive.store.splits.pending(splitter(HearingAnalyser()), limit=9)


def found(archive: Archive, claim: StoredClaim) -> bool:
    hits = archive.index.search(EMBEDDER.encode([claim.claim.statement]), 1)[0]
    return [hit.id for hit in hits] == [claim.id]


def test_what_the_present_splitter_has_split_is_not_touched(archive: Archive) -> None:
    id_ = deliver(archive.store, "0", flood(0), analyser=HearingAnalyser())
    before, sequence = archive.store.claims(id_), archive.store.last_sequence()
    assert renewed(archive, Unread()) == [(2, 2)]
    assert archive.store.claims(id_) == before
    assert archive.store.last_sequence() == sequence


def test_claims_that_are_the_same_stay_and_others_are_replaced(archive: Archive) -> None:
    store = archive.store
    ids = [deliver(store, str(n), flood(n)) for n in range(2)]
    models = Models(HearingAnalyser(), EMBEDDER, Tiers(SpellPredictor()))
    while follow(archive, models):
        pass
    archive.index.reindex()
    old = [store.claims(id_) for id_ in ids]
    stays, goes = [claims[0] for claims in old], [claims[1] for claims in old]
    related = {(r.a.id, r.b.id): r.relation for r in store.relations.of_article(ids[0], limit=99)}
    assert (stays[0].id, stays[1].id) in related

    assert renewed(archive) == [(4, 8), (6, 8), (8, 8)]
    new = [store.claims(id_) for id_ in ids]
    assert [claims[0].id for claims in new] == [claim.id for claim in stays]
    for number, (_, claim) in enumerate(new):
        assert claim.claim.text == f"The dam of {number} held"
        assert claim.claim.holder.kind is not HolderKind.NARRATION
        assert found(archive, claim)
    assert store.claims_by_id([claim.id for claim in goes]) == {}
    assert (archive.index.status().size, store.counts().claims) == (4, 4)
    kept = store.relations.of_article(ids[0], limit=99)
    assert {(r.a.id, r.b.id): r.relation for r in kept} == {
        pair: relation
        for pair, relation in related.items()
        if set(pair) <= {claim.id for claim in stays}
    }
    assert store.relations.pending(models.relating, 9) == ids
    while follow(archive, models):
        pass
    again = {(r.a.id, r.b.id) for r in store.relations.of_article(ids[0], limit=99)}
    assert any(new[0][1].id in pair for pair in again)
    assert waiting(archive) == []


def test_other_rules_split_anew_too(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = deliver(archive.store, "0", flood(0))
    before = archive.store.claims(id_), archive.store.last_sequence()
    monkeypatch.setattr("service.desk.parts.SPLITTER", 10**9)
    present = splitter(SpellAnalyser())
    assert archive.store.splits.backlog(present).articles == 1
    renewed(archive, SpellAnalyser())
    assert archive.store.splits.backlog(present).articles == 0
    assert (archive.store.claims(id_), archive.store.last_sequence()) == before


def test_an_article_in_another_language_still_has_no_claims(archive: Archive) -> None:
    id_ = deliver(archive.store, "0", GERMAN, language="de")
    assert waiting(archive) == [id_]
    renewed(archive)
    assert waiting(archive) == []
    assert archive.store.claims(id_) == []


def test_corrections_are_read_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "Correction: An earlier version of this article said 12 people were killed."
    with monkeypatch.context() as earlier:
        earlier.setattr("service.desk.split.corrections", lambda _: [])
        id_ = deliver(archive.store, "0", f"{flood(0)}\n\n{note}")
    assert archive.store.corrections(id_) == []
    renewed(archive)
    assert [each.text for each in archive.store.corrections(id_)] == [note]


def test_what_clients_do_meanwhile_stands(archive: Archive) -> None:
    ids = [deliver(archive.store, str(n), flood(n)) for n in range(3)]
    renewed(archive, Overtaken(archive.store))
    assert [each.id for each in archive.store.articles(limit=9)] == [ids[2], ids[1]]
    assert [each.claim.text for each in archive.store.claims(ids[1])] == [RAIN]
    assert archive.store.claims(ids[2])[1].claim.text == "The dam of 2 held"
    assert waiting(archive) == []
    assert archive.index.status().size == archive.store.counts().claims


def test_a_text_that_cannot_be_split_keeps_its_claims_and_nobody_waits(archive: Archive) -> None:
    ids = [deliver(archive.store, str(n), flood(n)) for n in range(3)]
    before = archive.store.claims(ids[1])
    assert renewed(archive, Interrupted("of 1", ValueError()))[-1] == (10, 12)
    assert waiting(archive) == [ids[1]]
    assert archive.store.claims(ids[1]) == before
    assert archive.store.claims(ids[2])[1].claim.text == "The dam of 2 held"
    assert archive.index.status().delta == 0


def test_interrupted_it_goes_on_where_it_was(archive: Archive) -> None:
    ids = [deliver(archive.store, str(n), flood(n)) for n in range(3)]
    with pytest.raises(KeyboardInterrupt):
        renewed(archive, Interrupted("of 1", KeyboardInterrupt()))
    assert waiting(archive) == ids[1:]
    first = archive.store.claims(ids[0])
    assert all(found(archive, claim) for id_ in ids for claim in archive.store.claims(id_))
    assert renewed(archive) == [(6, 10), (8, 10), (10, 10)]
    assert waiting(archive) == []
    assert archive.store.claims(ids[0]) == first
