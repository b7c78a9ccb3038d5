import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from models.trees import best_tree, is_tree


def test_the_best_head_of_each_word_is_taken_where_that_makes_a_tree() -> None:
    scores = np.log(np.array([[1, 1, 1], [0.1, 0.1, 0.8], [0.9, 0.05, 0.05]], np.float32))
    assert best_tree(scores) == [-1, 2, 0]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.full((4, 4), -9.0, np.float32)
    scores[1, 2], scores[2, 1], scores[3, 0] = 0.0, 0.0, -0.1  # 1 and 2 would hang on each other
    scores[1, 3], scores[2, 3] = -1.0, -2.0
    assert best_tree(scores) == [-1, 3, 1, 0]


@settings(deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: arrays(np.float32, (n + 1, n + 1), elements=st.floats(-8, 0, width=32))
    )
)
def test_no_tree_with_that_root_is_better(scores: NDArray[np.float32]) -> None:
    heads = best_tree(scores)
    assert is_tree(heads)
    total = sum(scores[word, heads[word]] for word in range(1, len(heads)))
    size = len(heads) - 1
    for other in itertools.product(range(size + 1), repeat=size):
        if is_tree([-1, *other]) and other.index(0) == heads[1:].index(0):
            assert sum(scores[w, h] for w, h in enumerate(other, 1)) <= total + 1e-4
