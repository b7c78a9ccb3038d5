"""Whether a pair can be judged at all: the same quantity, but of another period or place."""

import re

from service.relations.dates import Date, dates
from service.relations.match import Match
from service.relations.quantities import FigurePair, figure_pairs
from service.relations.words import shared_names
from service.vocabulary import NotComparable, Statement

_PLACE = re.compile(
    r"\b(?:in|at|near|outside|off)\s((?:[A-Z][\w\u2019'-]+)(?:\s[A-Z][\w\u2019'-]+)*)"
)
_REFERENT = re.compile(
    r"^\W*(?:that|this|the (?:same|former|latter)) (?:figure|number|sum|amount|total|count)\b|"
    r"\b(?:that figure|that number|that sum)\b",
    re.IGNORECASE,
)


def not_comparable(a: Statement, b: Statement) -> NotComparable | None:
    """Why the figures or acts of two statements cannot be set against each other.

    None where nothing forbids it, which includes pairs that share no quantity.
    """
    pairs = figure_pairs(a.text, b.text)
    alike = [pair for pair in pairs if pair.likeness >= 0.5]
    if any(_unresolved(statement) for statement in (a, b)) and pairs:
        return NotComparable.REFERENT
    if not alike or not any(pair.match is Match.CLASH for pair in alike):
        return None
    if _other_period(a, b):
        return NotComparable.PERIOD
    if _other_place(a, b, alike):
        return NotComparable.PLACE
    return None


def _unresolved(statement: Statement) -> bool:
    return bool(_REFERENT.search(statement.text)) and not statement.context


def _other_period(a: Statement, b: Statement) -> bool:
    """Both name years of their own and share none."""
    years_a, years_b = (_years(dates(s.text, s.published)) for s in (a, b))
    return bool(years_a and years_b) and not years_a & years_b


def _years(found: list[Date]) -> frozenset[int]:
    return frozenset(day.year for day in found if day.year and day.spoken != "weekday")


def _other_place(a: Statement, b: Statement, alike: list[FigurePair]) -> bool:
    """Each side puts its figure somewhere that the other never names."""
    if not any(pair.sure for pair in alike):
        return False
    places = [frozenset(_PLACE.findall(statement.text)) for statement in (a, b)]
    if not all(places) or shared_names(a.text, b.text):
        return False
    return not any(
        place in other.text or place in other.context
        for found, other in zip(places, (b, a), strict=True)
        for place in found
    )
