"""The database as the record of articles, claims and vectors."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, defer

from service.errors import NotFoundError
from service.store import rows, schema, writes
from service.store.database import Database
from service.store.filters import Filters
from service.store.records import (
    Batch,
    Change,
    Counts,
    LiveVectors,
    Stored,
    StoredArticle,
    StoredClaim,
)
from service.store.tables import ArticleRow, ChangeRow, ClaimRow, VectorRow, VersionRow
from service.vocabulary import Article, Claim

T = TypeVar("T")
NO_FILTERS = Filters()
BATCH = 1000  # values in one IN list, rows in one page of vectors


class Store:
    """Articles, their claims and vectors, and the log of which claims answer.

    Only the current version of an article answers: a claim that was replaced or deleted
    is returned by nothing here but the change log. Every method is one transaction and
    may be called from any thread.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """A store on ``sqlite:///path/to/file`` or ``postgresql+psycopg://…``.

        Raises:
            ValueError: the URL names another driver, or an in-memory database.
        """
        return cls(Database(url))

    def close(self) -> None:
        """Closes every connection."""
        self._database.close()

    def upgrade(self) -> None:
        """Brings the schema up to this release; at once where it is there already.

        Raises:
            SchemaTooNewError: the database was made by a newer release.
        """
        schema.upgrade(self._database)

    def add(
        self,
        article: Article,
        claims: Sequence[Claim],
        *,
        model: str,
        hashes: Sequence[str],
        vectors: NDArray[np.float32],
    ) -> Stored:
        """Stores an article with its claims; when this returns, it survives a crash.

        The text of the current version again writes nothing; another text of a known
        article is a new version, whose claims replace the earlier ones.

        Args:
            article: what was delivered.
            claims: its claims, in the order of the text.
            model: digest of the embedding model.
            hashes: ``text_hash`` of the text that was embedded for each claim.
            vectors: ``(n, dim)`` float32 of unit length, one for each claim.

        Raises:
            UnstorableTextError: a text holds a NUL or half a surrogate pair.
            ValueError: hashes or vectors do not match the claims.
        """
        writes.check_text(article)
        writes.check_vectors(len(claims), hashes, vectors)
        with self._database.writing() as session:
            return writes.add(session, article, claims, writes.Embedded(model, hashes, vectors))

    def embed(
        self,
        claim_ids: Sequence[int],
        *,
        model: str,
        hashes: Sequence[str],
        vectors: NDArray[np.float32],
    ) -> None:
        """Gives stored claims their vectors of another model; arguments as in ``add``.

        Claims that are gone by now are passed over. Indexes learn of it when rebuilt.
        """
        writes.check_vectors(len(claim_ids), hashes, vectors)
        with self._database.writing() as session:
            writes.embed(session, claim_ids, writes.Embedded(model, hashes, vectors))

    def delete(self, article_id: int) -> None:
        """Removes an article with every version, claim and vector of its own.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._database.writing() as session:
            writes.delete_article(session, article_id)

    def article(self, article_id: int) -> StoredArticle:
        """The current version of an article.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._database.reading() as session:
            return rows.stored_article(*_current(session, article_id))

    def claims(self, article_id: int) -> list[StoredClaim]:
        """The claims of an article's current version, in the order of the text.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._database.reading() as session:
            article, version = _current(session, article_id)
            query = select(ClaimRow).where(ClaimRow.version_id == version.id)
            found = session.scalars(query.order_by(ClaimRow.ordinal))
            return [rows.stored_claim(claim, version, article) for claim in found]

    def claims_by_id(
        self, ids: Iterable[int], filters: Filters = NO_FILTERS
    ) -> dict[int, StoredClaim]:
        """Those of the claims that answer and pass the filters, in the order asked."""
        wanted = list(ids)
        found: dict[int, StoredClaim] = {}
        with self._database.reading() as session:
            for chunk in _chunks(wanted):
                query = _live().where(ClaimRow.id.in_(chunk), *filters.conditions())
                for row in session.execute(query):
                    found[row[0].id] = rows.stored_claim(*row)
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def claim_ids(self, filters: Filters, limit: int) -> list[int]:
        """The first ``limit`` ids that pass the filters: few can be scanned exactly."""
        query = _live().with_only_columns(ClaimRow.id).where(*filters.conditions())
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(ClaimRow.id).limit(limit)))

    def live_claims(self, after: int, limit: int) -> list[StoredClaim]:
        """A page of all claims that answer, by id, from above ``after``."""
        query = _live().where(ClaimRow.id > after).order_by(ClaimRow.id).limit(limit)
        with self._database.reading() as session:
            return [rows.stored_claim(*row) for row in session.execute(query)]

    def vectors_for(self, hashes: Iterable[str], model: str) -> dict[str, NDArray[np.float32]]:
        """The vectors ``(dim,)`` of those texts that the model has embedded before."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._database.reading() as session:
            for chunk in _chunks(hashes):
                query = select(VectorRow).where(
                    VectorRow.model == model, VectorRow.sha256.in_(chunk)
                )
                for row in session.scalars(query):
                    found[row.sha256] = rows.unpack([row.data])[0]
        return found

    def vectors_of(self, claim_ids: Iterable[int], model: str) -> Batch:
        """Ids ``(m,)`` and vectors ``(m, dim)`` of those that answer and are embedded."""
        found: list[Row[int, bytes]] = []
        with self._database.reading() as session:
            for chunk in _chunks(claim_ids):
                query = _live_vectors(model).where(ClaimRow.id.in_(chunk))
                found += session.execute(query).all()
        return _batch(found)

    @contextmanager
    def live_vectors(self, model: str) -> Iterator[LiveVectors]:
        """Every vector that answers, as of one moment, for building an index."""
        with self._database.reading() as session:
            yield LiveVectors(_last_sequence(session), lambda: _pages(session, model))

    def changes(self, after: int, limit: int) -> list[Change]:
        """The log from above a sequence; what is not in it yet will come above its last."""
        query = select(ChangeRow).where(ChangeRow.sequence > after).order_by(ChangeRow.sequence)
        with self._database.reading() as session:
            return [
                Change(row.sequence, row.claim_id, row.added)
                for row in session.scalars(query.limit(limit))
            ]

    def last_sequence(self) -> int:
        """The end of the change log, 0 where it is empty."""
        with self._database.reading() as session:
            return _last_sequence(session)

    def counts(self) -> Counts:
        """How much there is to search."""
        live = _live().with_only_columns(func.count())
        with self._database.reading() as session:
            return Counts(
                articles=session.scalar(select(func.count()).select_from(ArticleRow)) or 0,
                claims=session.scalar(live) or 0,
                sequence=_last_sequence(session),
            )


