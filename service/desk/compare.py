"""Two articles side by side: which statements agree, clash or are overtaken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from service.desk.candidates import likest
from service.desk.judgements import Remembering
from service.desk.parts import Models, embed
from service.desk.provenance import Provenance
from service.desk.sources import Sourced, embedded_texts, without_headlines
from service.relations import judge, plainly_opposed
from service.store import Store
from service.vocabulary import Label, Relation, Side, tells

JUDGED_A_CLAIM = 9
"""Pairs judged for each claim of the two articles, the likest of all pairs first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Two claims of the comparison, by side and position, and their relation."""

    a: tuple[Side, int]
    b: tuple[Side, int]
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both articles' statements and every relation found, within an article too."""

    a: Sequence[Sourced]
    b: Sequence[Sourced]
    relations: tuple[Related, ...]
    judged: int
    provenance: Provenance

    def claim(self, place: tuple[Side, int]) -> Sourced:
        """The claim at a place named by a relation."""
        side, position = place
        return (self.a if side is Side.A else self.b)[position]


def compare(
    a: Sequence[Sourced],
    b: Sequence[Sourced],
    *,
    models: Models,
    store: Store | None = None,
) -> Comparison:
    """Relate the statements of two articles, and those of different holders inside each.

    With a store, vectors it knows are not made again, and of two stored articles nor are
    judgements; drafts are never written to it.
    """
    a, b = without_headlines(a), without_headlines(b)
    places = [(Side.A, i) for i in range(len(a))] + [(Side.B, i) for i in range(len(b))]
    claims = [*a, *b]
    vectors = embed(embedded_texts(claims), models.embedder, store)
    pairs = sorted(likely_pairs(claims, len(a), vectors))
    kept = store if store and all(claim.id is not None for claim in claims) else None
    relations = judge(
        [(claims[i].statement, claims[j].statement) for i, j in pairs],
        Remembering(models.predictor, kept.relations) if kept else models.predictor,
    )
    related = [
        Related(a=places[i], b=places[j], relation=relation)
        for (i, j), relation in zip(pairs, relations, strict=True)
        if tells(relation)
    ]
    return Comparison(
        a=a,
        b=b,
        relations=tuple(sorted(related, key=_sureness, reverse=True)),
        judged=len(pairs),
        provenance=Provenance.of(models),
    )


def likely_pairs(
    claims: Sequence[Sourced], of_a: int, vectors: NDArray[np.float32]
) -> set[tuple[int, int]]:
    """Pairs worth judging, as ``i < j``: the likest, and plain opposites.

    Praise and blame of one thing are found by their words: "historic" and "nothing more
    than a general agreement" lie far apart as vectors.
    """
    excluded = set(barred(claims, of_a))
    allowed = [pair for pair in combinations(range(len(claims)), 2) if pair not in excluded]
    texts = [claim.statement.text for claim in claims]
    cosines = vectors @ vectors.T
    ranked = likest(allowed, texts, np.array([cosines[pair] for pair in allowed]))
    likely = ranked[: JUDGED_A_CLAIM * len(claims)]
    return {*likely} | {
        (i, j) for i, j in allowed if plainly_opposed(claims[i].statement, claims[j].statement)
    }


def barred(claims: Sequence[Sourced], of_a: int) -> Iterator[tuple[int, int]]:
    """Pairs, both ways round, that are one holder's within one article: never judged."""
    for side in (range(of_a), range(of_a, len(claims))):
        for i in side:
            for j in side:
                if claims[i].voice == claims[j].voice:
                    yield i, j


def _sureness(related: Related) -> tuple[bool, float]:
    relation = related.relation
    return relation.label is not Label.NEUTRAL, getattr(relation.probabilities, relation.label)
