"""Articles, claims and vectors for the contract suites."""

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from service.store import Embedded, Request, Split, Store, Stored, text_hash
from service.vocabulary import (
    NARRATION,
    Article,
    Claim,
    ClaimKind,
    Correction,
    Holder,
    HolderKind,
    Span,
)

MODEL = "m" * 64
SPLITTER = "s" * 64
DIM = 8


def vector_of(text: str) -> NDArray[np.float32]:
    """A unit vector that depends on the text alone, kept in half precision."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    vector = np.random.default_rng(seed).normal(size=DIM)
    return (vector / np.linalg.norm(vector)).astype(np.float16).astype(np.float32)


def put(  # noqa: PLR0913 - what the suites vary, each by name
    store: Store,
    *sentences: str,
    key: str = "one",
    outlet: str = "The Courier",
    holder: str | None = None,
    published: date | None = date(2021, 3, 4),
    request: Request | None = None,
) -> Stored:
    """Store an article of these sentences, a claim each."""
    text = " ".join(sentences)
    article = Article(text=text, outlet=outlet, external_id=key, published=published, title="T")
    return store.add(article, split(*claims_of(*sentences, holder=holder)), request)


def claims_of(*sentences: str, holder: str | None = None) -> list[Claim]:
    """A claim each, as they stand one after the other in a text."""
    claims, at = [], 0
    held = Holder(HolderKind.PERSON, holder, "said") if holder else NARRATION
    for sentence in sentences:
        span = Span(at, at + len(sentence))
        claims.append(Claim(spans=(span,), text=sentence, holder=held))
        at = span.end + 1
    return claims


def headed(
    store: Store,
    headline: str,
    body: Claim,
    *,
    text: str | None = None,
    corrections: Sequence[Correction] = (),
) -> Stored:
    """Store an article of one claim under a headline that is a claim too."""
    title = Claim(
        spans=(Span(0, len(headline)),),
        text=headline,
        holder=NARRATION,
        kind=ClaimKind.HEADLINE,
    )
    article = Article(
        text=text or body.text, outlet="The Courier", external_id="one", title=headline
    )
    return store.add(article, split(title, body, corrections=corrections))


def split(*claims: Claim, by: str = SPLITTER, corrections: Sequence[Correction] = ()) -> Split:
    """These claims, as the made models would hand them in."""
    return Split(claims=claims, embedded=embedded(claims), by=by, corrections=corrections)


def embedded(claims: Sequence[Claim]) -> Embedded:
    """What the made model makes of some claims."""
    vectors = np.stack([vector_of(claim.text) for claim in claims])
    return Embedded(MODEL, [text_hash(claim.text) for claim in claims], vectors)
