"""Who holds what: one sentence a rule, with people and outlets that do not exist."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what is read here

import pytest

from models.loading import load_analyser
from service.claims import extract
from service.vocabulary import Article, Claim, Holder, HolderKind

PERSON, BODY, DOCUMENT, UNNAMED = (
    HolderKind.PERSON,
    HolderKind.BODY,
    HolderKind.DOCUMENT,
    HolderKind.UNNAMED,
)


def claims(text: str) -> list[Claim]:
    return extract(Article(text=text), load_analyser())


def said(text: str) -> list[tuple[str, Holder]]:
    """Text and holder of each claim that somebody other than the outlet holds."""
    return [(c.text, c.holder) for c in claims(text) if c.holder.kind is not HolderKind.NARRATION]


def narrated(text: str) -> list[str]:
    return [c.text for c in claims(text) if c.holder.kind is HolderKind.NARRATION]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        # indirect quotation
        (
            "Mayor Ada Moreno said that the bridge was unsafe.",
            "the bridge was unsafe.",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            "Mayor Ada Moreno said on Monday the bridge was unsafe.",
            "the bridge was unsafe.",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            "Ada Moreno, the mayor of Harlow Bay, told reporters that the bridge was unsafe.",
            "the bridge was unsafe.",
            Holder(PERSON, "Ada Moreno", "told"),
        ),
        (
            "According to the Transport Ministry, the bridge was closed in May.",
            "the bridge was closed in May.",
            Holder(BODY, "Transport Ministry", "according to"),
        ),
        (
            "The bridge was closed in May, according to the Transport Ministry.",
            "The bridge was closed in May",
            Holder(BODY, "Transport Ministry", "according to"),
        ),
        (
            "The bridge was closed in May, two officials briefed on the work said.",
            "The bridge was closed in May",
            Holder(UNNAMED, "two officials briefed on the work", "said"),
        ),
        (
            "The bridge was closed in May, said Ada Moreno, the mayor of Harlow Bay.",
            "The bridge was closed in May",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            "A Transport Ministry statement said that the bridge was closed.",
            "the bridge was closed.",
            Holder(DOCUMENT, "Transport Ministry statement", "said"),
        ),
        (
            "Critics argue that the bridge was never needed.",
            "the bridge was never needed.",
            Holder(UNNAMED, "Critics", "argue"),
        ),
        (
            "Moreno's opponents are convinced that the bridge will fail.",
            "the bridge will fail.",
            Holder(UNNAMED, "Moreno's opponents", "convinced"),
        ),
        # direct quotation, in every kind of mark
        (
            "“The bridge was unsafe,” Ada Moreno said.",
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            '"The bridge was unsafe," said Ada Moreno.',
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            "''The bridge was unsafe,'' Ada Moreno told The Harlow Echo.",
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "told"),
        ),
        (
            "«The bridge was unsafe», Ada Moreno wrote.",
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "wrote"),
        ),
        (
            "‘The bridge was unsafe,’ Ada Moreno said.",
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        (
            "Ada Moreno tweeted: “The bridge was unsafe.”",
            "The bridge was unsafe.",
            Holder(PERSON, "Ada Moreno", "tweeted"),
        ),
        (
            "“The bridge was a disaster!” Ada Moreno declared.",
            "The bridge was a disaster!",
            Holder(PERSON, "Ada Moreno", "declared"),
        ),
        (
            "As Ada Moreno put it, “the bridge was unsafe.”",
            "the bridge was unsafe.",
            Holder(PERSON, "Ada Moreno", "put"),
        ),
        (
            "“The bridge was unsafe,” Ada Moreno was quoted as saying.",
            "The bridge was unsafe",
            Holder(PERSON, "Ada Moreno", "quoted as"),
        ),
        # mixed quotation keeps its inner marks
        (
            "Ada Moreno said the bridge was “a danger to all.”",
            "the bridge was “a danger to all.”",
            Holder(PERSON, "Ada Moreno", "said"),
        ),
        # judgements are held as a whole clause
        (
            "Ada Moreno praised the engineers for their speed.",
            "Ada Moreno praised the engineers for their speed.",
            Holder(PERSON, "Ada Moreno", "praised"),
        ),
        (
            "Ada Moreno called the inquiry a farce.",
            "Ada Moreno called the inquiry a farce.",
            Holder(PERSON, "Ada Moreno", "called"),
        ),
        (
            "The Harlow Residents Association has repeatedly criticised the plan.",
            "The Harlow Residents Association has repeatedly criticised the plan.",
            Holder(BODY, "Harlow Residents Association", "criticised"),
        ),
        (
            "The plan was widely criticised by engineers as a waste of money.",
            "The plan was widely criticised by engineers as a waste of money.",
            Holder(UNNAMED, "engineers", "criticised"),
        ),
        (
            "Moreno’s critics have pointed to the delays as proof of bad planning.",
            "Moreno’s critics have pointed to the delays as proof of bad planning.",
            Holder(UNNAMED, "Moreno’s critics", "pointed to"),
        ),
    ],
)
def test_one_sentence_one_holder(text: str, content: str, holder: Holder) -> None:
    assert said(text) == [(content, holder)]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moreno is expected to urge the council to act.",
        "Ada Moreno did not say that the bridge was unsafe.",
        "Ada Moreno would say that the bridge was unsafe.",
        "The tweet suggests that the bridge was unsafe.",
        "Harlow Bay has maintained the bridge for forty years.",
        "Four northern states that have bridges were hit by the flood.",
    ],
)
def test_acts_demands_and_things_hold_nothing(text: str) -> None:
    assert narrated(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moreno called for a new bridge over the river.",
        "Ada Moreno refused to sign the contract.",
        "Ada Moreno has insisted on a full inquiry.",
        "Ada Moreno vowed to rebuild the bridge.",
        "Ada Moreno denied that the bridge was unsafe.",
        "Ada Moreno hopes that the bridge will open in May.",
    ],
)
def test_wishes_demands_and_denials_are_told_whole(text: str) -> None:
    assert [(content, holder.name) for content, holder in said(text)] == [(text, "Ada Moreno")]


def test_content_split_by_its_attribution_is_one_claim_of_two_pieces() -> None:
    text = "It was, Ada Moreno said, a disaster for the town."
    (claim,) = claims(text)
    assert claim.text == "It was a disaster for the town."
    assert [span.of(text) for span in claim.spans] == ["It was", "a disaster for the town."]


def test_a_quotation_runs_on_over_sentences_and_paragraphs() -> None:
    text = (
        "“The bridge was unsafe,” Ada Moreno said. “We closed it in May.\n\n"
        "“Nobody was hurt in the end.”"
    )
    holder = Holder(PERSON, "Ada Moreno", "said")
    assert said(text) == [
        ("The bridge was unsafe", holder),
        ("We closed it in May.", holder),
        ("Nobody was hurt in the end.", holder),
    ]


def test_sentences_before_the_attribution_belong_to_the_same_speaker() -> None:
    text = "“The bridge was unsafe. We closed it in May,” Ada Moreno said."
    assert [holder.name for _, holder in said(text)] == ["Ada Moreno", "Ada Moreno"]


def test_a_pronoun_speaker_is_the_last_speaker_by_the_fullest_name() -> None:
    text = (
        "General Ruth Okafor said the road was open. “It was never closed,” Okafor added. "
        "The convoy would leave at noon, she said."
    )
    assert [(h.name, h.cue) for _, h in said(text)] == [
        ("Ruth Okafor", "said"),
        ("Ruth Okafor", "added"),
        ("Ruth Okafor", "said"),
    ]


def test_a_title_stands_for_the_one_person_who_bears_it() -> None:
    text = "Finance Minister Lena Brandt left for Oslo. The finance minister praised the deal."
    assert said(text)[0][1] == Holder(PERSON, "Lena Brandt", "praised")


def test_a_surname_of_two_people_stays_as_it_stands() -> None:
    text = "Lena Brandt and Otto Brandt met. Brandt said the deal was done."
    assert said(text)[0][1].name == "Brandt"


def test_a_statement_passed_on_names_who_passed_it_on() -> None:
    text = "Lena Brandt told the committee that the Transport Ministry insists that roads are safe."
    assert said(text) == [
        ("roads are safe.", Holder(BODY, "Transport Ministry", "insists", ("Lena Brandt",)))
    ]


def test_media_that_report_hold_what_they_report() -> None:
    text = "Norland’s official media reported Monday that the king plans to abdicate."
    assert said(text) == [
        ("the king plans to abdicate.", Holder(BODY, "Norland’s official media", "reported"))
    ]


def test_a_contrast_that_changes_the_holder_splits_the_sentence() -> None:
    text = "Ada Moreno hailed the outcome although the statement amounted to nothing."
    assert said(text) == [("Ada Moreno hailed the outcome", Holder(PERSON, "Ada Moreno", "hailed"))]
    assert narrated(text) == ["the statement amounted to nothing."]


def test_a_contrast_in_front_is_narration_of_its_own() -> None:
    text = "Although the council had cancelled the vote, Ada Moreno said that it was on again."
    assert narrated(text) == ["the council had cancelled the vote"]
    assert said(text)[0][0] == "it was on again."


def test_both_sides_of_a_contrast_are_claims() -> None:
    text = "While Norland has halted its tests, the navy only put off its war games."
    assert narrated(text) == [
        "Norland has halted its tests",
        "the navy only put off its war games.",
    ]


def test_a_contrast_inside_what_is_said_stays_with_the_speaker() -> None:
    text = "Ada Moreno said that while the plan was good, the money was gone."
    assert [(content, holder.name) for content, holder in said(text)] == [
        ("the plan was good", "Ada Moreno"),
        ("the money was gone.", "Ada Moreno"),
    ]


def test_two_speakers_in_one_sentence_hold_their_own() -> None:
    text = "Ada Moreno said the bridge was safe, but the Transport Ministry said it was not safe."
    assert [(content, h.name) for content, h in said(text)] == [
        ("the bridge was safe", "Ada Moreno"),
        ("it was not safe.", "Transport Ministry"),
    ]


def test_a_quotation_resumes_behind_an_apposition() -> None:
    text = "“The risk,” said Ada Moreno, the mayor, “is that the bridge falls.”"
    assert [content for content, _ in said(text)] == ["The risk is that the bridge falls."]


def test_a_participle_goes_on_with_the_same_speaker() -> None:
    text = "“The bridge is safe,” Ada Moreno said, adding that the toll would rise."
    assert [(content, h.name, h.cue) for content, h in said(text)] == [
        ("The bridge is safe", "Ada Moreno", "said"),
        ("the toll would rise.", "Ada Moreno", "adding"),
    ]


def test_what_stands_before_a_participle_is_narration() -> None:
    text = "Ada Moreno was pleased with the vote, tweeting that it was a great day."
    assert narrated(text) == ["Ada Moreno was pleased with the vote"]
    assert said(text) == [("it was a great day.", Holder(PERSON, "Ada Moreno", "tweeting"))]


def test_a_judgement_in_nouns_is_a_claim_of_its_own() -> None:
    text = "Amid criticism from engineers over the cost, the vote was put off."
    assert narrated(text) == ["the vote was put off."]
    assert said(text) == [
        (
            "criticism from engineers over the cost",
            Holder(UNNAMED, "engineers", "criticism over"),
        )
    ]


def test_what_is_said_of_a_speaker_behind_a_comma_is_not_the_name() -> None:
    text = (
        "General Otto Brandt, commander of the Norland forces, said that the road was open. "
        "“I saw it myself,” he said."
    )
    found = extract(Article(text=text), load_analyser())
    assert {claim.holder.name for claim in found if claim.holder.name} == {"Otto Brandt"}
