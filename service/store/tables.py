"""The tables. A change here needs a migration; a contract test compares the two."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.store.types import BigId, UtcDateTime


class Base(DeclarativeBase):
    """Names every constraint, so that SQLite's batch migrations can find it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ArticleRow(Base):
    """An article through all its versions."""

    __tablename__ = "article"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    identity: Mapped[str] = mapped_column(String(64), unique=True)
    outlet: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class VersionRow(Base):
    """One text of an article; at most one is current.

    ``related_by`` names the relation models that have held its claims against the
    archive; of any other models' it is still pending. ``split_by`` names likewise what
    split it into claims.
    """

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index(
            "ix_article_version_current",
            "article_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
        Index("ix_article_version_current_related_by", "current", "related_by"),
        Index("ix_article_version_current_split_by", "current", "split_by"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(BigId, ForeignKey("article.id", ondelete="CASCADE"))
    number: Mapped[int]
    current: Mapped[bool]
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    text_sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    published_on: Mapped[date | None] = mapped_column(index=True)
    authors: Mapped[list[str]] = mapped_column(JSON)
    genre: Mapped[str] = mapped_column(String(32))
    origin_outlet: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    complete: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    related_by: Mapped[str | None] = mapped_column(String(64))
    split_by: Mapped[str | None] = mapped_column(String(64))


class ClaimRow(Base):
    """One claim of one version; ``holder_key`` is what holders are filtered by.

    ``checkworthiness`` is a probability and ``checkworthiness_reason`` what speaks for it;
    both are null where nothing scored the claim.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("version_id", "ordinal"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("article_version.id", ondelete="CASCADE")
    )
    ordinal: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    reading: Mapped[str | None] = mapped_column(Text)
    context: Mapped[str] = mapped_column(Text)
    holder_kind: Mapped[str] = mapped_column(String(32))
    holder_name: Mapped[str | None] = mapped_column(Text)
    holder_key: Mapped[str] = mapped_column(Text)
    holder_cue: Mapped[str | None] = mapped_column(Text)
    holder_via: Mapped[list[str]] = mapped_column(JSON)
    modality: Mapped[str] = mapped_column(String(32))
    missing: Mapped[list[str]] = mapped_column(JSON)
    checkworthiness: Mapped[float | None]
    checkworthiness_reason: Mapped[str | None] = mapped_column(String(32))
    embedded_sha256: Mapped[str] = mapped_column(String(64), index=True)


class CorrectionRow(Base):
    """An outlet's note, in one version of its article, that it was wrong."""

    __tablename__ = "correction"

    version_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("article_version.id", ondelete="CASCADE"), primary_key=True
    )
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    spans: Mapped[list[list[int]]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    withdrawn: Mapped[str | None] = mapped_column(Text)
    replacement: Mapped[str | None] = mapped_column(Text)


class VectorRow(Base):
    """An embedded text's unit vector, float16 little-endian; equal texts share one."""

    __tablename__ = "vector"

    model: Mapped[str] = mapped_column(Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ChangeRow(Base):
    """The append-only change log; no foreign key, because it outlives its claims."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)

    sequence: Mapped[int] = mapped_column(BigId, primary_key=True)
    claim_id: Mapped[int] = mapped_column(BigId)
    added: Mapped[bool]


class JudgementRow(Base):
    """What the relation models said of two texts: ten float32, little-endian (``scores``)."""

    __tablename__ = "judgement"
    __table_args__ = ({"sqlite_with_rowid": False},)

    models: Mapped[str] = mapped_column(String(64), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class RelationRow(Base):
    """Two claims that tell something of each other; ``a`` is the one stored first."""

    __tablename__ = "relation"

    a_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    b_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    models: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(32))
    agreement: Mapped[float]
    conflict: Mapped[float]
    opposition: Mapped[float]
    neutral: Mapped[float]
    superseded: Mapped[str | None] = mapped_column(String(32))
    earlier: Mapped[str | None] = mapped_column(String(1))
    not_comparable: Mapped[str | None] = mapped_column(String(32))
    forward: Mapped[list[float]] = mapped_column(JSON)
    backward: Mapped[list[float]] = mapped_column(JSON)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class JobRow(Base):
    """A piece of the worker's work; the table is its queue too."""

    __tablename__ = "job"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(32), index=True)
    done: Mapped[int]
    total: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RequestRow(Base):
    """A delivery that named an idempotency key, and what became of it.

    No foreign key: that a deleted article was delivered under the key is known for as
    long as the key is kept.
    """

    __tablename__ = "request"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[str] = mapped_column(String(64))
    article_id: Mapped[int] = mapped_column(BigId)
    version: Mapped[int]
    created: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class KeyRow(Base):
    """An API key; of its secret only the hash."""

    __tablename__ = "api_key"

    prefix: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    secret_sha256: Mapped[str] = mapped_column(String(64))
    scope: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
