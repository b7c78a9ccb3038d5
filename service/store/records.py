"""What the store hands out: frozen values that know no session."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.vocabulary import Article, Claim, Correction, Genre, Published

Batch: TypeAlias = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Claim ids ``(n,)`` and their vectors ``(n, dim)``."""


def text_hash(text: str) -> str:
    """The sha256 of a text in UTF-8, in hex: the key of its vector."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a model, named by its digest, made of some claims.

    For each claim the ``text_hash`` of the text that was embedded, and a row of
    ``vectors``, ``(n, dim)`` float32 of unit length.
    """

    model: str
    hashes: Sequence[str]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What an article was split into.

    Attributes:
        claims: In the order of the text.
        embedded: What the embedding model made of each.
        by: The digest of what split it.
        corrections: The notes in its text that it was wrong.
    """

    claims: Sequence[Claim]
    embedded: Embedded
    by: str
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What adding an article did; ``created`` is False where its text was there already.

    ``claim_ids`` are its statements; a headline is stored beside them and not counted.
    """

    article_id: int
    version: int
    claim_ids: tuple[int, ...]
    created: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """One version of an article; ``stored_at`` is when that version came.

    ``claims`` counts its statements. ``related_by`` is the digest of the relation models
    that have held its claims against the archive; None, or another than the present one,
    means that this is still to come. ``split_by`` names likewise what split it into claims.
    """

    id: int
    version: int
    current: bool
    article: Article
    claims: int
    stored_at: datetime
    related_by: str | None
    split_by: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, without its text."""

    number: int
    stored_at: datetime
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A delivery under an idempotency key: hashes of the key and of the body."""

    key: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim of a current version, with what is known of its article."""

    id: int
    article_id: int
    version: int
    claim: Claim
    outlet: str | None
    origin_outlet: str | None
    genre: Genre
    published: Published | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the append-only log: a claim came to answer, or ceased to."""

    sequence: int
    claim_id: int
    added: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles, the statements that answer, and the last sequence of the change log."""

    articles: int
    claims: int
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Articles, and their statements, that wait for the worker; ``since`` the first was stored."""

    articles: int
    claims: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class LiveVectors:
    """Every live claim's vector as of one sequence; ``batches`` may be read repeatedly."""

    sequence: int
    batches: Callable[[], Iterator[Batch]]
