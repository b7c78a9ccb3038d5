"""New claims meet the archive: what they agree and clash with is worked out and kept."""

from collections.abc import Sequence

import numpy as np
import structlog

from service.desk.candidates import likest, nearest, one_a_voice
from service.desk.judgements import Remembering
from service.desk.parts import Archive, Models, embed
from service.desk.sources import Sourced, embedded_texts
from service.relations import judge
from service.store import Filters
from service.vocabulary import Relation, tells

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
        version = archive.store.article(article_id).version
        claims = [Sourced.stored(row) for row in archive.store.claims(article_id, version)]
        found = _relate(claims, archive, models)
        archive.store.relations.link(article_id, version, found, models=models.relating)
        log.info("followed", article=article_id, claims=len(claims), relations=len(found))
    return bool(waiting)


def _relate(
    claims: Sequence[Sourced], archive: Archive, models: Models
) -> dict[tuple[int, int], Relation]:
    if not claims:
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

    The likest pairs come first; the lower id stands first in each.
    """
    met = {_id(claim): claim for claim in claims}
    cosines: dict[tuple[int, int], float] = {}
    vectors = embed(embedded_texts(claims), models.embedder, archive.store)
    for claim, near in zip(claims, nearest(vectors, archive, ANY, RETRIEVED), strict=True):
        others = ((other, cosine) for other, cosine in near if not _own(claim, other))
        for other, cosine in one_a_voice(others):
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


def _id(claim: Sourced) -> int:
    return claim.id or 0


def _own(claim: Sourced, other: Sourced) -> bool:
    """One holder's claims within one article are not held against each other."""
    return claim.article_id == other.article_id and claim.voice == other.voice
