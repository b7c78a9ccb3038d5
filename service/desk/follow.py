"""New claims meet the archive: what they agree and clash with is worked out and kept."""

from collections.abc import Sequence

import structlog

from service.desk.candidates import nearest, one_a_voice
from service.desk.judgements import Remembering
from service.desk.parts import Archive, Models, embed
from service.desk.sources import Sourced, embedded_texts
from service.relations import judge
from service.store import Filters
from service.vocabulary import Relation, tells

RETRIEVED = 64
JUDGED = 12
"""Nearest claims, one a voice, that each new claim is held against."""
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
    vectors = embed(embedded_texts(claims), models.embedder, archive.store)
    ends: dict[tuple[int, int], tuple[Sourced, Sourced]] = {}
    for claim, near in zip(claims, nearest(vectors, archive, ANY, RETRIEVED), strict=True):
        others = ((other, score) for other, score in near if not _own(claim, other))
        for other, _ in one_a_voice(others, JUDGED):
            a, b = sorted((claim, other), key=lambda each: each.id or 0)
            ends[a.id or 0, b.id or 0] = a, b
    relations = judge(
        [(a.statement, b.statement) for a, b in ends.values()],
        Remembering(models.predictor, archive.store.relations),
    )
    return {
        pair: relation for pair, relation in zip(ends, relations, strict=True) if tells(relation)
    }


def _own(claim: Sourced, other: Sourced) -> bool:
    """One holder's claims within one article are not held against each other."""
    return claim.article_id == other.article_id and claim.voice == other.voice
