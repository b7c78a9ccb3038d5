"""Pairs of statements in, relations out, however many there are."""

from collections.abc import Iterable, Iterator
from itertools import islice

from service.relations import Predictor, judge
from service.vocabulary import Relation, Statement

BATCH = 256


def relate(
    pairs: Iterable[tuple[Statement, Statement]], *, predictor: Predictor
) -> Iterator[Relation]:
    """Judge pairs in their order, a batch at a time."""
    pairs = iter(pairs)
    while batch := list(islice(pairs, BATCH)):
        yield from judge(batch, predictor)
