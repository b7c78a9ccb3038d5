"""What a writing transaction does; the caller holds the writer's lock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.orm import Session, defer

from service.errors import IdempotencyError, NotFoundError, UnstorableTextError
from service.store.filters import STATEMENTS
from service.store.identity import identity
from service.store.records import Embedded, Request, Split, Stored, text_hash
from service.store.rows import claim_of, claim_values, correction_values, pack, version_values
from service.store.tables import (
    ArticleRow,
    ChangeRow,
    ClaimRow,
    CorrectionRow,
    RequestRow,
    VectorRow,
    VersionRow,
)
from service.vocabulary import Article, Claim, ClaimKind, Correction

UNIT_TOLERANCE = 0.01
REQUESTS_KEPT = timedelta(hours=24)


def check_text(article: Article) -> None:
    """Refuses what PostgreSQL would, on every database.

    Raises:
        UnstorableTextError: a text holds a NUL or half a surrogate pair.
    """
    named = (article.title, article.outlet, article.url, article.external_id)
    for text in (article.text, *named, article.origin_outlet, article.language, *article.authors):
        if text is not None and ("\0" in text or any("\ud800" <= c <= "\udfff" for c in text)):
            raise UnstorableTextError("the text holds a NUL or half a surrogate pair")


def check_vectors(claims: int, embedded: Embedded) -> None:
    """Refuses vectors that do not belong to the claims.

    Raises:
        ValueError: their numbers differ, or a vector is not of unit length.
    """
    hashes, vectors = embedded.hashes, embedded.vectors
    if not claims == len(hashes) == len(vectors) or vectors.ndim != 2:
        raise ValueError(
            f"{claims} claims, {len(hashes)} hashes and vectors of shape {vectors.shape}"
        )
    if claims and np.abs(np.linalg.norm(vectors, axis=1) - 1).max() > UNIT_TOLERANCE:
        raise ValueError("the vectors are not of unit length")


def add(session: Session, article: Article, split: Split) -> Stored:
    """Stores a version of an article, unless its text is the current one already."""
    key = identity(article)
    row = session.scalar(select(ArticleRow).where(ArticleRow.identity == key))
    number = 1
    if row is None:
        row = ArticleRow(identity=key, created_at=datetime.now(UTC))
        session.add(row)
    else:
        current = _current(session, row.id)
        if current.text_sha256 == text_hash(article.text):
            return _stored(session, current, created=False)
        number = current.number + 1
        _retire(session, current)
    row.outlet, row.external_id, row.url = article.outlet, article.external_id, article.url
    session.flush()
    version = VersionRow(
        article_id=row.id,
        number=number,
        current=True,
        split_by=split.by,
        **version_values(article),
    )
    session.add(version)
    session.flush()
    _add_claims(session, version.id, split, range(len(split.claims)))
    _add_corrections(session, version.id, split.corrections)
    return _stored(session, version, created=True)


def renew(session: Session, article_id: int, version: int, split: Split) -> bool:
    """Replaces claims and corrections of a version, unless it is no longer the current one."""
    row = session.scalar(
        select(VersionRow)
        .where(VersionRow.article_id == article_id, VersionRow.number == version)
        .where(VersionRow.current)
        .options(defer(VersionRow.text))
    )
    if row is None:
        return False
    before = session.scalars(select(ClaimRow).where(ClaimRow.version_id == row.id)).all()
    known = {_asserted(claim_of(each)): each.id for each in before}
    kept = {
        place: id_
        for place, claim in enumerate(split.claims)
        if (id_ := known.pop(_asserted(claim), None)) is not None
    }
    staying = set(kept.values())
    gone = [each for each in before if each.id not in staying]
    hashes = [each.embedded_sha256 for each in gone]
    _log(session, (each.id for each in gone if _stated(each)), added=False)
    session.execute(delete(ClaimRow).where(ClaimRow.id.in_([each.id for each in gone])))
    session.execute(  # no two claims may share a place, not even while they change places
        update(ClaimRow).where(ClaimRow.version_id == row.id).values(ordinal=-1 - ClaimRow.ordinal)
    )
    for place, id_ in kept.items():
        values = claim_values(row.id, place, split.claims[place], split.embedded.hashes[place])
        session.merge(ClaimRow(id=id_, **values))
    session.flush()
    new = [place for place in range(len(split.claims)) if place not in kept]
    _add_claims(session, row.id, split, new)
    session.execute(delete(CorrectionRow).where(CorrectionRow.version_id == row.id))
    _add_corrections(session, row.id, split.corrections)
    _forget_vectors(session, hashes)
    row.split_by = split.by
    if new:
        row.related_by = None
    return True


def delivered(session: Session, request: Request) -> Stored | None:
    """What an earlier delivery under the same idempotency key stored.

    Raises:
        IdempotencyError: the key was used before, with another body.
        NotFoundError: what it delivered has been deleted since.
    """
    row = session.get(RequestRow, request.key)
    if row is None or row.created_at < datetime.now(UTC) - REQUESTS_KEPT:
        return None
    if row.body != request.body:
        raise IdempotencyError("Idempotency-Key", "Used before, with another body.")
    version = session.scalar(
        select(VersionRow).where(
            VersionRow.article_id == row.article_id, VersionRow.number == row.version
        )
    )
    if version is None:
        raise NotFoundError(f"article {row.article_id}, stored under this key, has been deleted")
    return _stored(session, version, created=row.created)


def note_request(session: Session, request: Request, stored: Stored) -> None:
    """Keeps what became of a delivery under an idempotency key."""
    session.merge(
        RequestRow(
            key=request.key,
            body=request.body,
            article_id=stored.article_id,
            version=stored.version,
            created=stored.created,
            created_at=datetime.now(UTC),
        )
    )


def embed(session: Session, claim_ids: Sequence[int], embedded: Embedded) -> None:
    """Gives those claims that still exist another embedded text and vector."""
    known = set(session.scalars(select(ClaimRow.id).where(ClaimRow.id.in_(claim_ids))))
    kept = [place for place, id_ in enumerate(claim_ids) if id_ in known]
    if not kept:
        return
    hashes = [embedded.hashes[place] for place in kept]
    table = ClaimRow.__table__
    session.connection().execute(
        update(ClaimRow)
        .where(table.c.id == bindparam("claim"))
        .values(embedded_sha256=bindparam("hash")),
        [
            {"claim": claim_ids[place], "hash": hash_}
            for place, hash_ in zip(kept, hashes, strict=True)
        ],
    )
    _add_vectors(session, Embedded(embedded.model, hashes, embedded.vectors[kept]))


def delete_article(session: Session, article_id: int) -> None:
    """Removes an article and what only it needed.

    Raises:
        NotFoundError: there is no such article.
    """
    if session.get(ArticleRow, article_id) is None:
        raise NotFoundError(f"there is no article {article_id}")
    _log(session, _statement_ids(session, _current(session, article_id).id), added=False)
    session.flush()
    hashes = session.scalars(
        select(ClaimRow.embedded_sha256)
        .join(VersionRow, ClaimRow.version_id == VersionRow.id)
        .where(VersionRow.article_id == article_id)
    ).all()
    session.execute(delete(ArticleRow).where(ArticleRow.id == article_id))
    _forget_vectors(session, hashes)


def _current(session: Session, article_id: int) -> VersionRow:
    return session.scalars(
        select(VersionRow).where(VersionRow.article_id == article_id, VersionRow.current)
    ).one()


def _statement_ids(session: Session, version_id: int) -> Sequence[int]:
    """A version's claims that are searched and counted, in the order of the text."""
    query = select(ClaimRow.id).where(ClaimRow.version_id == version_id, STATEMENTS)
    return session.scalars(query.order_by(ClaimRow.ordinal)).all()


