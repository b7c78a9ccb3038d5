import pytest

from service.relations.reasons import reasons
from service.vocabulary import Label, Reason, ReasonBy, ReasonType, Statement


def why(a: str, b: str, label: Label) -> tuple[Reason, ...]:
    return reasons(Statement(text=a), Statement(text=b), label)


def quoted(reason: Reason, a: str, b: str) -> tuple[str, str]:
    assert reason.a is not None
    assert reason.b is not None
    return reason.a.of(a), reason.b.of(b)


def test_a_clash_of_figures_is_quoted_on_both_sides() -> None:
    a, b = "The fire killed 12 clerks.", "Fifteen clerks were killed in the fire."
    (reason,) = why(a, b, Label.CONFLICT)
    assert reason.type is ReasonType.NUMBER
    assert quoted(reason, a, b) == ("12 clerks", "Fifteen clerks")
    assert reason.words == "12 clerks against Fifteen clerks"


def test_figures_that_only_round_agree() -> None:
    a, b = "Nearly 90 homes burned.", "The fire took 88 homes."
    (reason,) = why(a, b, Label.AGREEMENT)
    assert reason.type is ReasonType.NUMBER
    assert quoted(reason, a, b) == ("Nearly 90 homes", "88 homes")
    assert reason.words == "Nearly 90 homes and 88 homes come to the same"


def test_dates_coincide_or_clash() -> None:
    a, b = "The pact was signed on July 27, 1953.", "They signed it on 27 July 1953."
    assert [r.type for r in why(a, b, Label.AGREEMENT)] == [ReasonType.DATE]
    other = "They signed it on 29 July 1953."
    (reason,) = why(a, other, Label.CONFLICT)
    assert quoted(reason, a, other) == ("July 27, 1953", "29 July 1953")


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("The mayor did not sign the lease.", "The mayor signed the lease.", ReasonType.POLARITY),
        ("All shops were shut.", "Only the bakers shut.", ReasonType.SCOPE),
        ("Farmers must join the scheme.", "Farmers may join the scheme.", ReasonType.MODALITY),
        ("The pact was signed in Arvik.", "The pact was signed in Solund.", ReasonType.PLACE),
        ("It was signed by Mayor Ines Roca.", "It was signed by Mayor Olga Brandt.",
         ReasonType.ENTITY),
    ],
)  # fmt: skip
def test_a_conflict_without_figures_is_read_off_its_words(a: str, b: str, kind: ReasonType) -> None:
    (reason,) = why(a, b, Label.CONFLICT)
    assert reason.type is kind
    assert reason.by is ReasonBy.GRAMMAR


def test_praise_against_blame_is_opposition() -> None:
    a, b = "She called the pact a triumph.", "The pact is a disgrace, he said."
    (reason,) = why(a, b, Label.OPPOSITION)
    assert reason.type is ReasonType.EVALUATION
    assert quoted(reason, a, b) == ("triumph", "disgrace")


def test_a_negated_judgement_counts_for_the_other_side() -> None:
    a, b = "The pact was not a success.", "The pact was a success."
    (reason,) = why(a, b, Label.OPPOSITION)
    assert quoted(reason, a, b) == ("not a success", "success")


def test_a_denial_answers_a_claim() -> None:
    a, b = "The firm paid the harbour master.", "The firm denies that it paid the harbour master."
    (reason,) = why(a, b, Label.OPPOSITION)
    assert reason.type is ReasonType.DENIAL
    assert quoted(reason, a, b) == ("firm paid the harbour master", "denies")


@pytest.mark.parametrize("label", [Label.AGREEMENT, Label.CONFLICT, Label.OPPOSITION])
def test_what_cannot_be_read_off_is_said_to_be_the_models_reading(label: Label) -> None:
    (reason,) = why("Bread rose.", "Cats sleep.", label)
    assert reason.by is ReasonBy.MODEL
    assert "the model" in reason.words


def test_neutral_needs_no_reason() -> None:
    assert why("The fire killed 12.", "The fire killed 15.", Label.NEUTRAL) == ()


def test_two_voices_of_one_mind_agree_in_their_judgement() -> None:
    a, b = "The pact is a triumph, she said.", "He praised the pact."
    assert [r.words for r in why(a, b, Label.AGREEMENT)] == [
        "both judge favourably: triumph, praised"
    ]


def test_a_side_that_both_praises_and_blames_is_of_no_one_mind() -> None:
    a, b = "Despite criticism of the lack of progress he went on.", "He praised the pact."
    (reason,) = why(a, b, Label.AGREEMENT)
    assert reason.by is ReasonBy.MODEL
