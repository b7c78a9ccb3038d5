"""The best dependency tree for given arc scores."""

from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_HEADS = 8
"""Among so many likeliest heads, and the root's word, the best tree is searched for."""


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """The head of each word in the best tree with one root; the first entry is -1.

    Almost always the best head of each word makes a tree; only where it does not is one searched
    for (Chu and Liu 1965, Edmonds 1967).

    Args:
        scores: (w + 1, w + 1) log-probabilities, a dependent's row over heads, the root at 0.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = [-1, *scores[1:].argmax(axis=1).tolist()]
    if is_tree(heads):
        return heads
    roots = np.flatnonzero(np.array(heads) == 0).tolist() or [1 + int(scores[1:, 0].argmax())]
    root = max(roots, key=lambda word: scores[word, 0])
    graph = nx.DiGraph()
    for word in range(1, len(scores)):
        likely = np.argsort(-scores[word, 1:])[:_HEADS] + 1
        for head in {root, *likely.tolist()}:
            if word not in (head, root):
                graph.add_edge(head, word, weight=float(scores[word, head]))
    graph.add_edge(0, root, weight=0.0)
    tree = nx.maximum_spanning_arborescence(graph)
    return [-1, *(next(iter(tree.predecessors(word))) for word in range(1, len(scores)))]


def is_tree(heads: Sequence[int]) -> bool:
    """Whether heads make one tree below one root: no cycle, one word that hangs on the root."""
    if len(heads) > 1 and list(heads).count(0) != 1:
        return False
    for word in range(1, len(heads)):
        at, steps = word, 0
        while at > 0 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if at > 0:
            return False
    return True
