from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.dateline import date_line


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "# Harbour vote delayed\n\nBy Ada Moreno  \n13 February 2019\n\nThe vote.",
            date(2019, 2, 13),
        ),
        ("LISBON, June 11, 2018 (Agency) - Ministers met.", date(2018, 6, 11)),
        ("LISBON, 11 June 2018 — Ministers met.", date(2018, 6, 11)),
        ("Published: Tuesday, Sept. 3, 2024 at 4:15 p.m. GMT\nText.", date(2024, 9, 3)),
        ("2024-03-05\n\nText.", date(2024, 3, 5)),
        ("By Ada Moreno | March 5, 2024\n\nText.", date(2024, 3, 5)),
        ("May 1st, 2020", date(2020, 5, 1)),
    ],
)
def test_reads_a_date_line(text: str, day: date) -> None:
    assert date_line(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "LISBON, June 11 (Agency) - Ministers met.",  # no year: nothing is invented
        "On 13 February 2019 the council met in Lisbon.",
        "The treaty of 11 June 2018 - signed in Lisbon - is void.",
        "31 February 2019\n\nText.",
        "03/04/2019\n\nText.",  # March or April
        "",
        "Nothing here.\n" * 20 + "13 February 2019",
    ],
)
def test_invents_no_date(text: str) -> None:
    assert date_line(text) is None


@given(st.text(alphabet="13 Feb2019,.()-—\nApMay:|by", max_size=400))
def test_never_raises(text: str) -> None:
    assert date_line(text) is None or isinstance(date_line(text), date)


def test_a_long_line_is_read_in_linear_time() -> None:
    assert date_line("by " * 20_000 + "13 February 2019") is None
