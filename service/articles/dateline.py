"""The date line at the top of a text: the day of publication, where no metadata gives it."""

# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what these patterns read

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES = tuple(
    re.compile(rf"(?<![\w.-]){pattern}(?![\w-])", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:T[\d:.+Z-]*)?",
    )
)
_BESIDE = re.compile(
    r"(?:\s|[|,.;:•·()\[\]–—-]|\b(?:published|posted|updated|created|issued|released|filed|dated?"
    r"|on|at|first|last|modified|online|print|edition"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|noon|midnight|[ap]\.?m\.?|gmt|utc|bst|[ecmp][ds]?t|cest|jst|kst|ist"
    r"|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{1,2}(?=\s?[ap]\.?m))\b\.?"
    r"|\bby\s[^\d|]{2,60})*",
    re.IGNORECASE,
)
_DATELINE_BEFORE = re.compile(
    r"[A-Z][\w.'’/-]{1,30}(?:\s[A-Z][\w.'’/-]{1,30}){0,3}(?:,\s?[A-Z][\w. ]{1,30})?,?\s?\(?"
)
_DATELINE_AFTER = re.compile(r"\)?,?\s?(?:\([^()]{1,40}\)\s?)?(?:—|–|--?|:|/)(?:\s|[A-Z])")

TOP_LINES = 12
"""How many lines at the top may hold the date line."""


def date_line(text: str) -> date | None:
    """The date a text's own date line gives, or None.

    A line that is only a date (with a weekday, time, label or by-line beside it), or a
    dateline with a year ("LISBON, June 11, 2018 (Agency) - "). A date inside a sentence is
    none, and neither is one without a year; nothing is inferred.
    """
    lines = [line.strip() for line in text[:5000].splitlines() if line.strip()]
    for line in lines[:TOP_LINES]:
        found = _read(line)
        if found is not None:
            return found
    return None


def _read(line: str) -> date | None:
    for pattern in _DATES:
        match = pattern.search(line[:160])
        if match is None:
            continue
        before, after = line[: match.start()], line[match.end() :]
        alone = len(line) <= 120 and _BESIDE.fullmatch(before) and _BESIDE.fullmatch(after)
        dateline = _DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after)
        if alone or dateline:
            return _day(match)
    return None


def _day(match: re.Match[str]) -> date | None:
    """The calendar day, or None where there is none such (31 February)."""
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
