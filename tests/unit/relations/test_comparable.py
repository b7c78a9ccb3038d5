from datetime import date

import pytest

from service.relations.comparable import not_comparable
from service.vocabulary import NotComparable, Statement

PRINTED = date(2019, 6, 1)


def said(text: str, published: date | None = None) -> Statement:
    return Statement(text=text, published=published)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("In 2014 floods killed 12 people.", "Floods killed 15 people in 2016."),
        ("Floods killed 12 people last year.", "The floods have killed 15 people."),
        ("In 2014 floods killed 12 people.", "The floods have killed 15 people."),
    ],
)
def test_figures_of_two_years_are_not_comparable(a: str, b: str) -> None:
    assert not_comparable(said(a, PRINTED), said(b, PRINTED)) is NotComparable.PERIOD


def test_the_same_words_printed_years_apart_are_of_two_years() -> None:
    early = said("Floods killed 12 people.", date(2014, 6, 1))
    assert not_comparable(early, said("Floods killed 15 people.", PRINTED)) is NotComparable.PERIOD


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Floods killed 12 people.", "Floods killed 15 people."),
        ("Since 1966 floods killed 12 people.", "Floods killed 15 people."),
        ("By 2030 the port will have 12 cranes.", "The port will have 15 cranes."),
        ("Floods killed 12 people in Arvik.", "Floods in Arvik killed 15 people."),
        ("Rain fell in 2014.", "Floods killed 15 people in 2016."),
    ],
)
def test_what_may_well_be_one_quantity_is_comparable(a: str, b: str) -> None:
    assert not_comparable(said(a, PRINTED), said(b, PRINTED)) is None


def test_tolls_of_two_places_are_not_comparable() -> None:
    a, b = said("Cholera killed 12 people in Arvik."), said("Cholera killed 15 people in Solund.")
    assert not_comparable(a, b) is NotComparable.PLACE


def test_a_figure_explained_by_the_sentence_before_is_comparable() -> None:
    a = Statement(text="That figure was 12 percent.", context="Unemployment rose in May.")
    assert not_comparable(a, said("Unemployment was 15 percent.")) is None
