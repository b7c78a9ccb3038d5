"""Dates as news writes them, resolved as far as their words and the day of print allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.relations.match import Match
from service.vocabulary import Published, Span

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_IN = (
    r"in|since|of|from|by|until|till|to|during|after|before|around|back|late|early|mid|and|the|year"
)

_DATE = re.compile(
    rf"""\b(?:
      (?P<md_month>{_MONTH})\s(?P<md_day>{_DAY})(?:,?\s(?P<md_year>{_YEAR}))?\b(?![,.]?\d)
    | (?P<dm_day>{_DAY})(?:\sof)?\s(?P<dm_month>{_MONTH})(?:,?\s(?P<dm_year>{_YEAR}))?\b
    | (?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?P<my_month>{_MONTH})(?:,|\sof)?\s(?P<my_year>{_YEAR})\b
    | (?P<which>last|next|this|in|by|since|until|from|of|early|late|mid|to|during|every)[\s-]
        (?P<m_month>{_MONTH})\b(?!(?:,|\sof)?\s(?:{_DAY}\b|{_YEAR}))
    | (?:(?:{_IN})[\s-]+|\()(?P<year>{_YEAR})s?\b(?!\s?[-\u2013/]\s?\d)
        (?!\s?(?:[a-z]*%|per\s?cent))(?![,.]?\d)
    | (?P<from_year>{_YEAR})\s?[-\u2013/]\s?(?:{_YEAR}|\d\d)\b
    | (?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?!\sTimes)
    | (?P<near>yesterday|today|tomorrow)\b
    | (?P<turn>last|this|next)\s(?P<unit>year|month|week)\b
    | (?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<ago>years?)\sago\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AHEAD = re.compile(
    r"\b(?:will|next|until|by|due|scheduled|set|going|shall|expected)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text: the parts that its words (or the day of print) fix.

    ``weekday`` counts from Monday as 0; ``spoken`` names the finest part written.
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    spoken: str = "day"


def dates(text: str, published: Published | None = None) -> list[Date]:
    """The dates of ``text`` in order; relative ones resolve only against ``published``."""
    return list(_dates(text, published.date() if isinstance(published, datetime) else published))


def _dates(text: str, printed: date | None) -> Iterator[Date]:
    for match in _DATE.finditer(text):
        kind = match.lastgroup or ""
        read = (
            _absolute(match, printed) if kind not in _RELATIVE else _relative(match, text, printed)
        )
        if read:
            yield read


_RELATIVE = frozenset({"weekday", "near", "turn", "unit", "count", "ago"})


def _absolute(match: re.Match[str], printed: date | None) -> Date | None:
    if match["iso"]:
        return _iso(match["iso"], Span(*match.span()))
    for group in ("year", "from_year"):
        if match[group]:
            start = match.start(group)
            end = match.end(group) if group == "year" else match.end()
            return Date(Span(start, end), int(match[group]), spoken="year")
    part = next(part for part in ("md", "dm", "my", "m") if match[f"{part}_month"])
    named = match[f"{part}_month"]
    if named.islower():  # "may", "march" the verbs
        return None
    if part == "m":
        return _bare_month(match, _month(named), printed)
    return _day_or_month(match, part, _month(named))


def _day_or_month(match: re.Match[str], part: str, month: int) -> Date | None:
    span, year = Span(*match.span()), match[f"{part}_year"]
    day = int(re.sub(r"\D", "", match[f"{part}_day"])) if part != "my" else None
    if day is not None and not 1 <= day <= 31:
        return None
    return Date(span, int(year) if year else None, month, day, spoken="day" if day else "month")


def _iso(words: str, span: Span) -> Date | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return Date(span, day.year, day.month, day.day)


def _month(named: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(named.lower()[:3]))


def _bare_month(match: re.Match[str], month: int, printed: date | None) -> Date:
    which, year = match["which"].lower(), None
    if printed and which == "last":
        year = printed.year if month < printed.month else printed.year - 1
    elif printed and which == "next":
        year = printed.year if month > printed.month else printed.year + 1
    start = match.start() if which in ("last", "next", "this") else match.start("m_month")
    return Date(Span(start, match.end()), year, month, spoken="month")


def _relative(match: re.Match[str], text: str, printed: date | None) -> Date | None:
    span = Span(*match.span())
    if match["weekday"]:
        return _on_weekday(match, text, printed)
    if match["near"]:
        shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()]
        return _from_day(span, printed + timedelta(shift)) if printed else None
    if not printed:
        return None
    if match["ago"]:
        count = match["count"].lower()
        back = int(count) if count.isdigit() else _SMALL.index(count)
        return Date(span, printed.year - back, spoken="year")
    if match["unit"].lower() == "year":
        shift = {"last": -1, "this": 0, "next": 1}[match["turn"].lower()]
        return Date(span, printed.year + shift, spoken="year")
    return None


def _on_weekday(match: re.Match[str], text: str, printed: date | None) -> Date:
    number = _WEEKDAYS.index(match["weekday"].lower())
    span = Span(*match.span())
    if printed is None:
        return Date(span, weekday=number, spoken="weekday")
    back = (printed.weekday() - number) % 7
    before = text[max(0, match.start() - 40) : match.start()]
    if _AHEAD.search(before):
        return _from_day(span, printed + timedelta((number - printed.weekday()) % 7))
    return _from_day(span, printed - timedelta(back))


def _from_day(span: Span, day: date) -> Date:
    return Date(span, day.year, day.month, day.day, day.weekday(), "weekday")


def compare_dates(a: Date, b: Date) -> Match:
    """Equal where the finest parts agree, a clash where a part both fix differs.

    Weekdays clash only by their resolved days, or, unresolved, by their names.
    """
    pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    if a.day is None or b.day is None:
        pairs = (*pairs[:2], (a.weekday, b.weekday))
    known = [(x, y) for x, y in pairs if x is not None and y is not None]
    if any(x != y for x, y in known):
        return Match.CLASH
    if not known:
        return Match.COMPATIBLE
    finest = a.spoken == b.spoken or (a.day is not None and b.day is not None)
    return Match.EQUAL if finest else Match.COMPATIBLE
