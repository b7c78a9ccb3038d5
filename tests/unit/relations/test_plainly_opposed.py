import pytest

from service.relations.judgements import plainly_opposed
from service.vocabulary import Statement


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The minister praised the ferry deal.", "Critics called the deal a failure.", True),
        ("The ferry deal was a success.", "The deal amounted to nothing more than words.", True),
        ("The ferry deal was a success.", "The mayor condemned the drought.", False),
        ("The ferry deal was a success.", "The minister praised the ferry deal.", False),
        ("The deal was hailed by some and condemned by others.", "The deal was hailed.", False),
    ],
)
def test_praise_meets_blame_of_one_thing(a: str, b: str, *, expected: bool) -> None:
    one, other = Statement(text=a), Statement(text=b)
    assert plainly_opposed(one, other) is expected
    assert plainly_opposed(other, one) is expected


def test_the_sentence_before_says_what_is_judged() -> None:
    judged = Statement(
        text="The text amounted to nothing more than a wish.",
        context="The summit in Oslo closed on Friday.",
    )
    assert plainly_opposed(judged, Statement(text="The Oslo summit was a success."))
