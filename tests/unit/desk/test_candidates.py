import numpy as np

from service.desk.candidates import likest

TEXTS = (
    "The Varnhem inquiry sat on Monday.",
    "Nobody from Varnhem came.",
    "The weather on Monday was fair.",
    "The Monday market was full.",
)
PAIRS = [(0, 2), (0, 1), (1, 2)]


def test_a_word_in_common_says_more_than_none() -> None:
    assert likest(PAIRS, TEXTS, np.zeros(3, np.float32))[-1] == (1, 2)


def test_likeness_of_meaning_counts_where_words_differ() -> None:
    assert likest(PAIRS, TEXTS, np.array([0, 0, 1], np.float32))[0] == (1, 2)


def test_texts_without_pairs_have_none() -> None:
    assert likest([], (), np.empty(0, np.float32)) == []
