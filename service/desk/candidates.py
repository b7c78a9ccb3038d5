"""Which claims of the archive may bear on a statement: retrieved wide, one a voice."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]  # it ships no types
    TfidfVectorizer,
)

from service.desk.parts import Archive
from service.desk.sources import Sourced, without_headlines
from service.index import Hit
from service.store import Filters

SCANNED = 2_000
"""Up to this many claims that pass a filter are scanned exactly."""
WIDENED = 4

Near = tuple[Sourced, float]
"""A claim and its similarity."""


def nearest(
    vectors: NDArray[np.float32], archive: Archive, filters: Filters, k: int
) -> list[list[Near]]:
    """The ``k`` live claims that pass the filters nearest to each of ``vectors``.

    Vectors are ``(n, dim)`` float32 of unit length; the nearest come first.
    """
    store, index = archive.store, archive.index
    few = store.claim_ids(filters, SCANNED + 1) if filters else []
    if filters and len(few) <= SCANNED:
        hits = index.search(vectors, k, among=few)
    else:
        keep = (lambda ids: store.passing(ids, filters)) if filters else None
        hits = index.search(vectors, k, keep=keep)
    rows = store.claims_by_id({hit.id for near in hits for hit in near}, filters)
    found = {key: Sourced.stored(row) for key, row in rows.items()}
    return [_joined(near, found) for near in hits]


def with_sentences(
    near: Sequence[Sequence[Near]], archive: Archive, filters: Filters
) -> list[list[Near]]:
    """The nearest few bring the other claims of their sentence, which answer them.

    "He praised the deal, although it changed little": the second is about the same thing
    but its own words may lie far from the question.
    """
    tops = {claim.article_id for found in near for claim, _ in found[:WIDENED]}
    siblings = {
        article: without_headlines(Sourced.stored(row) for row in archive.store.claims(article))
        for article in tops
        if article is not None
    }
    allowed = _allowed(siblings.values(), archive, filters)
    return [[*_widened(found[:WIDENED], siblings, allowed), *found[WIDENED:]] for found in near]


def one_a_voice(near: Iterable[Near]) -> list[Near]:
    """Those without reprints: the same words of one voice are one candidate, the nearest."""
    seen: dict[tuple[tuple[str, str], str], Near] = {}
    for claim, similarity in near:
        key = (claim.voice, claim.claim.statement.casefold())
        seen.setdefault(key, (claim, similarity))
    return list(seen.values())


def likest(
    pairs: Sequence[tuple[int, int]], texts: Sequence[str], cosines: NDArray[np.float32]
) -> list[tuple[int, int]]:
    """Pairs of ``texts`` in the order of their likeness in meaning and in rare words.

    To the cosine of each pair's vectors is added that of its words, weighted by how rare
    they are among the texts (tf-idf, Spärck Jones 1972): a name or a figure that two claims
    share says more than their common subject.

    Where many claims meet many, the best of one ranking are to be judged: given out evenly,
    so many neighbours a claim, as many pairs hold fewer of the relations that judging all of
    them finds, since a claim that others take up has several partners and many claims have
    none (``bench.performance``).
    """
    if not pairs:
        return []
    words = TfidfVectorizer(binary=True, token_pattern=r"\w+")  # noqa: S106 - no password
    rows = words.fit_transform(texts)
    left, right = np.asarray(pairs).T
    likeness = cosines + np.asarray(rows[left].multiply(rows[right]).sum(axis=1)).ravel()
    return [pairs[place] for place in np.argsort(-likeness, kind="stable")]


def _joined(hits: Iterable[Hit], rows: dict[int, Sourced]) -> list[Near]:
    return [(rows[hit.id], hit.score) for hit in hits if hit.id in rows]


def _allowed(
    articles: Iterable[Sequence[Sourced]], archive: Archive, filters: Filters
) -> Callable[[Sourced], bool]:
    if not filters:
        return lambda _: True
    passing = archive.store.passing(
        [each.id for claims in articles for each in claims if each.id], filters
    )
    return lambda each: each.id in passing


def _widened(
    near: Sequence[Near], siblings: dict[int, list[Sourced]], allowed: Callable[[Sourced], bool]
) -> Iterable[Near]:
    for claim, similarity in near:
        yield claim, similarity
        for each in siblings.get(claim.article_id or 0, ()):
            if each.claim.context == claim.claim.context and allowed(each):
                yield each, similarity
