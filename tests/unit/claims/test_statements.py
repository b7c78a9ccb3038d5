"""What a sentence is cut into, with people and places that do not exist."""

import pytest

from models.loading import load_analyser
from service.claims import extract
from service.vocabulary import Article, Claim, ClaimKind, Modality, Topic


def claims(text: str, title: str | None = None) -> list[Claim]:
    return extract(Article(text=text, title=title), load_analyser())


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "The mayor signed the contract on Monday and the council approved the budget.",
            [
                "The mayor signed the contract on Monday",
                "the council approved the budget.",
            ],
        ),
        (
            "The mayor signed the contract and left the city on Tuesday.",
            ["The mayor signed the contract", "The mayor left the city on Tuesday."],
        ),
        (
            "The bridge, which was built in 1921, collapsed on Sunday.",
            ["The bridge collapsed on Sunday.", "The bridge was built in 1921"],
        ),
        (
            "Although the dam held, the lower town was flooded.",
            ["the dam held", "the lower town was flooded."],
        ),
        (
            "The road was closed; the railway stayed open.",
            ["The road was closed", "the railway stayed open."],
        ),
        (
            "Otto Brandt, a former judge, opened the inquiry on Monday.",
            ["Otto Brandt is a former judge", "Otto Brandt opened the inquiry on Monday."],
        ),
    ],
)
def test_what_asserts_by_itself_is_a_statement(sentence: str, statements: list[str]) -> None:
    assert sorted(c.statement for c in claims(sentence)) == sorted(statements)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the dam breaks, the town will flood and the road will close.",
        "The council will either close the bridge or rebuild it.",
        "The mayor did not sign the contract or approve the budget.",
        "The mayor who signed the contract left the city.",
        "Either the mayor resigned or the council dismissed him.",
        "The council plans to close the bridge and build a new one.",
    ],
)
def test_what_does_not_assert_by_itself_stays_where_it_is(sentence: str) -> None:
    assert [c.text for c in claims(sentence)] == [sentence]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The dam broke on Monday.", Modality.ASSERTED),
        ("The dam could break on Monday.", Modality.POSSIBLE),
        ("The ministry said that the dam would hold.", Modality.EXPECTED),
        ("The ministry said that it would have held if it had been new.", Modality.CONDITIONAL),
        ("The ministry said that it would be a mistake.", Modality.CONDITIONAL),
        ("It fell as if nobody had built it.", Modality.ASSERTED),
        ("The dam would break in a flood.", Modality.CONDITIONAL),
        ("If it rains again, the dam breaks.", Modality.CONDITIONAL),
        ("The council plans to close the bridge.", Modality.PLANNED),
        ("The council will close the bridge on Monday.", Modality.EXPECTED),
        ("The bridge is expected to open in June.", Modality.EXPECTED),
        ("The council must close the bridge.", Modality.DEMANDED),
    ],
)
def test_how_a_statement_is_put(sentence: str, modality: Modality) -> None:
    assert [c.modality for c in claims(sentence)] == [modality]


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("The flood killed 14 people in the lower town.", Topic.FIGURE),
        ("The dam was the highest ever built in the valley.", Topic.RECORD),
        ("The bridge collapsed during the night.", Topic.EVENT),
        ("The bridge will reopen before the summer.", Topic.PREDICTION),
        ("“I think the plan is a terrible mistake,” Ada Moreno said.", Topic.OPINION),
        ("“I grew up beside the old bridge,” Ada Moreno said.", Topic.EXPERIENCE),
    ],
)
def test_why_a_statement_is_worth_checking(sentence: str, topic: Topic) -> None:
    first = claims(sentence)[0]
    assert first.checkworthiness is not None
    assert first.checkworthiness.reason is topic
    assert 0 <= first.checkworthiness.score <= 1


def test_a_figure_is_worth_more_than_a_greeting() -> None:
    figure, greeting = (
        claims(text)[0].checkworthiness
        for text in (
            "Unemployment has fallen to 4 percent since we took office.",
            "It was a great honour to be with all of you tonight.",
        )
    )
    assert figure is not None
    assert greeting is not None
    assert figure.score > greeting.score + 0.3


def test_the_title_is_a_headline_and_quotes_the_title() -> None:
    title = "Old bridge collapses in Harlow Bay"
    headline, statement = claims("The old bridge collapsed on Sunday.", title)
    assert headline.kind is ClaimKind.HEADLINE
    assert [span.of(title) for span in headline.spans] == [title]
    assert statement.kind is ClaimKind.STATEMENT


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The council met on Monday. It was the first of its kind.", ("It",)),
        ("Otto Brandt met Karl Weiss. He left early.", ("He",)),
        (
            "The council met in May. Such a concession would weaken the town.",
            ("Such a concession",),
        ),
    ],
)
def test_what_the_article_leaves_open_is_told(text: str, missing: tuple[str, ...]) -> None:
    assert claims(text)[-1].missing == missing
