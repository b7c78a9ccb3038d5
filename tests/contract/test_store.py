from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from service.errors import IdempotencyError, NotFoundError
from service.store import Filters, Request, Store, text_hash
from service.store.schema import MIGRATIONS
from service.store.tables import Base
from service.vocabulary import (
    NARRATION,
    CheckWorthiness,
    Claim,
    ClaimKind,
    Correction,
    Genre,
    Modality,
    Span,
    Topic,
)
from tests.contract.made import MODEL, SPLITTER, headed, put, vector_of


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


def test_what_describes_a_claim_comes_back_as_it_was(store: Store) -> None:
    claim = Claim(
        spans=(Span(0, 2), Span(3, 26)),
        text="He may visit Varnhem soon.",
        holder=NARRATION,
        modality=Modality.POSSIBLE,
        missing=("He", "soon"),
        checkworthiness=CheckWorthiness(0.25, Topic.PREDICTION),
    )
    headline, body = store.claims(headed(store, "Visit to Varnhem mooted", claim).article_id)
    assert body.claim == claim
    assert (headline.claim.kind, headline.claim.checkworthiness) == (ClaimKind.HEADLINE, None)
    assert headline.claim.spans[0].of(headline.title or "") == headline.claim.text


def test_a_headline_is_shown_with_its_article_and_in_no_count(store: Store) -> None:
    body = Claim(spans=(Span(0, 14),), text="The dam broke.", holder=NARRATION)
    stored = headed(store, "Dam breaks", body)
    headline, statement = (each.id for each in store.claims(stored.article_id))
    assert stored.claim_ids == (statement,)
    assert store.article(stored.article_id).claims == store.counts().claims == 1
    assert store.relations.backlog("m").claims == 1
    assert [change.claim_id for change in store.changes(0, 9)] == [statement]
    assert store.vectors_of([headline, statement], MODEL)[0].tolist() == [statement]
    with store.live_vectors(MODEL) as live:
        assert [ids.tolist() for ids, _ in live.batches()] == [[statement]]
    assert store.claim_ids(Filters(), 9) == [statement]
    assert store.passing([headline, statement], Filters()) == {statement}
    assert [each.id for each in store.live_claims(0, 9)] == [statement]
    assert set(store.claims_by_id([headline, statement])) == {headline, statement}
    store.delete(stored.article_id)
    gone = [change.claim_id for change in store.changes(0, 9) if not change.added]
    assert gone == [statement]
    assert store.vectors_for([text_hash("Dam breaks")], MODEL) == {}


def test_claims_are_narrowed_by_kind_and_by_what_they_deserve(store: Store) -> None:
    worth = CheckWorthiness(0.75, Topic.FIGURE)
    body = Claim(
        spans=(Span(0, 14),), text="The dam broke.", holder=NARRATION, checkworthiness=worth
    )
    stored = headed(store, "Dam breaks", body)

    def texts(filters: Filters) -> list[str]:
        return [each.claim.text for each in store.claims(stored.article_id, filters=filters)]

    assert texts(Filters(kind=ClaimKind.HEADLINE)) == ["Dam breaks"]
    assert texts(Filters(kind=ClaimKind.STATEMENT)) == ["The dam broke."]
    assert texts(Filters(min_checkworthiness=0.75)) == ["The dam broke."]
    assert texts(Filters(min_checkworthiness=0.76)) == []


def test_corrections_belong_to_the_version_that_holds_them(store: Store) -> None:
    body = Claim(spans=(Span(0, 14),), text="The dam broke.", holder=NARRATION)
    notes = [
        Correction(
            spans=(Span(15, 20), Span(21, 30)),
            text="The dam did not hold.",
            withdrawn="the dam held",
            replacement="the dam broke",
        ),
        Correction(spans=(Span(31, 40),), text="A name was misspelt."),
    ]
    first = headed(store, "Dam breaks", body, corrections=notes)
    id_ = first.article_id
    assert store.corrections(id_) == notes
    assert store.current_corrections([id_, 99]) == {id_: notes}
    headed(store, "Dam breaks", body, text="The dam broke. It was rebuilt.")
    assert store.corrections(id_) == []
    assert store.corrections(id_, first.version) == notes
    assert store.current_corrections([id_]) == {}
    store.delete(id_)
    with pytest.raises(NotFoundError):
        store.corrections(id_)


def test_an_upgrade_makes_old_claims_plain_statements(url: str) -> None:
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.execute(
            text("INSERT INTO article (id, identity, created_at) VALUES (1, 'a', '2021-03-04')")
        )
        connection.execute(
            text(
                "INSERT INTO article_version (id, article_id, number, current, text, text_sha256,"
                " authors, genre, complete, created_at) VALUES"
                " (1, 1, 1, true, 'Rain.', 'r', '[]', 'news', true, '2021-03-04')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO claim (id, version_id, ordinal, spans, text, context, holder_kind,"
                " holder_key, holder_via, embedded_sha256) VALUES"
                " (1, 1, 0, '[[0, 5]]', 'Rain.', '', 'narration', 'narration', '[]', 'r')"
            )
        )
    engine.dispose()
    store = Store.open(url)
    store.upgrade()
    assert [each.claim for each in store.claims(1)] == [
        Claim(spans=(Span(0, 5),), text="Rain.", holder=NARRATION)
    ]
    assert (store.counts().claims, store.corrections(1)) == (1, [])
    assert store.splits.pending(SPLITTER, limit=9) == [1]
    store.close()


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
