"""Whether a pair can be judged at all: the same quantity, but of another period or place."""

import re

from service.relations.dates import Date, dates
from service.relations.figures import Figure
from service.relations.match import Match
from service.relations.quantities import FigurePair, figure_pairs
from service.relations.words import shared_names
from service.vocabulary import NotComparable, Span, Statement

_PLACE = re.compile(r"\b(?:in|at|near|outside|off)\s([A-Z][\w\u2019'-]+(?:\s[A-Z][\w\u2019'-]+)*)")
_REFERENT = re.compile(r"\b(?:that|this) (?:figure|number|sum|amount|total|count)\b", re.IGNORECASE)
_OF_THE_YEAR = re.compile(r"\b(?:in|of|during)\s(?:the\s)?(?:[A-Z][a-z]+\s)?$", re.IGNORECASE)
_ALIKE = 0.5
_NEAR = 40
"""Characters between a figure and the year that it belongs to."""
_YEAR_APART = 300
"""Days between two days of print that make a figure of today one of another year."""


def not_comparable(a: Statement, b: Statement) -> NotComparable | None:
    """Why the figures of two statements cannot be set against each other.

    None where nothing forbids it, which includes pairs that share no quantity.
    """
    pairs = figure_pairs(a.text, b.text)
    if pairs and (_unresolved(a) or _unresolved(b)):
        return NotComparable.REFERENT
    alike = [pair for pair in pairs if pair.likeness >= _ALIKE]
    if any(_other_year(a, b, pair) for pair in alike):
        return NotComparable.PERIOD
    clashing = any(pair.sure and pair.match is Match.CLASH for pair in alike)
    return NotComparable.PLACE if clashing and _other_place(a, b) else None


def _unresolved(statement: Statement) -> bool:
    return bool(_REFERENT.search(statement.text)) and not statement.context


def _other_year(a: Statement, b: Statement, pair: FigurePair) -> bool:
    """Whether the two figures are of different years, by their words or the days of print."""
    told_a, told_b = _year_told(a, pair.a), _year_told(b, pair.b)
    year_a = told_a or (a.published.year if a.published else None)
    year_b = told_b or (b.published.year if b.published else None)
    if year_a is None or year_b is None or year_a == year_b:
        return False
    if year_a in _years(b) or year_b in _years(a):  # the other speaks of that year too
        return False
    return bool(told_a or told_b) or _long_apart(a, b)


def _year_told(statement: Statement, figure: Figure) -> int | None:
    """The year that stands beside a figure, where it dates it: "in 2014", "last year"."""
    told = [
        day
        for day in dates(statement.text, statement.published)
        if day.year and _gap(day.span, figure.span) <= _NEAR and _dates_it(statement, day)
    ]
    return min(told, key=lambda day: _gap(day.span, figure.span)).year if told else None


def _years(statement: Statement) -> frozenset[int | None]:
    return frozenset(day.year for day in dates(statement.text, statement.published))


def _dates_it(statement: Statement, day: Date) -> bool:
    """A year gone by; "since 1966" or "by 2030" date no figure beside them."""
    gone = statement.published is None or (day.year or 0) < statement.published.year
    words = day.span.of(statement.text)
    if day.spoken != "year" or not gone or words.lower().startswith(("this", "next")):
        return False
    return not words.isdigit() or bool(_OF_THE_YEAR.search(statement.text[: day.span.start]))


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end)


def _long_apart(a: Statement, b: Statement) -> bool:
    if a.published is None or b.published is None:
        return False
    days = a.published.toordinal() - b.published.toordinal()
    return abs(days) >= _YEAR_APART


def _other_place(a: Statement, b: Statement) -> bool:
    """Each side puts its figure somewhere that the other never names."""
    places = [frozenset(_PLACE.findall(statement.text)) for statement in (a, b)]
    if not all(places) or shared_names(a.text, b.text):
        return False
    return not any(
        place in other.text or place in other.context
        for found, other in zip(places, (b, a), strict=True)
        for place in found
    )
