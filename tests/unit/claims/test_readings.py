import pytest

from models.loading import load_analyser
from service.claims import extract
from service.vocabulary import Article


def reading(text: str, claim: str) -> str | None:
    found = extract(Article(text=text), load_analyser())
    return next(c.reading for c in found if c.text.startswith(claim))


@pytest.mark.parametrize(
    ("before", "claim", "expected"),
    [
        (
            "Much was said after the first summit in Lisbon last June.",
            "The mayor of Lisbon was absent from that meeting.",
            "The mayor of Lisbon was absent from the first summit in Lisbon last June.",
        ),
        (
            "A second summit between Norland and Sudland was planned.",
            "The summit was moved to Oslo.",
            "The second summit between Norland and Sudland was moved to Oslo.",
        ),
        (
            "Mayor Ada Moreno left the council in May.",
            "She was elected again in June.",
            "Ada Moreno was elected again in June.",
        ),
    ],
)
def test_what_points_outside_the_claim_is_named(before: str, claim: str, expected: str) -> None:
    assert reading(f"{before} {claim}", claim) == expected


@pytest.mark.parametrize(
    ("before", "claim"),
    [
        ("Ada Moreno met Lena Brandt in May.", "She was elected again in June."),
        ("It rained.", "That meeting was moved to Oslo."),
        ("Nobody came in the end.", "The bridge was closed in May."),
    ],
)
def test_what_is_not_certain_has_no_reading(before: str, claim: str) -> None:
    assert reading(f"{before} {claim}", claim) is None


def test_a_reported_he_is_the_speaker_where_nobody_else_is_named() -> None:
    text = "General Otto Brandt told reporters that he had opened the road."
    assert reading(text, "he had") == "Otto Brandt had opened the road."


def test_a_judgement_without_subject_gets_its_holder() -> None:
    text = "Otto Brandt left the talks, calling them a waste of time."
    assert reading(text, "calling") == "Otto Brandt called them a waste of time."


def test_a_predicate_without_subject_gets_its_own() -> None:
    text = "Otto Brandt said the road was open, and recalled a visit in May."
    found = extract(Article(text=text), load_analyser())
    assert "Otto Brandt recalled a visit in May." in [claim.text for claim in found]


def test_an_event_that_is_on_again_is_named() -> None:
    text = "Although the council cancelled the vote in May, Otto Brandt said it was back on."
    assert reading(text, "it was") == "the vote was back on."
