"""What the relation models said, and which live claims it ties together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased, defer

from service.store import rows
from service.store.chunks import chunks
from service.store.database import Database
from service.store.records import Backlog, StoredArticle, StoredClaim
from service.store.tables import ArticleRow, ClaimRow, JudgementRow, RelationRow, VersionRow
from service.store.waiting import articles, backlog, waiting
from service.vocabulary import Label, Relation, Superseded

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRelation:
    """A relation between two claims that answer; ``a`` is the one stored first."""

    a: StoredClaim
    b: StoredClaim
    relation: Relation


class Relations:
    """Judgements by the hash of their two texts, and the relations they make.

    ``models`` is the digest of the relation models throughout: another model's
    judgements are not found, and another model's articles are pending.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def judgements(self, keys: Iterable[str], models: str) -> dict[str, NDArray[np.float32]]:
        """The scores ``(10,)`` of those text pairs that the models have judged before."""
        found = {}
        with self._database.reading() as session:
            for chunk in chunks(keys):
                query = select(JudgementRow.sha256, JudgementRow.data).where(
                    JudgementRow.models == models, JudgementRow.sha256.in_(chunk)
                )
                for key, data in session.execute(query):
                    found[key] = np.frombuffer(data, "<f4").astype(np.float32)
        return found

    def remember(self, judged: Mapping[str, NDArray[np.float32]], models: str) -> None:
        """Keep scores ``(10,)``; those that another process kept meanwhile stay as they are."""
        with self._database.writing() as session:
            known = set[str]()
            for chunk in chunks(judged):
                query = select(JudgementRow.sha256).where(
                    JudgementRow.models == models, JudgementRow.sha256.in_(chunk)
                )
                known.update(session.scalars(query))
            session.add_all(
                JudgementRow(models=models, sha256=key, data=scores.astype("<f4").tobytes())
                for key, scores in judged.items()
                if key not in known
            )

    def forget_other_models(self, models: str) -> None:
        """Drop what other relation models said: it is never asked for again."""
        with self._database.writing() as session:
            session.execute(delete(JudgementRow).where(JudgementRow.models != models))

    def pending(self, models: str, limit: int) -> list[int]:
        """The articles that wait longest to be held against the archive, by id."""
        query = articles(waiting(VersionRow.related_by, models))
        with self._database.reading() as session:
            return list(session.scalars(query.order_by(VersionRow.id).limit(limit)))

    def backlog(self, models: str) -> Backlog:
        """How much waits, and since when."""
        with self._database.reading() as session:
            return backlog(session, waiting(VersionRow.related_by, models))

    def link(self, article: StoredArticle, found: Mapping[Pair, Relation], *, models: str) -> bool:
        """Keep the relations of a version's claims and mark it as done, in one transaction.

        ``found`` is by claim ids, the lower first, as the pair was judged. A pair one of
        whose claims is gone by now is passed over.

        Returns:
            Whether the version is still the current one and split as it was; if not, nothing
            is written.
        """
        with self._database.writing() as session:
            row = session.scalar(
                select(VersionRow)
                .where(VersionRow.article_id == article.id, VersionRow.number == article.version)
                .where(VersionRow.split_by.is_not_distinct_from(article.split_by))
                .where(VersionRow.current)
                .options(defer(VersionRow.text))
            )
            if row is None:
                return False
            own = select(ClaimRow.id).where(ClaimRow.version_id == row.id)
            touching = or_(RelationRow.a_id.in_(own), RelationRow.b_id.in_(own))
            session.execute(delete(RelationRow).where(touching, RelationRow.models != models))
            key = tuple_(RelationRow.a_id, RelationRow.b_id)
            for chunk in chunks(found):
                session.execute(delete(RelationRow).where(key.in_(chunk)))
            alive = _alive(session, {claim for pair in found for claim in pair})
            session.add_all(
                RelationRow(**rows.relation_values(a, b, relation, models))
                for (a, b), relation in found.items()
                if a in alive and b in alive
            )
            session.execute(
                update(VersionRow).where(VersionRow.id == row.id).values(related_by=models)
            )
        return True

    def of_article(
        self, article_id: int, *, labels: Sequence[Label] = (), after: Pair = (0, 0), limit: int
    ) -> list[StoredRelation]:
        """Relations of an article's claims, a page from above the pair ``after``."""
        own = select(ClaimRow.id).join(VersionRow).where(VersionRow.article_id == article_id)
        touching = or_(RelationRow.a_id.in_(own), RelationRow.b_id.in_(own))
        return self._page(touching, labels, after, limit)

    def of_claim(
        self, claim_id: int, *, labels: Sequence[Label] = (), after: Pair = (0, 0), limit: int
    ) -> list[StoredRelation]:
        """Relations of one claim, a page from above the pair ``after``."""
        touching = or_(RelationRow.a_id == claim_id, RelationRow.b_id == claim_id)
        return self._page(touching, labels, after, limit)

    def overtaken(self, claim_ids: Iterable[int]) -> dict[int, int]:
        """Those of the claims that a later figure or state replaces, with the replacing claim.

        Only an ``update`` replaces; that a hope was met or belied leaves it a hope. Of
        several the latest stored is named.
        """
        found: dict[int, int] = {}
        with self._database.reading() as session:
            for chunk in chunks(claim_ids):
                earlier_a = and_(RelationRow.earlier == "a", RelationRow.a_id.in_(chunk))
                earlier_b = and_(RelationRow.earlier == "b", RelationRow.b_id.in_(chunk))
                query = (
                    _living()
                    .with_only_columns(RelationRow.a_id, RelationRow.b_id, RelationRow.earlier)
                    .where(RelationRow.superseded == Superseded.UPDATE.value)
                    .where(or_(earlier_a, earlier_b))
                )
                for one, other, earlier in session.execute(query):
                    old, new = (one, other) if earlier == "a" else (other, one)
                    found[old] = max(new, found.get(old, 0))
        return found

    def _page(
        self, touching: ColumnElement[bool], labels: Sequence[Label], after: Pair, limit: int
    ) -> list[StoredRelation]:
        query = _living().where(touching, _above(after))
        if labels:
            query = query.where(RelationRow.label.in_([label.value for label in labels]))
        query = query.order_by(RelationRow.a_id, RelationRow.b_id).limit(limit)
        with self._database.reading() as session:
            return [
                StoredRelation(
                    a=rows.stored_claim(*one),
                    b=rows.stored_claim(*other),
                    relation=rows.stored_relation(relation),
                )
                for relation, *ends in session.execute(query)
                for one, other in [(ends[:3], ends[3:])]
            ]