def _stored(session: Session, version: VersionRow, *, created: bool) -> Stored:
    return Stored(
        article_id=version.article_id,
        version=version.number,
        claim_ids=tuple(_statement_ids(session, version.id)),
        created=created,
    )


def _retire(session: Session, version: VersionRow) -> None:
    version.current = False
    _log(session, _statement_ids(session, version.id), added=False)
    session.flush()


def _asserted(claim: Claim) -> Claim:
    """A claim without what is only thought of it: how much it deserves a check."""
    return replace(claim, checkworthiness=None)


def _stated(row: ClaimRow) -> bool:
    """Whether a claim is searched and counted, as ``STATEMENTS`` says."""
    return row.kind == ClaimKind.STATEMENT.value


def _add_claims(session: Session, version_id: int, split: Split, places: Iterable[int]) -> None:
    """Adds the claims at some places of a split, and their vectors."""
    claims, hashes = split.claims, split.embedded.hashes
    found = [
        ClaimRow(**claim_values(version_id, place, claims[place], hashes[place]))
        for place in places
    ]
    session.add_all(found)
    session.flush()
    _log(session, (each.id for each in found if _stated(each)), added=True)
    _add_vectors(session, split.embedded)


def _add_corrections(session: Session, version_id: int, corrections: Sequence[Correction]) -> None:
    session.add_all(
        CorrectionRow(**correction_values(version_id, ordinal, correction))
        for ordinal, correction in enumerate(corrections)
    )


def _forget_vectors(session: Session, hashes: Sequence[str]) -> None:
    """Drops those of some vectors that no claim is found by any more."""
    used = exists().where(ClaimRow.embedded_sha256 == VectorRow.sha256)
    session.execute(delete(VectorRow).where(VectorRow.sha256.in_(hashes), ~used))


def _add_vectors(session: Session, embedded: Embedded) -> None:
    known = set(
        session.scalars(
            select(VectorRow.sha256).where(
                VectorRow.model == embedded.model, VectorRow.sha256.in_(embedded.hashes)
            )
        )
    )
    fresh = dict(zip(embedded.hashes, embedded.vectors, strict=True))
    session.add_all(
        VectorRow(model=embedded.model, sha256=hash_, data=pack(vector))
        for hash_, vector in fresh.items()
        if hash_ not in known
    )


def _log(session: Session, claim_ids: Iterable[int], *, added: bool) -> None:
    session.add_all(ChangeRow(claim_id=id_, added=added) for id_ in claim_ids)
