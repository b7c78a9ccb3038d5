"""Whatever the text: offsets are true, pieces in order, nothing raises, nothing explodes."""
# ruff: noqa: RUF001 -- dashes and quotes of newspapers are what is read here

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.loading import load_analyser
from service.claims import corrections, extract
from service.claims.layout import paragraphs
from service.claims.quotes import quotations
from service.claims.smoothing import smooth, smoothed
from service.vocabulary import Article

_WORDS = st.sampled_from(
    [
        *[
            "The",
            "the",
            "mayor",
            "Moreno",
            "he",
            "said",
            "that",
            "who",
            "adding",
            "according",
            "to",
        ],
        *["but", "although", "amid", "criticism", "in", "circles", "over", "called", "it", "a"],
        *["farce", "Mr.", "U.S.", "3.5", "é", "日本", "of", "ago", "last", "week", "not", "was"],
        *[
            ",",
            ".",
            "?",
            "!",
            ":",
            ";",
            "—",
            "(",
            ")",
            "“",
            "”",
            '"',
            "'",
            "‘",
            "’",
            "«",
            "»",
            "''",
        ],
        *["\n", "\n\n", "\r\n", "\u00ad", "\u00a0", "\u200b", "e\u0301", "\u0301", "„", "‹", "′"],
        *["• ", "- ", "1. ", "14:32 BST", "10.15am:", "UPDATE:", "Read more:", "Correction:"],
        *[
            "nego\u00adtia-\ntions",
            "well-\nknown",
            "negotia\u00ad\ntions",
            "pre-\nand",
            "cafe\u0301",
        ],
    ]
)
_PROSE = st.builds(
    lambda words, gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=False)),
    st.lists(_WORDS, max_size=60),
    st.lists(st.sampled_from(["", " ", " ", " ", "\n", "-\n", "\n\n"]), min_size=60),
)


@settings(max_examples=300, deadline=None)
@given(_PROSE | st.text(max_size=300))
def test_claims_quote_the_text(text: str) -> None:
    for claim in extract(Article(text=text), load_analyser()):
        edges = [edge for span in claim.spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert 0 <= edges[0] < edges[-1] <= len(text)
        assert claim.text == smooth("\n".join(span.of(text) for span in claim.spans))


@given(_PROSE | st.text(max_size=300))
def test_corrections_quote_the_text_and_stand_apart_from_it(text: str) -> None:
    running = [span for each in paragraphs(text) for span in each.spans(0, len(each.text))]
    for correction in corrections(Article(text=text)):
        edges = [edge for span in correction.spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert correction.text == smooth("\n".join(span.of(text) for span in correction.spans))
        assert not any(
            span.start < noted.end and noted.start < span.end
            for span in running
            for noted in correction.spans
        )


@given(_PROSE | st.text(max_size=300))
def test_smoothed_text_leads_back_to_what_it_shows(text: str) -> None:
    shown = smoothed(text)
    assert smooth(shown.text) == shown.text
    places = list(zip(shown.starts, shown.ends, strict=True))
    assert len(places) == len(shown.text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@given(_PROSE)
def test_quotations_lie_in_order(text: str) -> None:
    edges = [edge for q in quotations(text) for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    "pathological",
    [
        "Moreno said that " * 4000,
        ", " * 20_000 + "said",
        "“" * 20_000,
        '" a' * 10_000,
        "Aa " * 20_000 + "said.",
        "and " * 20_000,
        "A" * 50_000,
        "‘a " * 20_000,
        "By " + "A" * 50_000,
        "a\n\n" * 20_000,
        "According to " * 5000,
        "(" * 20_000 + "—" * 20_000,
    ],
)
def test_a_long_text_without_sense_is_read_to_the_end(pathological: str) -> None:
    assert isinstance(extract(Article(text=pathological), load_analyser()), list)


@pytest.mark.parametrize(
    "pathological",
    [
        "• " * 20_000,
        "- a\n" * 10_000,
        "a-\n" * 20_000,
        "a-\nb" * 20_000,
        "\u00ad" * 50_000,
        "e\u0301" * 20_000,
        "14:32 " * 10_000,
        "The bridge was closed.\n" * 5000,
        "Correction: " * 10_000,
        "Correction: it said " + "not a, but " * 5000,
        "This story was changed from " * 3000,
        "Read more:\n" * 10_000,
        "Moreno said:\n“" * 5000,
        "follow " * 10_000,
        "a; " * 20_000,
        ", pictured" * 10_000,
    ],
)
def test_a_long_page_without_sense_is_laid_out_to_the_end(pathological: str) -> None:
    assert isinstance(paragraphs(pathological), list)
    assert isinstance(corrections(Article(text=pathological)), list)
