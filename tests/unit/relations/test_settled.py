from datetime import date

import pytest

from service.relations.settled import settled
from service.vocabulary import Label, Statement


def outcome(a: str, b: str, label: Label) -> Label:
    printed = date(2021, 5, 3)
    one, other = Statement(text=a, published=printed), Statement(text=b, published=printed)
    assert settled(other, one, label) is settled(one, other, label)
    return settled(one, other, label)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The tanker off Arvik lost 640 tonnes of oil.", "The tanker lost 1,000 tonnes of oil."),
        ("The treaty was signed on July 27, 1953.", "The treaty was signed on 29 July 1953."),
        ("Eight clerks were hurt in Arvik.", "Fourteen clerks were hurt in Arvik."),
    ],
)
def test_alike_sentences_with_other_figures_do_not_agree(a: str, b: str) -> None:
    assert outcome(a, b, Label.AGREEMENT) is Label.CONFLICT


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The tanker lost 640 tonnes of oil.", "Divers saw 1,000 tonnes of coal on the quay."),
        ("In 2014 floods killed 12 people here.", "In 2019 floods killed 15 people here."),
        ("Eight clerks were hurt in Arvik.", "Six others were hurt in Arvik."),
        ("Eight clerks were hurt in Arvik.", "Eight clerks were hurt in Arvik."),
    ],
)
def test_agreement_stands_where_nothing_plainly_clashes(a: str, b: str) -> None:
    assert outcome(a, b, Label.AGREEMENT) is Label.AGREEMENT


def test_rounding_is_no_conflict() -> None:
    a, b = "Nearly 90 homes burned in Arvik.", "In Arvik 88 homes burned down."
    assert outcome(a, b, Label.CONFLICT) is Label.AGREEMENT


def test_compatible_bounds_are_no_conflict() -> None:
    a, b = "At least 12 people were killed in Arvik.", "The blast in Arvik killed 15 people."
    assert outcome(a, b, Label.CONFLICT) is Label.NEUTRAL


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Eight clerks were hurt in Arvik.", "Fourteen clerks were hurt in Arvik."),
        ("The mayor of Arvik left.", "The mayor of Arvik stayed."),
        ("On 3 May at least 12 people died.", "On 4 May 15 people died."),
    ],
)
def test_a_conflict_stands_where_something_may_clash(a: str, b: str) -> None:
    assert outcome(a, b, Label.CONFLICT) is Label.CONFLICT


def test_neutral_gives_way_only_between_the_same_sentences() -> None:
    a, b = "Eight clerks were hurt in Arvik.", "Fourteen clerks were hurt in Arvik."
    assert outcome(a, b, Label.NEUTRAL) is Label.CONFLICT
    other = "Fourteen clerks were hurt in a collapse near the Arvik harbour."
    assert outcome(a, other, Label.NEUTRAL) is Label.NEUTRAL


def test_opposition_is_left_alone() -> None:
    a, b = "Eight clerks were hurt in Arvik.", "Fourteen clerks were hurt in Arvik."
    assert outcome(a, b, Label.OPPOSITION) is Label.OPPOSITION
