import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.relations.figures import State, figures
from service.relations.match import Match
from service.relations.measures import Kind
from service.relations.quantities import figure_pairs


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("turnout was 54 percent", Kind.PERCENT, ""),
        ("two-thirds of the crew", Kind.PERCENT, ""),
        ("cost \u20ac9 million", Kind.MONEY, "\u20ac"),
        ("cost 85,000 pounds", Kind.MONEY, "\u00a3"),
        ("weighed 280 pounds", Kind.MEASURE, "mass"),
        ("a wall of eleven kilometres", Kind.MEASURE, "length"),
        ("a clerk aged 31", Kind.AGE, ""),
        ("a 29-year-old clerk", Kind.AGE, ""),
        ("412 clerks", Kind.COUNT, ""),
    ],
)
def test_a_figure_knows_its_kind_and_unit(text: str, kind: Kind, unit: str) -> None:
    (found,) = figures(text)
    assert (found.kind, found.unit) == (kind, unit)


def test_numbers_set_against_each_other_are_a_score() -> None:
    assert [figure.kind for figure in figures("The bill passed by 41 votes to 33")] == [
        Kind.SCORE,
        Kind.SCORE,
    ]


def test_years_and_dates_are_no_quantities() -> None:
    assert figures("In 1994, and on 3 May 2007, the 1950-53 war was recalled") == ()


def test_a_toll_knows_its_state() -> None:
    dead, hurt = figures("The blast killed 12 people and left 40 wounded")
    assert (dead.state, hurt.state) == (State.DEAD, State.HURT)


@pytest.mark.parametrize(
    ("a", "b", "match"),
    [
        ("12 people were killed", "15 people were killed", Match.CLASH),
        ("twelve people were killed", "12 people were killed", Match.EQUAL),
        ("nearly 90 homes burned", "88 homes burned", Match.ROUNDED),
        ("600,000 homes burned", "598,412 homes burned", Match.ROUNDED),
        ("at least 12 homes burned", "15 homes burned", Match.COMPATIBLE),
        ("more than 4,000 homes burned", "1,012 homes burned", Match.CLASH),
        ("a pipe of 10 miles", "a pipe of 16 kilometres", Match.ROUNDED),
        ("a pipe of 10 miles", "a pipe of 30 kilometres", Match.CLASH),
        ("a field of 100 acres", "a field of 40 hectares", Match.ROUNDED),
        ("it was 68 degrees Fahrenheit", "it was 20 degrees Celsius", Match.EQUAL),
        ("half of the voters", "49 percent of the voters", Match.ROUNDED),
    ],
)
def test_figures_of_one_quantity_are_compared(a: str, b: str, match: Match) -> None:
    (pair,) = figure_pairs(a, b)
    assert pair.match is match
    (mirrored,) = figure_pairs(b, a)
    assert mirrored.match is match


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("12 percent of clerks", "15 clerks"),
        ("cost \u20ac11 million", "cost $11 million"),
        ("12 people were killed", "15 people were injured"),
    ],
)
def test_different_quantities_are_never_compared(a: str, b: str) -> None:
    assert figure_pairs(a, b) == []


def test_an_equal_figure_is_not_turned_into_a_clash() -> None:
    pairs = figure_pairs("12 men killed 15 cows", "15 cows were killed by 12 men")
    assert {pair.match for pair in pairs} == {Match.EQUAL}


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    for pair in figure_pairs(a, b):
        assert pair.a.span.end <= len(a)
        assert pair.b.span.end <= len(b)
