"""What is a claim at all, and where it stands: furniture, wraps, page breaks, sentences."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what is read here

import pytest

from models.loading import load_analyser
from service.claims import extract
from service.claims.sentences import sentences
from service.vocabulary import Article

BODY = "The bridge over the river was closed in May."


def texts(text: str, title: str | None = None) -> list[str]:
    return [claim.text for claim in extract(Article(text=text, title=title), load_analyser())]


@pytest.mark.parametrize(
    "line",
    [
        "# Bridge over the river is closed",
        "Bridge closed in May amid fears for its safety",
        "By Ada Moreno",
        "By Ada Moreno and Otto Brandt, Harlow Echo",
        "13 February 2019",
        "Published: Tuesday, Sept. 3, 2024 at 4:15 p.m.",
        "[Courtesy of the Port of Harlow]",
        "(Photo: Otto Brandt/Echo)",
        "Photo by Otto Brandt",
        "Leave a Comment",
        "To contact the Harlow Echo and the\nReaders' Union visit:",
        "Sign up for our daily newsletter.",
        "<http://www.example.org>",
        "https://example.org/a/b?c=d",
        "desk@example.org",
        "All – Harlow News+",
        "Follow Ada Moreno on Twitter.",
        "Ada Moreno contributed to this report.",
        "Read more: the bridge in pictures.",
        "Copyright 2024 Harlow Echo. All rights reserved.",
        "* * *",
        "Page 2 of 3",
    ],
)
def test_page_furniture_is_no_claim(line: str) -> None:
    assert texts(f"{line}\n\n{BODY}") == [BODY]
    assert texts(f"{BODY}\n\n{line}") == [BODY]


@pytest.mark.parametrize(
    "text",
    [
        "Why was the bridge closed?",
        "“Why was the bridge closed?” Ada Moreno asked.",
        "Not at all.",
        "“No, never,” Ada Moreno said.",
    ],
)
def test_questions_and_fragments_are_no_claims(text: str) -> None:
    assert texts(text) == []


def test_the_given_title_is_one_claim_where_the_text_repeats_it() -> None:
    title = "The bridge is closed."
    assert texts(f"{title}\n\n{BODY}", title) == [title, BODY]


def test_a_page_break_inside_a_sentence_makes_two_spans_of_one_claim() -> None:
    text = "The council voted to close the bridge over the\n\nriver because it was unsafe. It left."
    first, *_ = extract(Article(text=text), load_analyser())
    assert (
        first.text == "The council voted to close the bridge over the river because it was unsafe."
    )
    assert [span.of(text) for span in first.spans] == [
        "The council voted to close the bridge over the",
        "river because it was unsafe.",
    ]


def test_a_caption_inside_the_break_is_left_out() -> None:
    text = (
        "The council voted to close the bridge because it\n\n[Courtesy of the Port]\n\nwas unsafe."
    )
    assert texts(text) == ["The council voted to close the bridge because it was unsafe."]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The council of Harlow Bay voted on Monday to close\n"
        "the old bridge over the river. It had been unsafe\n"
        "for ten years, the mayor's office wrote in a report.\n"
    )
    first, second = extract(Article(text=text), load_analyser())
    assert first.text.endswith("close the old bridge over the river.")
    assert second.text == "It had been unsafe for ten years"


def test_a_heading_over_wrapped_lines_is_left_out() -> None:
    text = f"Bridge closed\n{BODY} It had been unsafe for ten years or more.\n"
    assert texts(text)[0] == BODY


@pytest.mark.parametrize(
    "dateline",
    [
        "HARLOW BAY, June 11 (Echo) — ",
        "HARLOW BAY -- ",
        "HARLOW, Md. — ",
        "Harlow (AP) ",
        "(AP) - ",
    ],
)
def test_a_dateline_is_no_part_of_the_claim(dateline: str) -> None:
    assert texts(f"{dateline}{BODY}") == [BODY]


def test_windows_line_ends_and_odd_spaces_are_smoothed() -> None:
    text = f"{BODY}\r\n\r\nThe\u00a0old  toll\u2009was raised\r\nin June."
    assert texts(text) == [BODY, "The old toll was raised in June."]


def test_the_context_is_the_sentence_before() -> None:
    first, second = extract(Article(text=f"{BODY} The toll was raised in June."), load_analyser())
    assert (first.context, second.context) == ("", BODY)


def test_a_sentence_that_stands_twice_is_one_claim() -> None:
    assert texts(f"{BODY}\n\n{BODY}") == [BODY]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lt. Col. Ann Bo met Rep. Al Green (D-Md.), chair of the panel.", 1),
        ("“Is it true?” she asked. He left.", 2),
        ("They voted last month. Nobody objected.", 2),
        ("It rained all day. The tax rose. He won.", 3),
        ("He met the U.S. Secretary of State at 9 a.m. on Monday.", 1),
    ],
)
def test_sentences_of_news_text(text: str, count: int) -> None:
    assert len(sentences(text)) == count
