from datetime import UTC, date, datetime

import pytest

from service.relations.time import is_later, superseded
from service.vocabulary import Label, Published, Side, Statement, Superseded

MONDAY, TUESDAY = date(2021, 5, 3), date(2021, 5, 4)


def said(text: str, published: Published | None = None, context: str = "") -> Statement:
    return Statement(text=text, published=published, context=context)


def test_a_grown_toll_is_an_update_and_names_the_earlier_side() -> None:
    early = said("Twelve people were killed when the ferry sank off Arvik.", MONDAY)
    late = said("The sinking off Arvik has now killed 15 people.", TUESDAY)
    assert superseded(early, late, Label.CONFLICT) == (Superseded.UPDATE, Side.A)
    assert superseded(late, early, Label.CONFLICT) == (Superseded.UPDATE, Side.B)


@pytest.mark.parametrize(("a", "b"), [(None, TUESDAY), (MONDAY, None), (MONDAY, MONDAY)])
def test_an_update_needs_two_dates_of_which_one_is_later(a: date | None, b: date | None) -> None:
    early = said("Twelve people were killed when the ferry sank.", a)
    late = said("The sinking has now killed 15 people.", b)
    assert superseded(early, late, Label.CONFLICT) is None


def test_a_toll_that_shrank_overnight_is_a_rival_account() -> None:
    early = said("Fifteen people were killed when the ferry sank.", MONDAY)
    late = said("Twelve people were killed when the ferry sank.", TUESDAY)
    assert superseded(early, late, Label.CONFLICT) is None


def test_a_figure_that_cannot_change_is_a_rival_account() -> None:
    early = said("The ferry had 40 cabins.", MONDAY)
    late = said("The ferry had 52 cabins.", TUESDAY)
    assert superseded(early, late, Label.CONFLICT) is None


def test_a_forecast_before_its_outcome_is_an_expectation() -> None:
    hope = said("The ministers are expected to sign the Arvik harbour pact.", date(2021, 5, 1))
    came = said("The ministers left Arvik and did not sign the harbour pact.", date(2021, 5, 9))
    assert superseded(hope, came, Label.CONFLICT) == (Superseded.EXPECTATION, Side.A)
    assert superseded(came, hope, Label.NEUTRAL) == (Superseded.EXPECTATION, Side.B)


def test_the_expecting_side_must_be_the_earlier_one() -> None:
    hope = said("The ministers are expected to sign the Arvik harbour pact.", date(2021, 5, 19))
    came = said("The ministers left Arvik and did not sign the harbour pact.", date(2021, 5, 9))
    assert superseded(hope, came, Label.CONFLICT) is None


def test_without_dates_a_report_that_looks_back_decides() -> None:
    hope = said("The Arvik summit could bring about a historic change in the harbour dispute.")
    came = said("The summit in Arvik amounted to nothing but a general note on the harbour.")
    assert superseded(hope, came, Label.NEUTRAL) == (Superseded.EXPECTATION, Side.A)
    assert superseded(hope, came, Label.AGREEMENT) == (Superseded.EXPECTATION, Side.A)


def test_a_forecast_and_a_report_of_another_event_are_no_expectation() -> None:
    hope = said("The Lisbon marathon is expected to draw ten thousand runners.", MONDAY)
    other = said("Farmers in Arvik did not harvest any wheat.", date(2021, 9, 1))
    assert superseded(hope, other, Label.NEUTRAL) is None


def test_two_reports_of_one_plan_are_no_expectation() -> None:
    first = said("The council will close the Arvik library in May, it decided.", MONDAY)
    second = said("Arvik's library shuts in May, the council has decided.", TUESDAY)
    assert superseded(first, second, Label.AGREEMENT) is None


def test_times_are_compared_as_instants_and_days_as_days() -> None:
    morning = datetime(2021, 5, 3, 8, tzinfo=UTC)
    evening = datetime(2021, 5, 3, 20, tzinfo=UTC)
    assert is_later(morning, evening)
    assert not is_later(evening, morning)
    assert not is_later(MONDAY, evening)
    assert is_later(MONDAY, datetime(2021, 5, 4, 1, tzinfo=UTC))


def test_the_month_of_may_is_no_forecast() -> None:
    early = said("The Arvik summit was called off in May.", date(2021, 5, 3))
    late = said("The Arvik summit did not settle the harbour dispute.", date(2021, 9, 3))
    assert superseded(early, late, Label.NEUTRAL) is None


def test_a_plan_that_came_true_is_an_agreeing_expectation() -> None:
    plan = said("The harbour levy in Arvik will rise by 60 cents in January.", date(2021, 5, 3))
    came = said("Arvik raised its harbour levy by 60 cents on Monday.", date(2022, 1, 4))
    assert superseded(plan, came, Label.AGREEMENT) == (Superseded.EXPECTATION, Side.A)


def test_a_plan_beside_a_shared_fact_of_the_past_is_plain_agreement() -> None:
    plan = said("Envoys will meet about Arvik, where the war ended in a truce.", date(2021, 5, 3))
    past = said("The war ended in a truce, historians in Arvik noted.", date(2022, 1, 4))
    assert superseded(plan, past, Label.NEUTRAL) is None
