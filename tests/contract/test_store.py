from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from service.errors import IdempotencyError, NotFoundError
from service.store import Filters, Request, Store, text_hash
from service.store.tables import Base
from service.vocabulary import Genre
from tests.contract.made import MODEL, put, vector_of


def test_migrations_make_exactly_the_tables_of_the_code(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    store.upgrade()


def test_what_is_added_comes_back_as_it_was(store: Store) -> None:
    stored = put(store, "The dam broke.", "Nobody was hurt.", holder="Ana Ruiz")
    assert stored.created
    back = store.article(stored.article_id)
    assert back.article.text == "The dam broke. Nobody was hurt."
    assert back.article.published == date(2021, 3, 4)
    claims = store.claims(stored.article_id)
    assert [claim.id for claim in claims] == list(stored.claim_ids)
    assert claims[1].claim.spans[0].of(back.article.text) == "Nobody was hurt."
    assert claims[1].claim.holder.name == "Ana Ruiz"
    assert store.counts().claims == 2


def test_the_same_text_again_writes_nothing(store: Store) -> None:
    first = put(store, "The dam broke.")
    sequence = store.last_sequence()
    again = put(store, "The dam broke.")
    assert (again.article_id, again.created) == (first.article_id, False)
    assert store.last_sequence() == sequence


def test_another_text_is_a_new_version_and_only_it_answers(store: Store) -> None:
    first = put(store, "Twelve died.", "The dam broke.")
    second = put(store, "Fifteen died.", "The dam broke.")
    assert (second.article_id, second.version) == (first.article_id, first.version + 1)
    assert store.claims_by_id(first.claim_ids) == {}
    assert set(store.claims_by_id(second.claim_ids)) == set(second.claim_ids)
    removed = {c.claim_id for c in store.changes(0, 100) if not c.added}
    assert removed == set(first.claim_ids)


def test_a_deleted_article_is_gone_from_every_answer(store: Store) -> None:
    stored = put(store, "The dam broke.")
    store.delete(stored.article_id)
    assert store.claims_by_id(stored.claim_ids) == {}
    assert store.counts().claims == 0
    with pytest.raises(NotFoundError):
        store.article(stored.article_id)
    with pytest.raises(NotFoundError):
        store.delete(stored.article_id)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"a", "b", "c"}),
        (Filters(outlets=("Beta",)), {"b"}),
        (Filters(exclude_outlets=("Beta",)), {"a", "c"}),
        (Filters(holders=("ana ruiz",)), {"c"}),
        (Filters(holders=("narration",)), {"a", "b"}),
        (Filters(published_from=date(2021, 2, 1)), {"b", "c"}),
        (Filters(published_to=date(2021, 2, 28)), {"a", "b"}),
    ],
)
def test_filters_choose_claims(store: Store, filters: Filters, found: set[str]) -> None:
    ids = {
        put(store, "One.", key="a", outlet="Alpha", published=date(2021, 1, 5)).claim_ids[0]: "a",
        put(store, "Two.", key="b", outlet="Beta", published=date(2021, 2, 5)).claim_ids[0]: "b",
        put(
            store, "Three.", key="c", outlet="Gamma", published=date(2021, 3, 5), holder="Ana Ruiz"
        ).claim_ids[0]: "c",
    }
    assert {ids[claim] for claim in store.claim_ids(filters, 10)} == found
    assert {ids[claim] for claim in store.claims_by_id(ids, filters)} == found


def test_known_vectors_are_found_by_the_hash_of_their_text(store: Store) -> None:
    put(store, "The dam broke.")
    known = text_hash("The dam broke.")
    found = store.vectors_for([known, text_hash("Another.")], MODEL)
    assert set(found) == {known}
    np.testing.assert_allclose(found[known], vector_of("The dam broke."), atol=1e-3)
    assert store.vectors_for([known], "x" * 64) == {}


def test_writers_at_once_leave_a_gapless_log_in_commit_order(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda n: put(store, f"Fact {n}.", key=str(n)), range(12)))
    sequences = [change.sequence for change in store.changes(0, 100)]
    assert sequences == sorted(sequences)
    assert {c.claim_id for c in store.changes(0, 100)} == {s.claim_ids[0] for s in stored}


def test_a_key_delivers_once_and_remembers_what_it_delivered(store: Store) -> None:
    request = Request(key="k" * 64, body="b" * 64)
    first = put(store, "The dam broke.", request=request)
    assert store.delivered(request) == first
    assert put(store, "The dam broke.", request=request) == first
    with pytest.raises(IdempotencyError):
        put(store, "The dam held.", request=Request(key="k" * 64, body="c" * 64))
    assert [version.number for version in store.versions(first.article_id)] == [1]
    store.forget_requests()
    assert store.delivered(request) == first
    store.delete(first.article_id)
    with pytest.raises(NotFoundError):
        store.delivered(request)


def test_earlier_versions_are_history(store: Store) -> None:
    first = put(store, "Twelve died.")
    second = put(store, "Fifteen died.")
    assert [(each.number, each.current) for each in store.versions(first.article_id)] == [
        (1, False),
        (2, True),
    ]
    old = store.article(first.article_id, 1)
    assert (old.article.text, old.current, old.claims) == ("Twelve died.", False, 1)
    assert [claim.id for claim in store.claims(first.article_id, 1)] == list(first.claim_ids)
    assert [claim.id for claim in store.claims(first.article_id)] == list(second.claim_ids)
    with pytest.raises(NotFoundError):
        store.article(first.article_id, 3)
    with pytest.raises(NotFoundError):
        store.versions(99)


def test_articles_are_listed_last_first_in_pages(store: Store) -> None:
    ids = [put(store, f"Fact {n}.", key=str(n)).article_id for n in range(5)]
    first = store.articles(limit=3)
    rest = store.articles(before=first[-1].id, limit=3)
    assert [each.id for each in [*first, *rest]] == ids[::-1]
    assert store.articles(Filters(outlets=("Beta",)), limit=3) == []
    assert store.articles(Filters(genres=(Genre.NEWS,)), limit=1)[0].id == ids[-1]


def test_old_articles_are_found_by_publication_or_by_when_they_came(store: Store) -> None:
    old = put(store, "One.", key="a", published=date(2021, 1, 5)).article_id
    undated = put(store, "Two.", key="b", published=None).article_id
    moment = datetime(2021, 2, 1, tzinfo=UTC)
    assert store.older_than(moment, Filters(), 9) == [old]
    assert store.older_than(moment, Filters(exclude_outlets=("The Courier",)), 9) == []
    later = datetime.now(UTC) + timedelta(days=1)
    assert store.older_than(later, Filters(), 9) == [old, undated]
