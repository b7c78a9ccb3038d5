"""Articles as they really come: what on a page is no statement, and what only looks so."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what is read here

import pytest

from models.loading import load_analyser
from service.claims import extract
from service.vocabulary import Article, Claim

BODY = "The bridge over the river was closed in May."
NEXT = "The toll was raised in June after a vote of the council."


def claims(text: str) -> list[Claim]:
    return extract(Article(text=text), load_analyser())


def texts(text: str) -> list[str]:
    return [claim.text for claim in claims(text)]


@pytest.mark.parametrize(
    "line",
    [
        # by-lines, agencies, credits
        "By Ada Moreno | Harlow Echo | 3 June 2024",
        "Ada Moreno in Harlow",
        "Harlow Press Agency",
        "— HPA",
        "(Reporting by Ada Moreno in Harlow and Otto Brandt in Varnhem; Editing by Lia Costa)",
        "(Additional reporting by Ada Moreno.)",
        "Report by Ada Moreno; edited by Otto Brandt.",
        "Moreno reported from Harlow; Brandt, from Varnhem.",
        "Harlow Press writer Otto Brandt contributed from Varnhem.",
        "Story by Ada Moreno. Video produced by Otto Brandt.",
        "Podcast produced by Otto Brandt.",
        "The questions and answers have been edited for length and clarity.",
        "This article originally appeared in the Harlow Echo.",
        "This story was first published on 3 June and has been republished with permission.",
        "Ada Moreno, a professor of law, is a member of the Echo's Board of Contributors.",
        "Her opinions are her own.",
        # captions
        "Ada Moreno, left, and Otto Brandt at the opening of the bridge in Harlow.",
        "Boats wait below the closed bridge in Harlow, Norway, Friday, June 3, 2022.",
        "Ada Moreno pictured with her deputy after the vote of the council.",
        "Pictured: Ada Moreno leaves the town hall.",
        "Photos from the scene (Otto Brandt/Echo)",
        # links and lists of links
        "Read more: The bridge that nobody wanted is closed again.",
        "READ: Mayor closes bridge, blames engineers",
        "(RELATED: The mayor is said to fear a second closure.)",
        "[Related: The mayor is said to fear a second closure.]",
        "RelatedThe bridge in picturesWhat the mayor knewHow the toll was raised last year.",
        "Watch the video below.",
        "The video is embedded below.",
        "Listen to the interview, embedded below:",
        "Take a look at our list of nine outrageous bridges below.",
        "You can read the full report here.",
        "The full poll can be found here.",
        "The rest of the letters can be found in our archive here.",
        "The full list of bridges is here: https://echo.example/bridges",
        "See what the mayor said in the clip above.",
        # appeals to the reader
        "We use cookies to improve your experience on this site.",
        "By continuing to use this site you agree to our use of cookies.",
        "This website uses cookies, which help us to understand how it is used.",
        "Accept all cookies",
        "Already a subscriber? Log in to continue.",
        "Subscribe now for £1 a month.",
        "You have reached your limit of free articles this month.",
        "To continue reading, create a free account.",
        "Register for free to read this article.",
        "Enter your e-mail address to get the briefing that was made for you.",
        "Thank you for reading the Harlow Echo.",
        "Sign up for her newsletter, Bridge by Bridge.",
        "Follow Echo reporter Ada Moreno on Twitter at @adamoreno.",
        "She tweets @adamoreno.",
        "Drop us a line and let us know!",
        "Let us know what you think in the comments.",
        "Sorry, we are not currently accepting comments on this article.",
        "This is a breaking story, check back for more updates.",
        "We will update this post when more is known.",
        "The Echo has reached out to the mayor, and will update this story if she replies.",
        "This article has been updated with comments from the mayor.",
        "This story has been updated to include the vote of the council.",
        "(This story was updated at 8:30 p.m.)",
        "— This story was updated at 10:37 a.m.",
        # what a web page leaves behind
        "var bridge = document.getElementById('bridge'); bridge.className = 'closed';",
        ".bridge { display: none; }",
        '<div class="ad">The bridge was sold to you by our partners.</div>',
        "The toll is a scandal. — Ada Moreno (@adamoreno) June 3, 2022",
        # time stamps on their own
        "14:32 BST",
        "10.15am:",
        "Updated at 9.41 GMT",
        "Last updated: 3 June 2024, 9.41 GMT",
        "12:35 p.m.:",
        "Update at 8:50 p.m. EDT",
        "2 hours ago",
        "\u200b",
    ],
)
def test_furniture_is_no_claim_wherever_it_stands(line: str) -> None:
    assert texts(f"{line}\n\n{BODY}") == [BODY]
    assert texts(f"{BODY}\n\n{line}\n\n{NEXT}") == [BODY, NEXT]


@pytest.mark.parametrize(
    "statement",
    [
        "June 3 was the hottest day in the history of Harlow.",
        "Updated figures of the ministry were wrong about the dam.",
        "Published accounts of the flood were wrong about the dam.",
        "Advertisement revenue was down by a third.",
        "Copyright law was changed in May.",
        "Sponsored teams were banned from the race.",
        "Photos from the scene showed the dam was broken.",
        "Pictures from the port had been sold to three outlets.",
        "Reports from the port were confirmed on Monday.",
        "A report by the council was ignored.",
        "To reach the village, rescuers walked for two days.",
        "To contact the crew, the tower used a second radio.",
        "The newsletter was closed in May.",
        "Getty Images was sold for two million.",
        "Terms of service were changed in May.",
        "The report was published in May by the council of Harlow.",
        "The story was first published in 1921.",
        "(The bridge was closed in May.)",
        "By Monday, the bridge was closed.",
        "Related companies were searched as well.",
        "Follow-up visits were made in June.",
        "Comments by the mayor were removed from the page.",
        "9.5 million people were moved out of the valley.",
        "10.15 million euros were spent on the bridge.",
        "The mayor, left with no choice, closed the bridge.",
        "Courtesy visits were ended in May.",
        "Breaking the law was never the plan.",
        "Most popular of all was the mayor of Harlow.",
        "The market correction was over by May.",
        "More from the council was expected by Monday.",
        "The whole village can be seen from above.",
        "The mayor of Harlow is here.",
        "The river is ten metres below.",
        "The manuscript was edited for ten years.",
    ],
)
def test_a_statement_that_opens_like_furniture_is_kept(statement: str) -> None:
    assert [text.strip("()") for text in texts(f"{BODY}\n\n{statement}\n\n{NEXT}")] == [
        BODY,
        statement.strip("()"),
        NEXT,
    ]


def test_furniture_at_the_end_of_a_paragraph_is_no_claim() -> None:
    text = f"{BODY} (Reporting by Ada Moreno; Editing by Otto Brandt and Lia Costa in Varnhem)"
    assert texts(text) == [BODY]
    assert texts(f"{BODY} Follow Ada Moreno on Twitter at @adamoreno.") == [BODY]


class TestPullQuotes:
    BEFORE = "Mayor Ada Moreno opened the session on Monday."
    BODY = "“The bridge is safe for every lorry in Harlow,” Moreno told the council."

    @pytest.mark.parametrize(
        "quote",
        [
            "“The bridge is safe for every lorry in Harlow”",
            "The bridge is safe for every lorry in Harlow.",
            "‘The bridge is safe for every lorry in Harlow’ — Ada Moreno",
            "“The bridge is safe for every lorry in Harlow.”\n— Ada Moreno, mayor of Harlow",
        ],
    )
    def test_is_no_second_claim_and_no_first_mention(self, quote: str) -> None:
        for text in (
            f"{quote}\n\n{self.BEFORE}\n\n{self.BODY}",
            f"{self.BEFORE}\n\n{self.BODY}\n\n{quote}",
        ):
            found = claims(text)
            assert [claim.text for claim in found] == [
                self.BEFORE,
                "The bridge is safe for every lorry in Harlow",
            ]
            assert found[1].holder.name == "Ada Moreno"
            assert found[1].start == text.index(self.BODY) + 1

    def test_does_not_break_the_flow_of_speakers(self) -> None:
        text = (
            "“The bridge is safe for every lorry in Harlow,” Ada Moreno told the council.\n\n"
            "“Nobody was in danger in May”\n\n"
            "“The toll was never the point. Nobody was in danger in May.”"
        )
        assert [(claim.text, claim.holder.name) for claim in claims(text)] == [
            ("The bridge is safe for every lorry in Harlow", "Ada Moreno"),
            ("The toll was never the point.", "Ada Moreno"),
            ("Nobody was in danger in May.", "Ada Moreno"),
        ]

    def test_inside_a_sentence_that_a_page_break_cut(self) -> None:
        text = (
            "The council voted to close the old bridge because it\n\n"
            "“Nobody was in danger in May”\n\n"
            "was unsafe. “Nobody was in danger in May,” Moreno said."
        )
        assert texts(text)[0] == (
            "The council voted to close the old bridge because it was unsafe."
        )

    def test_a_short_paragraph_of_its_own_words_is_none(self) -> None:
        assert texts(f"{BODY}\n\nIt was never safe for a lorry.\n\n{NEXT}") == [
            BODY,
            "It was never safe for a lorry.",
            NEXT,
        ]


class TestLists:
    @pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "■", "►", "1.", "1)", "(a)", "l"])
    def test_each_item_is_a_statement_and_the_bullet_no_part_of_it(self, bullet: str) -> None:
        items = [
            "The bridge over the river was closed in May.",
            "The toll has been doubled",
            "The mayor of Harlow has resigned",
        ]
        text = f"{NEXT}\n\n" + "\n".join(f"{bullet} {item}" for item in items)
        found = claims(text)
        assert [claim.text for claim in found] == [NEXT, *items]
        assert [claim.spans[0].of(text) for claim in found] == [NEXT, *items]

    def test_an_item_that_is_no_sentence_is_no_statement(self) -> None:
        assert texts(f"{BODY}\n\n• Harlow bridge\n• A new toll for lorries\n\n{NEXT}") == [
            BODY,
            NEXT,
        ]

    def test_items_are_not_joined_into_one_sentence(self) -> None:
        text = f"{NEXT}\n\n- the bridge was closed in May\n- the toll has been doubled"
        assert texts(text) == [NEXT, "the bridge was closed in May", "the toll has been doubled"]

    def test_a_wrapped_item_is_one_statement(self) -> None:
        text = (
            "The council of Harlow Bay voted on Monday to close\n"
            "the old bridge:\n"
            "\n"
            "* The bridge had been unsafe for ten years, which the\n"
            "  mayor's office knew.\n"
            "* The toll was raised in June.\n"
        )
        assert texts(text)[-2:] == [
            "The bridge had been unsafe for ten years, which the mayor's office knew.",
            "The toll was raised in June.",
        ]

    def test_a_wrapped_line_that_opens_with_a_dash_is_no_item(self) -> None:
        text = (
            "The council of Harlow Bay voted on Monday to close it\n"
            "- the old bridge over the river - because it had been\n"
            "unsafe for ten years.\n"
        )
        assert texts(text) == [
            (
                "The council of Harlow Bay voted on Monday to close it - the old bridge over the"
                " river - because it had been unsafe for ten years."
            )
        ]

    def test_the_links_under_read_more_are_no_statements(self) -> None:
        text = (
            f"{BODY}\n\nRead more:\n"
            "• The mayor was warned about the bridge in March, letters show\n"
            "• Harlow has raised its toll again\n"
            f"\n{NEXT}"
        )
        assert texts(text) == [BODY, NEXT]


class TestLiveBlogs:
    @pytest.mark.parametrize(
        "stamp",
        [
            "14:32 BST ",
            "14:32 ",
            "14:32: ",
            "10.15am: ",
            "10.15am BST\n",
            "12:25 pm – ",
            "12:35 p.m.: ",
            "Updated at 9.41 GMT\n",
            "Update at 2:49 p.m.: ",
            "UPDATE, 3:40 p.m. ET: ",
            "UPDATE: ",
            "BREAKING: ",
            "[4:15 p.m.] ",
        ],
    )
    def test_the_time_of_a_post_is_no_part_of_its_claim(self, stamp: str) -> None:
        text = f"{stamp}{BODY}\n\n{stamp}{NEXT}"
        found = claims(text)
        assert [claim.text for claim in found] == [BODY, NEXT]
        assert [claim.spans[0].of(text) for claim in found] == [BODY, NEXT]

    @pytest.mark.parametrize(
        "text",
        [
            "14:32 was the time on the clock that was found in the ruins.",
            "9 a.m. services were moved to the hall.",
            "12 people were killed when the dam broke.",
        ],
    )
    def test_a_time_that_belongs_to_its_sentence_stays(self, text: str) -> None:
        assert texts(text) == [text]


class TestLetters:
    """Characters that a reader does not see, or sees as another."""

    @pytest.mark.parametrize(
        ("stored", "read"),
        [
            (
                "The nego\u00adti\u00ada\u00adtions were closed in May.",
                "The negotiations were closed in May.",
            ),
            (
                "The\u200b bridge\ufeff was\u2060 closed in\u200e May.",
                "The bridge was closed in May.",
            ),
            ("The\u00a0bridge was\u202fclosed in \u200b May.", "The bridge was closed in May."),
            (
                "Jose\u0301 Moreno closed the cafe\u0301 in May.",
                "José Moreno closed the café in May.",
            ),
        ],
    )
    def test_are_smoothed_in_the_words_and_kept_in_the_span(self, stored: str, read: str) -> None:
        (claim,) = claims(stored)
        assert claim.text == read
        assert claim.spans[0].of(stored) == stored

    def test_a_composed_letter_at_the_end_lies_inside_the_span(self) -> None:
        text = "“They closed my old cafe\u0301,” Ada Moreno said."
        (claim,) = claims(text)
        assert claim.text == "They closed my old café"
        assert claim.spans[0].of(text) == "They closed my old cafe\u0301"

    @pytest.mark.parametrize(
        ("opening", "closing"),
        [
            ("“", "”"),
            ("„", "“"),
            ("„", "”"),
            ("«", "»"),
            ("« ", " »"),
            ("»", "«"),
            ("''", "''"),
            ("``", "''"),
            ('"', '"'),
            ("″", "″"),
            (",,", "''"),
            ("‹", "›"),
            ("‚", "‘"),
            ("`", "'"),
            ("′", "′"),
            ("‘", "’"),
        ],
    )
    def test_odd_quotation_marks_quote(self, opening: str, closing: str) -> None:
        text = f"{opening}The bridge is safe,{closing} Ada Moreno said."
        (claim,) = claims(text)
        assert (claim.text, claim.holder.name) == ("The bridge is safe", "Ada Moreno")

    def test_primes_of_feet_and_inches_do_not_quote(self) -> None:
        text = "The door of the old mill was 6′2″ high by 5′ 11″."
        assert texts(text) == [text]


class TestHyphens:
    """Words that a hard wrap cut."""

    @pytest.mark.parametrize(
        ("cut", "whole"),
        [
            ("negotia-\ntions", "negotiations"),
            ("negotia\u00ad\ntions", "negotiations"),
            ("negotia‐\n  tions", "negotiations"),
            ("negotia-\n\ntions", "negotiations"),
            ("well-\nknown", "well-known"),
            ("self-\ngovernment", "self-government"),
            ("Franco-\nGerman", "Franco-German"),
            ("10-\nyear", "10-year"),
            ("state-\nof-the-art", "state-of-the-art"),
            ("Harlow-\nbased", "Harlow-based"),
            ("pre-\nand post-war", "pre- and post-war"),
            ("bridge --\nthe old one", "bridge -- the old one"),
        ],
    )
    def test_read_as_one(self, cut: str, whole: str) -> None:
        text = (
            f"The council said on Monday that the {cut} talks of the mayor with Brandt had failed."
        )
        found = claims(text)
        assert found[-1].text.startswith(f"the {whole} talks of the mayor with Brandt")
        assert found[-1].spans[0].of(text).startswith(f"the {cut}"[:9])


def test_a_wrapped_line_that_opens_like_furniture_belongs_to_its_sentence() -> None:
    text = (
        "The council of Harlow Bay has voted to close the old\n"
        "bridge over the river for ten years from next Monday\n"
        "June 3 on account of the age of its two old pillars.\n"
        "Updated figures were not given to the council when it\n"
        "voted.\n"
    )
    assert texts(text) == [
        (
            "The council of Harlow Bay has voted to close the old bridge over the river for ten"
            " years from next Monday June 3 on account of the age of its two old pillars."
        ),
        "Updated figures were not given to the council when it voted.",
    ]


def test_one_long_line_does_not_undo_the_wraps_of_a_text() -> None:
    address = "https://echo.example/" + "bridge/" * 20
    text = (
        "The council of Harlow Bay voted on Monday to close\n"
        "the old bridge over the river because it had been\n"
        "unsafe.\n\n"
        f"{address}\n"
    )
    assert texts(text) == [
        (
            "The council of Harlow Bay voted on Monday to close the old bridge over the river"
            " because it had been unsafe."
        )
    ]


def test_words_that_lead_to_a_quotation_name_who_speaks() -> None:
    text = f"{BODY}\n\nAda Moreno wrote:\n\n“The bridge is safe for every lorry.”\n\n{NEXT}"
    assert [(claim.text, claim.holder.name) for claim in claims(text)] == [
        (BODY, None),
        ("The bridge is safe for every lorry.", "Ada Moreno"),
        (NEXT, None),
    ]
