from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from service.relations import judge
from service.vocabulary import Label, NotComparable, Relation, Side, Statement, Superseded

ORDER = (Label.AGREEMENT, Label.CONFLICT, Label.OPPOSITION, Label.NEUTRAL)


@dataclass(frozen=True)
class Given:
    relation: NDArray[np.float32]
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]


@dataclass(frozen=True)
class Says:
    """A predictor that gives every pair the same probabilities."""

    shares: Sequence[float]

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Given:
        n = len(pairs)
        even = np.full((n, 3), 1 / 3, dtype=np.float32)
        return Given(np.tile(np.array(self.shares, dtype=np.float32), (n, 1)), even, even)


def saying(label: Label) -> Says:
    return Says([0.7 if label is one else 0.1 for one in ORDER])


def verdict(a: Statement, b: Statement, predictor: Says) -> Relation:
    (relation,) = judge([(a, b)], predictor)
    return relation


@pytest.mark.parametrize("label", ORDER)
def test_the_label_is_the_models_and_its_probabilities_stay_untouched(label: Label) -> None:
    a, b = Statement(text="The mayor left."), Statement(text="The mayor went away.")
    relation = verdict(a, b, saying(label))
    assert relation.label is label
    assert getattr(relation.probabilities, label.value) == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("shares", "label"),
    [
        ([0.25, 0.25, 0.25, 0.25], Label.CONFLICT),
        ([0.4, 0.0, 0.4, 0.2], Label.OPPOSITION),
        ([0.5, 0.0, 0.0, 0.5], Label.AGREEMENT),
    ],
)
def test_ties_go_to_conflict_then_opposition_then_agreement(
    shares: list[float], label: Label
) -> None:
    a, b = Statement(text="The mayor left."), Statement(text="The mayor went away.")
    assert verdict(a, b, Says(shares)).label is label


def test_no_pairs_no_relations() -> None:
    assert judge([], saying(Label.NEUTRAL)) == []


def test_a_clash_of_figures_of_two_years_is_no_conflict() -> None:
    a = Statement(text="In 2014 the floods killed 12 people in Arvik.")
    b = Statement(text="In 2019 the floods killed 15 people in Arvik.")
    relation = verdict(a, b, saying(Label.CONFLICT))
    assert relation.not_comparable is NotComparable.PERIOD
    assert relation.label is Label.NEUTRAL
    assert relation.probabilities.conflict == 0
    assert sum(astuple(relation.probabilities)) == pytest.approx(1)


def test_a_clash_within_one_year_stays_a_conflict() -> None:
    a = Statement(text="In 2019 the floods killed 12 people in Arvik.")
    b = Statement(text="In 2019 the floods killed 15 people in Arvik.")
    relation = verdict(a, b, saying(Label.CONFLICT))
    assert relation.not_comparable is None
    assert relation.label is Label.CONFLICT


def test_a_figure_that_refers_to_nothing_cannot_be_judged() -> None:
    a = Statement(text="That figure stood at 12 percent in May.")
    b = Statement(text="Unemployment stood at 15 percent in May.")
    assert verdict(a, b, saying(Label.CONFLICT)).not_comparable is NotComparable.REFERENT


@pytest.mark.parametrize("label", ORDER)
@pytest.mark.parametrize("incomplete", [Side.A, Side.B])
def test_a_clash_with_an_incomplete_side_is_a_question_of_its_referent(
    label: Label, incomplete: Side
) -> None:
    a = Statement(
        text="He opened the dam.", incomplete=incomplete is Side.A, published=date(2021, 5, 1)
    )
    b = Statement(
        text="Ruiz closed the dam.", incomplete=incomplete is Side.B, published=date(2021, 5, 9)
    )
    relation = verdict(a, b, saying(label))
    clash = label in {Label.CONFLICT, Label.OPPOSITION}
    assert relation.label is (Label.NEUTRAL if clash else label)
    assert relation.not_comparable is (NotComparable.REFERENT if clash else None)
    assert getattr(relation.probabilities, label.value) == pytest.approx(0 if clash else 0.7)


def test_no_time_explains_a_clash_whose_referent_is_open() -> None:
    a = Statement(text="Twelve people died there.", incomplete=True, published=date(2021, 5, 1))
    b = Statement(text="Nineteen people have now died there.", published=date(2021, 5, 9))
    relation = verdict(a, b, saying(Label.CONFLICT))
    assert (relation.not_comparable, relation.superseded) == (NotComparable.REFERENT, None)
    known = verdict(replace(a, incomplete=False), b, saying(Label.CONFLICT))
    assert (known.not_comparable, known.superseded) == (None, Superseded.UPDATE)


def test_a_hope_that_came_to_nothing_is_never_agreement() -> None:
    hope = Statement(text="The Arvik summit could bring about a historic change in the dispute.")
    came = Statement(
        text="The Arvik summit amounted to nothing more than a note on the dispute.",
        published=date(2021, 5, 9),
    )
    relation = verdict(hope, came, saying(Label.AGREEMENT))
    assert relation.label is not Label.AGREEMENT
    assert (relation.superseded, relation.earlier) == (Superseded.EXPECTATION, Side.A)
    assert sum(astuple(relation.probabilities)) == pytest.approx(1)


VOCABULARY = """
    The mayor of Arvik did not will sign killed 12 15 people dead in 2014 2019 on Monday July 27 ,
    1953 percent half nearly at least $ million all only must may praised disgrace denies that
    figure expected to nothing . \u00e9 \U0001f600 " -
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join))
STATEMENTS = st.builds(
    Statement,
    text=TEXTS,
    context=st.one_of(st.just(""), TEXTS),
    published=st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 1, 1)),
)
SHARES = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(
    lambda parts: [part / sum(parts) for part in parts]
)


@given(STATEMENTS, STATEMENTS, SHARES)
def test_any_pair_gets_a_sound_relation(a: Statement, b: Statement, shares: list[float]) -> None:
    relation = verdict(a, b, Says(shares))
    probabilities = relation.probabilities
    assert sum(astuple(probabilities)) == pytest.approx(1)
    assert getattr(probabilities, relation.label.value) == max(astuple(probabilities))
    assert (relation.superseded is None) == (relation.earlier is None)
    assert bool(relation.reasons) == (relation.label is not Label.NEUTRAL)
    for reason in relation.reasons:
        assert reason.words
        for span, text in ((reason.a, a.text), (reason.b, b.text)):
            assert span is None or 0 <= span.start <= span.end <= len(text)


@given(STATEMENTS, STATEMENTS, SHARES)
def test_the_sides_can_be_swapped(a: Statement, b: Statement, shares: list[float]) -> None:
    there, back = verdict(a, b, Says(shares)), verdict(b, a, Says(shares))
    assert (there.label, there.superseded, there.not_comparable) == (
        back.label,
        back.superseded,
        back.not_comparable,
    )
    if a.text != b.text:
        assert [(r.type, r.a, r.b) for r in there.reasons] == [
            (r.type, r.b, r.a) for r in back.reasons
        ]
