"""Notes on an outlet's own article: what they withdraw, what replaces it, and what is no note."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what is read here

import pytest

from models.loading import load_analyser
from service.claims import corrections, extract
from service.vocabulary import Article

BODY = "The dam above Varnhem broke on Sunday night."
KILLED = "12 people were killed"


def texts(text: str) -> list[str]:
    return [claim.text for claim in extract(Article(text=text), load_analyser())]


@pytest.mark.parametrize(
    ("note", "withdrawn", "replacement"),
    [
        (
            (
                "Correction: An earlier version of this article said 12 people were killed. The "
                "number is 14."
            ),
            KILLED,
            "The number is 14",
        ),
        (
            (
                "CORRECTION (June 3): A previous version of this story incorrectly stated that "
                "12 people were killed. It was 14."
            ),
            KILLED,
            "It was 14",
        ),
        (
            (
                "Correction 9 June 2022: This report originally said that 12 people were "
                "killed. In fact, 14 people were killed. We regret the error."
            ),
            KILLED,
            "14 people were killed",
        ),
        (
            "This story has been corrected to say that 14 people were killed, not 12.",
            "12",
            "14 people were killed",
        ),
        (
            (
                "This story has been corrected to say that it was not the mayor but the council "
                "that closed the bridge."
            ),
            "the mayor",
            "it was the council that closed the bridge",
        ),
        (
            "This article has been updated to correct the number of dead from 12 to 14.",
            "12",
            "14",
        ),
        (
            "This article was amended on 3 June 2018 to correct the spelling of Ada Moreno's name.",
            None,
            "Ada Moreno",
        ),
        (
            "This article was amended on 3 June 2018 to correct the year of the flood.",
            None,
            None,
        ),
        (
            (
                "This article was amended on 3 June 2018 because an earlier version said that "
                "the dam was built in 1921. It was built in 1912."
            ),
            "the dam was built in 1921",
            "It was built in 1912",
        ),
        (
            (
                "An earlier version of this article misstated the number of people killed. It "
                "was 14, not 12."
            ),
            "12",
            "It was 14",
        ),
        (
            "An earlier version of this article misstated the number of dead as 12. It is 14.",
            "the number of dead as 12",
            "It is 14",
        ),
        (
            (
                "An earlier version of this article misspelled the mayor's name as Morena. She "
                "is Ada Moreno."
            ),
            "Morena",
            "She is Ada Moreno",
        ),
        (
            (
                "An earlier version of this story misidentified Otto Brandt as the mayor of "
                "Varnhem; he is the deputy mayor."
            ),
            "Otto Brandt as the mayor of Varnhem",
            "he is the deputy mayor",
        ),
        (
            (
                "Because of an editing error, an article on Monday about the flood misstated "
                "the age of the dam. It is 110 years old, not 100."
            ),
            "100",
            "It is 110 years old",
        ),
        (
            (
                "Clarification: An earlier headline on this story said the mayor had resigned. "
                "She has offered to resign."
            ),
            "the mayor had resigned",
            "She has offered to resign",
        ),
        (
            (
                "Editor's note: This article originally said that the dam was never inspected. "
                "It was inspected in 2019 and 2021."
            ),
            "the dam was never inspected",
            "It was inspected in 2019 and 2021",
        ),
        (
            (
                "Editor’s note: We incorrectly reported that the ministry had closed the "
                "school. The school was closed by the council."
            ),
            "the ministry had closed the school",
            "The school was closed by the council",
        ),
        (
            "Correction: The article should have said that 14 people were killed, not 12.",
            "12",
            "14 people were killed",
        ),
        (
            (
                "Correction: An earlier version of this article said 12 people were killed. It "
                "should have said 14."
            ),
            KILLED,
            "14",
        ),
        (
            "Correction: 14 people were killed when the dam broke, not 12 as we first reported.",
            "12",
            "14 people were killed when the dam broke",
        ),
        (
            (
                "Correction: Ada Moreno is the mayor of Varnhem rather than of Harlow, as an "
                "earlier version of this story said."
            ),
            "of Harlow",
            "Ada Moreno is the mayor of Varnhem",
        ),
        (
            (
                "An earlier version of this article incorrectly gave the height of the dam as "
                "40 metres. The dam is 14 metres high."
            ),
            "the height of the dam as 40 metres",
            "The dam is 14 metres high",
        ),
        (
            (
                "In an earlier version of this article, we wrote that the toll was raised in "
                "May. The toll was raised in June."
            ),
            "the toll was raised in May",
            "The toll was raised in June",
        ),
        (
            "This post originally presented the video of the dam as new, but it was taken in 2019.",
            "the video of the dam as new",
            "it was taken in 2019",
        ),
        (
            (
                "An earlier version of this story incorrectly indicated that Otto Brandt would "
                "run for mayor."
            ),
            "Otto Brandt would run for mayor",
            None,
        ),
        (
            (
                "This article was edited on 4 June to remove an incorrect statement that the "
                "dam was insured."
            ),
            "the dam was insured",
            None,
        ),
        (
            "[This story has been corrected to show that the dam broke on Sunday, not Monday.]",
            "Monday",
            "the dam broke on Sunday",
        ),
        (
            (
                "*Correction: The caption on an earlier version of this story said the picture "
                "showed Harlow. It shows Varnhem.*"
            ),
            "the picture showed Harlow",
            "It shows Varnhem",
        ),
        (
            (
                "For the record: An earlier version of this article referred to Ada Moreno as "
                "the governor. She is the mayor."
            ),
            "Ada Moreno as the governor",
            "She is the mayor",
        ),
        (
            "This headline was changed from “Dam was sabotaged” to “Dam may have been sabotaged”.",
            "Dam was sabotaged",
            "Dam may have been sabotaged",
        ),
        (
            (
                "Correction: An earlier version of this article said, incorrectly, that the dam "
                "was “privately owned”. The dam belongs to the state, which bought it in 1950."
            ),
            "the dam was “privately owned",
            "The dam belongs to the state, which bought it in 1950",
        ),
        ("Correction: The dam broke on Sunday.", None, "The dam broke on Sunday"),
        (
            (
                "CORRECTION:\n\nAn article in some editions on Monday misstated the age of the "
                "dam. It is 110 years old."
            ),
            None,
            "It is 110 years old",
        ),
        (
            (
                "Correction: June 3, 2022\n\nAn earlier version of this article said 12 people "
                "were killed. The number is 14."
            ),
            KILLED,
            "The number is 14",
        ),
    ],
)
def test_a_note_is_a_correction_and_its_withdrawn_words_are_no_claim(
    note: str, withdrawn: str | None, replacement: str | None
) -> None:
    for text in (f"{BODY}\n\n{note}", f"{note}\n\n{BODY}"):
        (found,) = corrections(Article(text=text))
        assert (found.withdrawn, found.replacement) == (withdrawn, replacement)
        assert " ".join(" ".join(span.of(text) for span in found.spans).split()) == found.text
        for words in (found.withdrawn, found.replacement):
            assert words is None or all(word in note for word in words.split())
        assert texts(text) == [BODY]


@pytest.mark.parametrize(
    "sentence",
    [
        "The market correction was over by Friday.",
        "The ministry issued a correction on Monday and said that 14 people were killed.",
        "Correction officers were sent to the prison in Varnhem.",
        "An earlier version of the bill said that the dam would be closed.",
        "An earlier report by the council said 12 people were killed.",
        "The article in the Harlow Echo misstated the toll, the mayor said.",
        "The Echo corrected its story to say that 14 people were killed, not 12.",
        (
            "The ministry's correction read: “An earlier version of this article said 12 "
            "people were killed.”"
        ),
        "This story was told to every child in Varnhem.",
        "The editor's note was written by Ada Moreno.",
        "We earlier had a deal, the mayor said.",
        "The plan was amended on 3 June to include the bridge.",
        "The mayor was corrected by her deputy.",
    ],
)
def test_news_about_corrections_is_no_note(sentence: str) -> None:
    text = f"{BODY}\n\n{sentence}"
    assert corrections(Article(text=text)) == []
    assert len(texts(text)) > 1


@pytest.mark.parametrize(
    "line",
    [
        "This story has been updated with comment from the mayor.",
        "This story has been updated to include the vote of the council.",
        "This article was updated to reflect that the council has voted.",
        "Editor's note: Ada Moreno is on leave this week.",
        "Correction appended",
    ],
)
def test_what_withdraws_nothing_is_furniture(line: str) -> None:
    text = f"{BODY}\n\n{line}"
    assert corrections(Article(text=text)) == []
    assert texts(text) == [BODY]


def test_a_note_that_runs_on_from_a_paragraph_is_taken_apart() -> None:
    note = "Correction: An earlier version of this article said 12 people were killed. It was 14."
    text = f"{BODY} {note}"
    (found,) = corrections(Article(text=text))
    assert (found.text, found.withdrawn, found.replacement) == (note, KILLED, "It was 14")
    assert found.spans[0].of(text) == note
    assert texts(text) == [BODY]


def test_notes_come_in_the_order_of_the_text() -> None:
    text = (
        "Correction: An earlier version of this article said 12 people were killed. It was 14."
        f"\n\n{BODY}\n\n"
        "Correction: An earlier version of this article said the mayor had left. She has not.\n"
    )
    assert [found.withdrawn for found in corrections(Article(text=text))] == [
        KILLED,
        "the mayor had left",
    ]