def _live() -> Select[ClaimRow, VersionRow, ArticleRow]:
    return (
        select(ClaimRow, VersionRow, ArticleRow)
        .join_from(ClaimRow, VersionRow, ClaimRow.version_id == VersionRow.id)
        .join(ArticleRow, VersionRow.article_id == ArticleRow.id)
        .where(VersionRow.current)
        .options(defer(VersionRow.text))
    )


def _live_vectors(model: str) -> Select[int, bytes]:
    return (
        select(ClaimRow.id, VectorRow.data)
        .join_from(ClaimRow, VersionRow, ClaimRow.version_id == VersionRow.id)
        .join(VectorRow, VectorRow.sha256 == ClaimRow.embedded_sha256)
        .where(VersionRow.current, VectorRow.model == model)
        .order_by(ClaimRow.id)
    )


def _current(session: Session, article_id: int) -> tuple[ArticleRow, VersionRow]:
    query = (
        select(ArticleRow, VersionRow)
        .join(VersionRow, VersionRow.article_id == ArticleRow.id)
        .where(ArticleRow.id == article_id, VersionRow.current)
    )
    if (row := session.execute(query).one_or_none()) is None:
        raise NotFoundError(f"there is no article {article_id}")
    return row


def _last_sequence(session: Session) -> int:
    return session.scalar(select(func.max(ChangeRow.sequence))) or 0


def _pages(session: Session, model: str) -> Iterator[Batch]:
    after = 0
    while page := session.execute(
        _live_vectors(model).where(ClaimRow.id > after).limit(BATCH)
    ).all():
        yield _batch(page)
        after = page[-1][0]


def _batch(found: Sequence[Row[int, bytes]]) -> Batch:
    return (
        np.array([id_ for id_, _ in found], np.int64),
        rows.unpack([data for _, data in found]),
    )


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, BATCH)):
        yield chunk
