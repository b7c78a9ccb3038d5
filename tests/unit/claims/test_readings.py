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
            "The mayor of Lisbon was absent from the first summit in Lisbon.",
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
        (
            "Ministers met to save the Norland gas deal. They spoke for hours.",
            "The deal was signed in 2015.",
            "The Norland gas deal was signed in 2015.",
        ),
        (
            "Mayor Ada Moreno sued Sudland Rail. The Sudland lawsuit was filed in May.",
            "Lena Brandt called the suit a joke.",
            "Lena Brandt called the Sudland lawsuit a joke.",
        ),
        (
            "A treaty with Norland was signed in Oslo.",
            "It would raise the price of bread.",
            "The treaty with Norland would raise the price of bread.",
        ),
        (
            "Sudland Bank lost money in May.",
            "It cut a thousand jobs.",
            "Sudland Bank cut a thousand jobs.",
        ),
        (
            "Norland, Sudland and the Baltic Council met in May.",
            "They signed a treaty.",
            "Norland, Sudland and the Baltic Council signed a treaty.",
        ),
    ],
)
def test_what_points_outside_the_claim_is_named(before: str, claim: str, expected: str) -> None:
    assert reading(f"{before} {claim}", claim) == expected


def test_what_is_told_in_full_only_later_counts_too() -> None:
    text = "The deal holds. Some doubt it. The Norland gas deal was signed in 2015."
    assert reading(text, "The deal holds") == "The Norland gas deal holds."


def test_of_two_such_things_neither_is_taken() -> None:
    text = (
        "The Norland gas deal failed in May. The Sudland rail deal failed in June. It rained. "
        "Lena Brandt regrets the deal."
    )
    found = next(
        claim
        for claim in extract(Article(text=text), load_analyser())
        if claim.text.startswith("Lena")
    )
    assert (found.reading, found.missing) == (None, ("the deal",))


@pytest.mark.parametrize(
    ("before", "claim"),
    [
        ("The Norland gas deal failed.", "Otto Brandt praised the new deal."),
        ("The Norland gas deal failed.", "It was a surprise."),
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


def test_who_has_been_named_is_not_named_again() -> None:
    text = "General Otto Brandt told reporters that he had lost his keys."
    assert reading(text, "he had") == "Otto Brandt had lost his keys."


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