def _living() -> Select[*tuple[Any, ...]]:
    """Relations both whose claims answer, with claim, version and article of each side."""
    a, b = aliased(VersionRow), aliased(VersionRow)
    claim_a, claim_b = aliased(ClaimRow), aliased(ClaimRow)
    article_a, article_b = aliased(ArticleRow), aliased(ArticleRow)
    return (
        select(RelationRow, claim_a, a, article_a, claim_b, b, article_b)
        .join_from(RelationRow, claim_a, RelationRow.a_id == claim_a.id)
        .join(a, claim_a.version_id == a.id)
        .join(article_a, a.article_id == article_a.id)
        .join(claim_b, RelationRow.b_id == claim_b.id)
        .join(b, claim_b.version_id == b.id)
        .join(article_b, b.article_id == article_b.id)
        .where(a.current, b.current)
        .options(defer(a.text), defer(b.text))
    )


def _above(after: Pair) -> ColumnElement[bool]:
    a, b = after
    return or_(RelationRow.a_id > a, and_(RelationRow.a_id == a, RelationRow.b_id > b))


def _alive(session: Session, claim_ids: Iterable[int]) -> set[int]:
    found = set[int]()
    for chunk in chunks(claim_ids):
        found.update(session.scalars(select(ClaimRow.id).where(ClaimRow.id.in_(chunk))))
    return found
