"""Which current versions wait for the worker: a digest stands beside each that is not the present.

The column is the queue: what no digest, or another, stands beside waits.
"""

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.store.filters import STATEMENTS
from service.store.records import Backlog
from service.store.tables import ClaimRow, VersionRow


def waiting(column: InstrumentedAttribute[str | None], present: str) -> ColumnElement[bool]:
    """Whether a version is current and its column does not name the present digest."""
    return and_(VersionRow.current.is_(True), or_(column.is_(None), column != present))


def articles(condition: ColumnElement[bool]) -> Select[int]:
    """The articles that wait, to be put in an order.

    In two steps: asked for in an order at once, SQLite reads every article, text and all.
    """
    versions = select(VersionRow.id).where(condition)
    return select(VersionRow.article_id).where(VersionRow.id.in_(versions))


def backlog(session: Session, condition: ColumnElement[bool]) -> Backlog:
    """How much waits, and since when."""
    claims = select(func.count()).select_from(ClaimRow).join(VersionRow)
    query = select(func.count(), func.min(VersionRow.id)).where(condition)
    articles, first = session.execute(query).one()
    stored_at = select(VersionRow.created_at).where(VersionRow.id == first)
    return Backlog(
        articles=articles,
        claims=session.scalar(claims.where(condition, STATEMENTS)) or 0,
        since=session.scalar(stored_at),
    )
