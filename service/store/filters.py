"""What an answer may be narrowed to, as conditions on the joined rows of a claim."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, or_

from service.store.tables import ArticleRow, ClaimRow, VersionRow
from service.vocabulary import ClaimKind, Genre, Published

STATEMENTS = ClaimRow.kind == ClaimKind.STATEMENT.value
"""The claims that are searched and counted; headlines are neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Narrows claims; an empty field narrows nothing.

    ``holders`` are names, compared without regard to case; "narration" is the outlet's
    own voice. Both bounds of publication are inclusive: an article of which only the
    day is known is within them if a part of that day is, and one of unknown date is
    within no bounds. Claims that nothing scored pass no ``min_checkworthiness``.
    """

    outlets: tuple[str, ...] = ()
    exclude_outlets: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    published_from: Published | None = None
    published_to: Published | None = None
    exclude_article: int | None = None
    genres: tuple[Genre, ...] = ()
    languages: tuple[str, ...] = ()
    kind: ClaimKind | None = None
    min_checkworthiness: float | None = None

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return self != Filters()

    def conditions(self) -> list[ColumnElement[bool]]:
        """Conditions on a query that joins claim, article_version and article."""
        return [*self._of_article(), *self._of_claim()]

    def _of_article(self) -> Iterator[ColumnElement[bool]]:
        if self.outlets:
            yield ArticleRow.outlet.in_(self.outlets)
        if self.exclude_outlets:
            excluded = ArticleRow.outlet.in_(self.exclude_outlets)
            yield or_(ArticleRow.outlet.is_(None), ~excluded)
        if self.published_from is not None:
            yield _not_before(self.published_from)
        if self.published_to is not None:
            yield _not_after(self.published_to)
        if self.exclude_article is not None:
            yield ArticleRow.id != self.exclude_article
        if self.genres:
            yield VersionRow.genre.in_([genre.value for genre in self.genres])
        if self.languages:
            yield VersionRow.language.in_(self.languages)

    def _of_claim(self) -> Iterator[ColumnElement[bool]]:
        if self.holders:
            yield ClaimRow.holder_key.in_([holder_key(name) for name in self.holders])
        if self.kind is not None:
            yield ClaimRow.kind == self.kind.value
        if self.min_checkworthiness is not None:
            yield ClaimRow.checkworthiness >= self.min_checkworthiness


def holder_key(name: str) -> str:
    """A holder's name as it is compared; the databases' own lower() knows only ASCII."""
    return " ".join(name.split()).casefold()


def _not_before(bound: Published) -> ColumnElement[bool]:
    start = bound if isinstance(bound, datetime) else datetime.combine(bound, time(), UTC)
    return or_(VersionRow.published_at >= start, VersionRow.published_on >= _day(bound))


def _not_after(bound: Published) -> ColumnElement[bool]:
    end = bound if isinstance(bound, datetime) else datetime.combine(bound, time.max, UTC)
    return or_(VersionRow.published_at <= end, VersionRow.published_on <= _day(bound))


def _day(bound: Published) -> date:
    return bound.astimezone(UTC).date() if isinstance(bound, datetime) else bound
