from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import LONGEST, words_of


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Gen. Moreno didn't go.", "Gen.|Moreno|did|n't|go|."),
        ("The mayor's plan can’t wait", "The|mayor|'s|plan|ca|n’t|wait"),  # noqa: RUF001 -- as newspapers print it
        ("U.S. exports fell 3.5% to $1,200", "U.S.|exports|fell|3.5|%|to|$|1,200"),
        ("a long-term deal (signed)", "a|long|-|term|deal|(|signed|)"),
        ("“We cannot,” she said…", "“|We|can|not|,|”|she|said|…"),
    ],
)
def test_words_are_split_as_the_treebank_splits_them(sentence: str, words: str) -> None:
    assert "|".join(sentence[a:b] for a, b in words_of(sentence)) == words


@given(st.text(max_size=80))
def test_words_leave_nothing_out_but_blanks(sentence: str) -> None:
    bounds = words_of(sentence)
    assert all(a < b for a, b in bounds)
    assert all(b <= c for (_, b), (c, _) in pairwise(bounds))
    shown = {i for a, b in bounds for i in range(a, b)}
    assert all(sentence[i].isspace() for i in range(len(sentence)) if i not in shown)


def test_an_endless_sentence_is_cut() -> None:
    assert len(words_of("dam " * 1000)) == LONGEST
