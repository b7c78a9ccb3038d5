"""What is kept no longer: articles past their time, and what nobody will ask for."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import structlog

from service.desk.parts import Archive, Models
from service.errors import NotFoundError
from service.store import Filters

PAGE = 100
log = structlog.get_logger()


def prune(archive: Archive, models: Models, *, days: int, outlets: Mapping[str, int]) -> int:
    """Delete articles older than they are kept; returns how many.

    Args:
        archive: what is pruned.
        models: whose judgements stay; those of earlier relation models go.
        days: how long an article is kept after its publication, 0 for ever.
        outlets: the same for single outlets.
    """
    now = datetime.now(UTC)
    deleted = sum(
        _expire(archive, now - timedelta(days=kept), Filters(outlets=(outlet,)))
        for outlet, kept in outlets.items()
        if kept
    )
    if days:
        others = Filters(exclude_outlets=tuple(outlets))
        deleted += _expire(archive, now - timedelta(days=days), others)
    archive.store.forget_requests()
    archive.store.relations.forget_other_models(models.predictor.digest)
    return deleted


def _expire(archive: Archive, moment: datetime, filters: Filters) -> int:
    deleted = 0
    while page := archive.store.older_than(moment, filters, PAGE):
        for article_id in page:
            try:
                archive.store.delete(article_id)
            except NotFoundError:  # deleted by a client meanwhile, which is what was wanted
                continue
            deleted += 1
    log.info("pruned", before=moment.isoformat(), deleted=deleted)
    return deleted
