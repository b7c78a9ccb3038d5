import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.relations.numerals import numerals


@pytest.mark.parametrize(
    ("text", "quoted", "value"),
    [
        ("A hundred and eighteen delegates came", "A hundred and eighteen", 118),
        ("roads cost $6.1 billion", "$6.1 billion", 6.1e9),
        ("they bought 3.5m doses", "3.5m", 3.5e6),
        ("half a dozen boats", "half a dozen", 6),
        ("a quarter of a million pilgrims", "a quarter of a million", 250_000),
        ("sold 1,204 copies", "1,204", 1204),
        ("ninety-nine thousand votes", "ninety-nine thousand", 99_000),
    ],
)
def test_a_number_is_read_with_its_words(text: str, quoted: str, value: float) -> None:
    (found,) = numerals(text)
    assert found.span.of(text) == quoted
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 12 cows", 12, math.inf),
        ("more than 300 cows", 300, math.inf),
        ("12 or more cows", 12, math.inf),
        ("up to 40 cows", -math.inf, 40),
        ("fewer than 90 cows", -math.inf, 90),
        ("no more than 90 cows", -math.inf, 90),
        ("between 12 and 15 cows", 12, 15),
        ("3 to 5 percent", 3, 5),
        ("12 cows", 12, 12),
    ],
)
def test_bounds_and_ranges_are_intervals(text: str, low: float, high: float) -> None:
    (found,) = numerals(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("words", ["about 100", "some 100", "nearly 110", "just over 95"])
def test_an_approximation_allows_its_neighbours_and_no_more(words: str) -> None:
    (found,) = numerals(f"{words} cows")
    assert found.low <= 104 <= found.high or found.low <= 96 <= found.high
    assert not found.low <= 160 <= found.high


@pytest.mark.parametrize(
    "text", ["No one came", "one another", "the M6 and the N-236", "at 9:30", "the 21st hole", ""]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert numerals(text) == []


@given(st.text())
def test_any_text_can_be_read_and_spans_lie_in_it(text: str) -> None:
    for found in numerals(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert found.low <= found.value <= found.high
