"""Between the vocabulary's values and the tables' rows."""

from collections.abc import Sequence
from dataclasses import asdict, astuple
from datetime import UTC, date, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from service.store.filters import holder_key
from service.store.records import StoredArticle, StoredClaim, text_hash
from service.store.tables import ArticleRow, ClaimRow, CorrectionRow, RelationRow, VersionRow
from service.vocabulary import (
    Article,
    CheckWorthiness,
    Claim,
    ClaimKind,
    Correction,
    Genre,
    Holder,
    HolderKind,
    Inference,
    Label,
    Modality,
    NotComparable,
    Probabilities,
    Published,
    Reason,
    ReasonBy,
    ReasonType,
    Relation,
    Side,
    Span,
    Superseded,
    Topic,
)

Values = dict[str, object]


def version_values(article: Article) -> Values:
    """The columns of an article's version that follow from the article alone."""
    published = article.published
    timed = isinstance(published, datetime)
    return {
        "title": article.title,
        "text": article.text,
        "text_sha256": text_hash(article.text),
        "published_at": published if timed else None,
        "published_on": None if timed else published,
        "authors": list(article.authors),
        "genre": article.genre.value,
        "origin_outlet": article.origin_outlet,
        "language": article.language,
        "complete": article.complete,
        "created_at": datetime.now(UTC),
    }


def claim_values(version_id: int, ordinal: int, claim: Claim, embedded: str) -> Values:
    """A claim's columns; ``embedded`` is the hash of the text that was embedded for it."""
    holder, worth = claim.holder, claim.checkworthiness
    return {
        "version_id": version_id,
        "ordinal": ordinal,
        "kind": claim.kind.value,
        "spans": [astuple(span) for span in claim.spans],
        "text": claim.text,
        "reading": claim.reading,
        "context": claim.context,
        "holder_kind": holder.kind.value,
        "holder_name": holder.name,
        "holder_key": holder_key(holder.name or holder.kind.value),
        "holder_cue": holder.cue,
        "holder_via": list(holder.via),
        "modality": claim.modality.value,
        "missing": list(claim.missing),
        "checkworthiness": worth.score if worth else None,
        "checkworthiness_reason": worth.reason.value if worth else None,
        "embedded_sha256": embedded,
    }


def correction_values(version_id: int, ordinal: int, correction: Correction) -> Values:
    """A correction's columns."""
    return {
        "version_id": version_id,
        "ordinal": ordinal,
        "spans": [astuple(span) for span in correction.spans],
        "text": correction.text,
        "withdrawn": correction.withdrawn,
        "replacement": correction.replacement,
    }


def stored_article(article: ArticleRow, version: VersionRow, claims: int) -> StoredArticle:
    """A version of an article, as it came."""
    return StoredArticle(
        id=article.id,
        version=version.number,
        current=version.current,
        claims=claims,
        stored_at=version.created_at,
        related_by=version.related_by,
        split_by=version.split_by,
        article=Article(
            text=version.text,
            title=version.title,
            outlet=article.outlet,
            url=article.url,
            external_id=article.external_id,
            published=_published(version.published_at, version.published_on),
            authors=tuple(version.authors),
            genre=Genre(version.genre),
            origin_outlet=version.origin_outlet,
            language=version.language,
            complete=version.complete,
        ),
    )


def stored_claim(claim: ClaimRow, version: VersionRow, article: ArticleRow) -> StoredClaim:
    """A claim with what is known of its article."""
    return StoredClaim(
        id=claim.id,
        article_id=article.id,
        version=version.number,
        outlet=article.outlet,
        origin_outlet=version.origin_outlet,
        genre=Genre(version.genre),
        published=_published(version.published_at, version.published_on),
        title=version.title,
        url=article.url,
        claim=claim_of(claim),
    )


def claim_of(row: ClaimRow) -> Claim:
    """A claim as it was cut."""
    return Claim(
        spans=tuple(Span(start, end) for start, end in row.spans),
        text=row.text,
        reading=row.reading,
        context=row.context,
        holder=Holder(
            kind=HolderKind(row.holder_kind),
            name=row.holder_name,
            cue=row.holder_cue,
            via=tuple(row.holder_via),
        ),
        kind=ClaimKind(row.kind),
        modality=Modality(row.modality),
        missing=tuple(row.missing),
        checkworthiness=_checkworthiness(row),
    )


def stored_correction(row: CorrectionRow) -> Correction:
    """A correction as it was read."""
    return Correction(
        spans=tuple(Span(start, end) for start, end in row.spans),
        text=row.text,
        withdrawn=row.withdrawn,
        replacement=row.replacement,
    )


def relation_values(a_id: int, b_id: int, relation: Relation, models: str) -> Values:
    """A relation's columns."""
    return {
        "a_id": a_id,
        "b_id": b_id,
        "models": models,
        "label": relation.label.value,
        **asdict(relation.probabilities),
        "superseded": _value(relation.superseded),
        "earlier": _value(relation.earlier),
        "not_comparable": _value(relation.not_comparable),
        "forward": list(astuple(relation.forward)),
        "backward": list(astuple(relation.backward)),
        "reasons": [
            {
                "type": reason.type.value,
                "words": reason.words,
                "a": astuple(reason.a) if reason.a else None,
                "b": astuple(reason.b) if reason.b else None,
                "by": reason.by.value,
            }
            for reason in relation.reasons
        ],
    }


def stored_relation(row: RelationRow) -> Relation:
    """A relation as it was judged."""
    return Relation(
        label=Label(row.label),
        probabilities=Probabilities(row.agreement, row.conflict, row.opposition, row.neutral),
        forward=Inference(*row.forward),
        backward=Inference(*row.backward),
        superseded=Superseded(row.superseded) if row.superseded else None,
        earlier=Side(row.earlier) if row.earlier else None,
        not_comparable=NotComparable(row.not_comparable) if row.not_comparable else None,
        reasons=tuple(
            Reason(
                type=ReasonType(each["type"]),
                words=each["words"],
                a=Span(*each["a"]) if each["a"] else None,
                b=Span(*each["b"]) if each["b"] else None,
                by=ReasonBy(each["by"]),
            )
            for each in row.reasons
        ),
    )


def pack(vector: NDArray[np.float32]) -> bytes:
    """A vector's stored form, float16: a cosine moves by less than .001."""
    return vector.astype("<f2").tobytes()


def unpack(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Stored vectors ``(n, dim)``; ``(0, 0)`` of none."""
    if not blobs:
        return np.empty((0, 0), np.float32)
    return np.frombuffer(b"".join(blobs), "<f2").reshape(len(blobs), -1).astype(np.float32)


def _checkworthiness(claim: ClaimRow) -> CheckWorthiness | None:
    score, reason = claim.checkworthiness, claim.checkworthiness_reason
    return None if score is None or reason is None else CheckWorthiness(score, Topic(reason))


def _value(member: StrEnum | None) -> str | None:
    return member.value if member else None


def _published(at: datetime | None, on: date | None) -> Published | None:
    return at if at is not None else on
