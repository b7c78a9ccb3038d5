from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.relations.dates import compare_dates, dates
from service.relations.match import Match

PRINTED = date(2019, 2, 13)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("signed on July 27, 1953, in a hut", (1953, 7, 27)),
        ("signed on 27 July 1953 in a hut", (1953, 7, 27)),
        ("signed on the 27th of July", (None, 7, 27)),
        ("since March 2014 the port", (2014, 3, None)),
        ("met last June in a hotel", (2018, 6, None)),
        ("met on Monday", (2019, 2, 11)),
        ("will meet on Friday", (2019, 2, 15)),
        ("came yesterday", (2019, 2, 12)),
        ("in 1994 the deal", (1994, None, None)),
        ("last year the deal", (2018, None, None)),
        ("three years ago the deal", (2016, None, None)),
    ],
)
def test_a_date_is_resolved_as_far_as_its_words_go(
    text: str, parts: tuple[int | None, int | None, int | None]
) -> None:
    (found,) = dates(text, PRINTED)
    assert (found.year, found.month, found.day) == parts


def test_a_relative_date_stays_open_without_the_day_of_print() -> None:
    assert dates("last year and yesterday") == []
    (june,) = dates("met last June")
    assert (june.year, june.month) == (None, 6)


def test_a_time_of_publication_counts_as_its_day() -> None:
    (found,) = dates("came yesterday", datetime(2019, 2, 13, 9, tzinfo=UTC))
    assert found.day == 12


@pytest.mark.parametrize(
    "text", ["It may rain", "won 5-4", "at 9 a.m.", "they march on", "12 cows"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates(text, PRINTED) == []


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        ("July 27, 1953", "27 July 1953", Match.EQUAL),
        ("July 27, 1953", "28 July 1953", Match.CLASH),
        ("July 1953", "27 July 1953", Match.COMPATIBLE),
        ("in 1994", "in 2007", Match.CLASH),
        ("on Monday", "on 11 February", Match.EQUAL),
        ("on Monday", "on Tuesday", Match.CLASH),
    ],
)
def test_dates_are_compared_by_the_parts_both_fix(a: str, b: str, match: Match) -> None:
    (x,), (y,) = dates(a, PRINTED), dates(b, PRINTED)
    assert compare_dates(x, y) is match
    assert compare_dates(y, x) is match


@given(st.text(), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_any_text_can_be_read_and_spans_lie_in_it(text: str, printed: date) -> None:
    for found in dates(text, printed):
        assert 0 <= found.span.start < found.span.end <= len(text)
