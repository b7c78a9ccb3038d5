"""New claims meet the archive: what they agree and clash with is worked out and kept.

A headline meets only its own article's body: it says again, briefly, what stands there.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import structlog
from numpy.typing import NDArray

from service.desk.candidates import Near, likest, nearest, one_a_voice
from service.desk.judgements import Remembering
from service.desk.parts import Archive, Models, embed
from service.desk.sources import Sourced, embedded_texts, without_headlines
from service.relations import judge
from service.store import Filters
from service.vocabulary import ClaimKind, Relation, tells

RETRIEVED = 64
JUDGED_A_CLAIM = 12
"""Pairs judged for each claim of a new article, the likest of all retrieved first."""
ANY = Filters()
log = structlog.get_logger()


def follow(archive: Archive, models: Models) -> bool:
    """Hold the claims of the article that waits longest against the archive.

    Its relations are kept in one transaction, which also marks it as done: killed at any
    moment, it is done again or not at all.

    Returns:
        Whether there was an article waiting.
    """
    waiting = archive.store.relations.pending(models.relating, 1)
    for article_id in waiting:
        article = archive.store.article(article_id)
        rows = archive.store.claims(article_id, article.version)
        found = _relate([Sourced.stored(row) for row in rows], archive, models)
        archive.store.relations.link(article, found, models=models.relating)
        log.info("followed", article=article_id, claims=article.claims, relations=len(found))
    return bool(waiting)


def _relate(
    claims: Sequence[Sourced], archive: Archive, models: Models
) -> dict[tuple[int, int], Relation]:
    if not without_headlines(claims):
        return {}
    met, pairs = candidates(claims, archive, models)
    pairs = pairs[: JUDGED_A_CLAIM * len(claims)]
    relations = judge(
        [(met[a].statement, met[b].statement) for a, b in pairs],
        Remembering(models.predictor, archive.store.relations),
    )
    return {
        pair: relation for pair, relation in zip(pairs, relations, strict=True) if tells(relation)
    }


def candidates(
    claims: Sequence[Sourced], archive: Archive, models: Models
) -> tuple[dict[int, Sourced], list[tuple[int, int]]]:
    """The claims that an article's claims meet, themselves among them, and the pairs of ids.

    Statements meet the archive's, a headline those of its article. The likest pairs come
    first; the lower id stands first in each.
    """
    met = {_id(claim): claim for claim in claims}
    cosines: dict[tuple[int, int], float] = {}
    vectors = embed(embedded_texts(claims), models.embedder, archive.store)
    for claim, near in _meetings(claims, vectors, archive):
        for other, cosine in one_a_voice(near):
            met.setdefault(_id(other), other)
            a, b = sorted((_id(claim), _id(other)))
            cosines[a, b] = cosine
    ids = list(met)
    place = {key: at for at, key in enumerate(ids)}
    ranked = likest(
        [(place[a], place[b]) for a, b in cosines],
        [claim.statement.text for claim in met.values()],
        np.array([*cosines.values()], np.float32),
    )
    return met, [(ids[i], ids[j]) for i, j in ranked]


def _meetings(
    claims: Sequence[Sourced], vectors: NDArray[np.float32], archive: Archive
) -> Iterator[tuple[Sourced, list[Near]]]:
    stated = np.array([claim.claim.kind is ClaimKind.STATEMENT for claim in claims])
    body = without_headlines(claims)
    for claim, near in zip(body, nearest(vectors[stated], archive, ANY, RETRIEVED), strict=True):
        yield claim, [each for each in near if not _own(claim, each[0])]
    headlines = [claim for claim in claims if claim.claim.kind is ClaimKind.HEADLINE]
    for claim, cosines in zip(headlines, vectors[~stated] @ vectors[stated].T, strict=True):
        yield claim, list(zip(body, cosines.tolist(), strict=True))


def _id(claim: Sourced) -> int:
    return claim.id or 0


def _own(claim: Sourced, other: Sourced) -> bool:
    """One holder's claims within one article are not held against each other."""
    return claim.article_id == other.article_id and claim.voice == other.voice
