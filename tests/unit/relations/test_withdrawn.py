import pytest

from service.relations import withdraws
from service.vocabulary import Correction, Span


def correction(withdrawn: str | None, replacement: str | None = None) -> Correction:
    return Correction(
        spans=(Span(0, 1),), text="A note.", withdrawn=withdrawn, replacement=replacement
    )


TOLL = correction("12 people were killed", "14 people were killed")
RESIGNED = correction("Minister Ana Ruiz resigned", "Minister Ana Ruiz did not resign")


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (TOLL, "At least 12 people were killed when the dam broke."),
        (TOLL, "The flood killed twelve people in Varnhem."),
        (RESIGNED, "Ana Ruiz, the minister, has resigned."),
        (correction("12", "14 people were killed in all"), "The flood killed 12 people."),
        (correction("12", "The death toll is 14"), "Twelve people were killed, relatives say."),
        (correction("the dam was not inspected"), "Nobody knew that the dam was not inspected."),
    ],
)
def test_what_says_the_withdrawn_words_is_withdrawn(note: Correction, text: str) -> None:
    assert withdraws(note, text)


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (TOLL, "At least 14 people were killed when the dam broke."),
        (TOLL, "At least 120 people were killed when the dam broke."),
        (TOLL, "In truth 14 people were killed, and 12 people were hurt."),
        (TOLL, "Twelve firemen came to Varnhem."),
        (RESIGNED, "Minister Ana Ruiz has not resigned."),
        (correction("12", "It is 14"), "Twelve people were killed."),
        (correction("12", "14 people were killed"), "Twelve people came to Varnhem."),
        (correction("12", "14 people were killed"), "The flood killed 13 people."),
        (correction("Anna Ruiz", "Ana Ruiz"), "Anna Ruiz opened the dam."),
        (correction("on Monday", "on Tuesday"), "Anna Ruiz opened the dam on Monday."),
        (correction("he", "she"), "He opened the dam."),
        (correction(None, "14 people were killed"), "14 people were killed."),
    ],
)
def test_what_says_something_else_stands(note: Correction, text: str) -> None:
    assert not withdraws(note, text)
