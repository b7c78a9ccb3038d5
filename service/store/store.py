"""The database as the record of articles, claims and vectors."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, and_, delete, exists, func, or_, select
from sqlalchemy.orm import Session, defer

from service.errors import NotFoundError
from service.store import rows, schema, writes
from service.store.chunks import CHUNK, chunks
from service.store.database import Database
from service.store.filters import STATEMENTS, Filters
from service.store.jobs import Jobs
from service.store.keys import Keys
from service.store.records import (
    Batch,
    Change,
    Counts,
    Embedded,
    LiveVectors,
    Request,
    Split,
    Stored,
    StoredArticle,
    StoredClaim,
    Version,
)
from service.store.relations import Relations
from service.store.splits import Splits
from service.store.tables import (
    ArticleRow,
    ChangeRow,
    ClaimRow,
    CorrectionRow,
    RequestRow,
    VectorRow,
    VersionRow,
)
from service.vocabulary import Article, Correction

NO_FILTERS = Filters()


class Store:
    """Articles, their claims and vectors, and the log of which claims answer.

    Only the current version of an article answers: a claim that was replaced or deleted
    is returned by nothing here but the change log. A headline is returned with its article
    and by its id; no search finds it and no count holds it. Every method is one transaction and
    may be called from any thread.

    Attributes:
        relations: What the relation models said of the claims.
        splits: What split the articles into claims.
        jobs: What was asked of the worker.
        keys: Who may call the API.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.relations = Relations(database)
        self.splits = Splits(database)
        self.jobs = Jobs(database)
        self.keys = Keys(database)

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

    def add(self, article: Article, split: Split, request: Request | None = None) -> Stored:
        """Stores an article with its claims; when this returns, it survives a crash.

        The text of the current version again writes nothing; another text of a known
        article is a new version, whose claims replace the earlier ones.

        Args:
            article: what was delivered.
            split: what it was split into.
            request: the idempotency key it came under, kept in the same transaction.

        Raises:
            UnstorableTextError: a text holds a NUL or half a surrogate pair.
            IdempotencyError: the key was used before, with another body.
            NotFoundError: what the key delivered has been deleted since.
            ValueError: hashes or vectors do not match the claims.
        """
        writes.check_text(article)
        writes.check_vectors(len(split.claims), split.embedded)
        with self._database.writing() as session:
            if request and (before := writes.delivered(session, request)):
                return before
            stored = writes.add(session, article, split)
            if request:
                writes.note_request(session, request, stored)
            return stored

    def delivered(self, request: Request) -> Stored | None:
        """What became of an earlier delivery under the same idempotency key.

        Raises:
            IdempotencyError: the key was used before, with another body.
            NotFoundError: what it delivered has been deleted since.
        """
        with self._database.reading() as session:
            return writes.delivered(session, request)

    def forget_requests(self) -> None:
        """Drops idempotency keys that are no longer kept."""
        with self._database.writing() as session:
            kept_from = datetime.now(UTC) - writes.REQUESTS_KEPT
            session.execute(delete(RequestRow).where(RequestRow.created_at < kept_from))

    def forget_vectors(self, model: str) -> None:
        """Drops the vectors of every other model than this one."""
        with self._database.writing() as session:
            session.execute(delete(VectorRow).where(VectorRow.model != model))

    def older_than(self, moment: datetime, filters: Filters, limit: int) -> list[int]:
        """Articles from before a moment, by publication or else by when they were stored."""
        when = or_(
            VersionRow.published_at < moment,
            VersionRow.published_on < moment.date(),
            and_(
                VersionRow.published_at.is_(None),
                VersionRow.published_on.is_(None),
                VersionRow.created_at < moment,
            ),
        )
        query = _articles(filters).with_only_columns(ArticleRow.id).where(when)
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(ArticleRow.id).limit(limit)))

    def embed(self, claim_ids: Sequence[int], embedded: Embedded) -> None:
        """Gives stored claims their vectors of another model.

        Claims that are gone by now are passed over. Indexes learn of it when rebuilt.

        Raises:
            ValueError: hashes or vectors do not match the claims.
        """
        writes.check_vectors(len(claim_ids), embedded)
        with self._database.writing() as session:
            writes.embed(session, claim_ids, embedded)

    def delete(self, article_id: int) -> None:
        """Removes an article with every version, claim and vector of its own.

        Raises:
            NotFoundError: there is no such article.
        """
        with self._database.writing() as session:
            writes.delete_article(session, article_id)

    def article(self, article_id: int, version: int | None = None) -> StoredArticle:
        """An article's current version, or an earlier one by its number.

        Raises:
            NotFoundError: there is no such article or version.
        """
        with self._database.reading() as session:
            return _stored_article(session, *_version(session, article_id, version))

    def articles(
        self, filters: Filters = NO_FILTERS, *, before: int | None = None, limit: int
    ) -> list[StoredArticle]:
        """A page of articles that pass the filters, last stored first, from below ``before``."""
        query = _articles(filters).order_by(ArticleRow.id.desc()).limit(limit)
        if before is not None:
            query = query.where(ArticleRow.id < before)
        with self._database.reading() as session:
            return [_stored_article(session, *row) for row in session.execute(query)]

    def versions(self, article_id: int) -> list[Version]:
        """Every version of an article, the first first.

        Raises:
            NotFoundError: there is no such article.
        """
        query = select(VersionRow.number, VersionRow.created_at, VersionRow.current).where(
            VersionRow.article_id == article_id
        )
        with self._database.reading() as session:
            found = [Version(*row) for row in session.execute(query.order_by(VersionRow.number))]
        if not found:
            raise NotFoundError(f"there is no article {article_id}")
        return found

    def claims(
        self, article_id: int, version: int | None = None, filters: Filters = NO_FILTERS
    ) -> list[StoredClaim]:
        """The claims of an article's current or named version, in the order of the text.

        Raises:
            NotFoundError: there is no such article or version.
        """
        with self._database.reading() as session:
            _, row = _version(session, article_id, version)
            query = _claims().where(VersionRow.id == row.id, *filters.conditions())
            found = session.execute(query.order_by(ClaimRow.ordinal))
            return [rows.stored_claim(*each) for each in found]

    def corrections(self, article_id: int, version: int | None = None) -> list[Correction]:
        """The corrections in an article's current or named version, in the order of the text.

        Raises:
            NotFoundError: there is no such article or version.
        """
        with self._database.reading() as session:
            _, row = _version(session, article_id, version)
            query = select(CorrectionRow).where(CorrectionRow.version_id == row.id)
            found = session.scalars(query.order_by(CorrectionRow.ordinal))
            return [rows.stored_correction(each) for each in found]

    def current_corrections(self, article_ids: Iterable[int]) -> dict[int, list[Correction]]:
        """Those of the articles whose current versions hold corrections, with these."""
        found: dict[int, list[Correction]] = {}
        with self._database.reading() as session:
            for chunk in chunks(article_ids):
                query = (
                    select(VersionRow.article_id, CorrectionRow)
                    .join_from(CorrectionRow, VersionRow, CorrectionRow.version_id == VersionRow.id)
                    .where(VersionRow.current, VersionRow.article_id.in_(chunk))
                    .order_by(CorrectionRow.version_id, CorrectionRow.ordinal)
                )
                for article_id, row in session.execute(query):
                    found.setdefault(article_id, []).append(rows.stored_correction(row))
        return found

    def claims_by_id(
        self, ids: Iterable[int], filters: Filters = NO_FILTERS
    ) -> dict[int, StoredClaim]:
        """Those of the claims that answer and pass the filters, in the order asked."""
        wanted = list(ids)
        found: dict[int, StoredClaim] = {}
        with self._database.reading() as session:
            for chunk in chunks(wanted):
                query = _claims().where(VersionRow.current, ClaimRow.id.in_(chunk))
                for row in session.execute(query.where(*filters.conditions())):
                    found[row[0].id] = rows.stored_claim(*row)
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def passing(self, ids: Iterable[int], filters: Filters) -> set[int]:
        """Those of the claims that answer and pass the filters, by id alone."""
        found = set[int]()
        with self._database.reading() as session:
            for chunk in chunks(ids):
                query = _live().with_only_columns(ClaimRow.id).where(ClaimRow.id.in_(chunk))
                found.update(session.scalars(query.where(*filters.conditions())))
        return found

    def claim_ids(self, filters: Filters, limit: int) -> list[int]:
        """The first ``limit`` ids that pass the filters: few can be scanned exactly."""
        query = _live().with_only_columns(ClaimRow.id).where(*filters.conditions())
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(ClaimRow.id).limit(limit)))

    def live_claims(self, after: int, limit: int) -> list[StoredClaim]:
        """A page of all statements that answer, by id, from above ``after``."""
        query = _live().where(ClaimRow.id > after).order_by(ClaimRow.id).limit(limit)
        with self._database.reading() as session:
            return [rows.stored_claim(*row) for row in session.execute(query)]

    def unembedded(self, model: str, after: int, limit: int) -> list[StoredClaim]:
        """A page of the statements that answer but that the model has not embedded, by id."""
        known = exists().where(
            VectorRow.model == model, VectorRow.sha256 == ClaimRow.embedded_sha256
        )
        query = _live().where(ClaimRow.id > after, ~known).order_by(ClaimRow.id).limit(limit)
        with self._database.reading() as session:
            return [rows.stored_claim(*row) for row in session.execute(query)]

    def vectors_for(self, hashes: Iterable[str], model: str) -> dict[str, NDArray[np.float32]]:
        """The vectors ``(dim,)`` of those texts that the model has embedded before."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._database.reading() as session:
            for chunk in chunks(hashes):
                query = select(VectorRow).where(
                    VectorRow.model == model, VectorRow.sha256.in_(chunk)
                )
                for row in session.scalars(query):
                    found[row.sha256] = rows.unpack([row.data])[0]
        return found

    def vectors_of(self, claim_ids: Iterable[int], model: str) -> Batch:
        """Ids ``(m,)`` and vectors ``(m, dim)`` of those that answer and are embedded."""
        found: dict[int, bytes] = {}
        with self._database.reading() as session:
            for chunk in chunks(claim_ids):
                query = _embedded().where(ClaimRow.id.in_(chunk))
                found |= _vectors(session, session.execute(query).all(), model)
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

    def counts(self, filters: Filters = NO_FILTERS) -> Counts:
        """How much there is to search; the statements that pass the filters."""
        live = _live().with_only_columns(func.count())
        with self._database.reading() as session:
            return Counts(
                articles=session.scalar(select(func.count()).select_from(ArticleRow)) or 0,
                claims=session.scalar(live.where(*filters.conditions())) or 0,
                sequence=_last_sequence(session),
            )

    def languages(self) -> dict[str | None, int]:
        """How many articles answer or lie unread in each language; None is unknown."""
        query = select(VersionRow.language, func.count()).where(VersionRow.current)
        with self._database.reading() as session:
            found = session.execute(query.group_by(VersionRow.language))
            return {row[0]: row[1] for row in found}


def _claims() -> Select[ClaimRow, VersionRow, ArticleRow]:
    return (
        select(ClaimRow, VersionRow, ArticleRow)
        .join_from(ClaimRow, VersionRow, ClaimRow.version_id == VersionRow.id)
        .join(ArticleRow, VersionRow.article_id == ArticleRow.id)
        .options(defer(VersionRow.text))
    )


def _live() -> Select[ClaimRow, VersionRow, ArticleRow]:
    """The claims that searches find."""
    return _claims().where(VersionRow.current, STATEMENTS)


def _embedded() -> Select[int, str]:
    """Each claim that searches find, and the hash of its embedded text."""
    return (
        select(ClaimRow.id, ClaimRow.embedded_sha256)
        .join_from(ClaimRow, VersionRow, ClaimRow.version_id == VersionRow.id)
        .where(VersionRow.current, STATEMENTS)
    )


def _vectors(session: Session, claims: Sequence[Row[int, str]], model: str) -> dict[int, bytes]:
    """The stored vectors of a chunk of claims, by id.

    A query of its own: joined to the claims, SQLite would walk every vector of the model
    (half a minute at 100,000).
    """
    query = select(VectorRow.sha256, VectorRow.data).where(
        VectorRow.model == model, VectorRow.sha256.in_({hash_ for _, hash_ in claims})
    )
    data = {row[0]: row[1] for row in session.execute(query)}
    return {id_: data[hash_] for id_, hash_ in claims if hash_ in data}


def _articles(filters: Filters) -> Select[ArticleRow, VersionRow]:
    return (
        select(ArticleRow, VersionRow)
        .join_from(ArticleRow, VersionRow, VersionRow.article_id == ArticleRow.id)
        .where(VersionRow.current, *filters.conditions())
    )


def _version(
    session: Session, article_id: int, number: int | None
) -> tuple[ArticleRow, VersionRow]:
    wanted = VersionRow.current if number is None else VersionRow.number == number
    query = (
        select(ArticleRow, VersionRow)
        .join(VersionRow, VersionRow.article_id == ArticleRow.id)
        .where(ArticleRow.id == article_id, wanted)
    )
    if (row := session.execute(query).one_or_none()) is None:
        which = "article" if number is None else f"version {number} of article"
        raise NotFoundError(f"there is no {which} {article_id}")
    return row


def _stored_article(session: Session, article: ArticleRow, version: VersionRow) -> StoredArticle:
    claims = (
        select(func.count())
        .select_from(ClaimRow)
        .where(ClaimRow.version_id == version.id, STATEMENTS)
    )
    return rows.stored_article(article, version, session.scalar(claims) or 0)


def _last_sequence(session: Session) -> int:
    return session.scalar(select(func.max(ChangeRow.sequence))) or 0


def _pages(session: Session, model: str) -> Iterator[Batch]:
    after = 0
    query = _embedded().order_by(ClaimRow.id).limit(CHUNK)
    while page := session.execute(query.where(ClaimRow.id > after)).all():
        yield _batch(_vectors(session, page, model))
        after = page[-1][0]


def _batch(found: Mapping[int, bytes]) -> Batch:
    return np.array(list(found), np.int64), rows.unpack(list(found.values()))
