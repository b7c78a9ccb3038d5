"""A version gets the claims of another split: those of both stay what they are."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from service.store import Store, text_hash
from service.vocabulary import (
    NARRATION,
    CheckWorthiness,
    Claim,
    ClaimKind,
    Correction,
    Holder,
    HolderKind,
    Modality,
    Span,
    Topic,
)
from tests.contract.made import MODEL, SPLITTER, claims_of, headed, put, split
from tests.contract.test_relations import CLASH, MODELS

OTHER = "t" * 64
DAM, TWELVE, RAIN = "The dam broke.", "Twelve died.", "It rained."


def changes(store: Store, after: int) -> list[tuple[int, bool]]:
    return [(change.claim_id, change.added) for change in store.changes(after, 99)]


def test_what_another_splitter_has_split_waits(store: Store) -> None:
    first, second = put(store, DAM, key="a"), put(store, TWELVE, RAIN, key="b")
    assert store.splits.pending(SPLITTER, limit=9) == []
    assert store.splits.backlog(SPLITTER).articles == 0
    assert store.splits.pending(OTHER, limit=1) == [first.article_id]
    assert store.splits.pending(OTHER, after=first.article_id, limit=9) == [second.article_id]
    backlog = store.splits.backlog(OTHER)
    assert (backlog.articles, backlog.claims) == (2, 3)
    assert store.splits.renew(first.article_id, 1, split(*claims_of(DAM), by=OTHER))
    assert store.splits.pending(OTHER, limit=9) == [second.article_id]
    assert store.article(first.article_id).split_by == OTHER


def test_a_claim_of_both_keeps_its_id_its_relations_and_its_score_anew(store: Store) -> None:
    other = put(store, "Fifteen died.", key="a")
    id_, old = (kept := put(store, TWELVE, DAM, RAIN, key="b")).article_id, kept.claim_ids
    pairs = {(other.claim_ids[0], old[0]): CLASH, (other.claim_ids[0], old[1]): CLASH}
    store.relations.link(store.article(id_), pairs, models=MODELS)
    sequence = store.last_sequence()
    twelve, dam, rain = claims_of(TWELVE, DAM, RAIN)
    worth = CheckWorthiness(0.75, Topic.FIGURE)
    half = replace(dam, spans=(Span(17, 26),), text="dam broke")
    anew = [half, replace(rain, checkworthiness=worth), twelve]
    assert store.splits.renew(id_, 1, split(*anew, by=OTHER))

    claims = store.claims(id_)
    new = claims[0].id
    assert [each.claim for each in claims] == anew
    assert [each.id for each in claims] == [new, old[2], old[0]]
    assert new not in old
    assert changes(store, sequence) == [(old[1], False), (new, True)]
    assert store.claims_by_id(old).keys() == {old[0], old[2]}
    related = store.relations.of_article(id_, limit=9)
    assert [(each.a.id, each.b.id) for each in related] == [(other.claim_ids[0], old[0])]
    assert id_ in store.relations.pending(MODELS, 9)
    assert store.vectors_for([text_hash(DAM)], MODEL) == {}
    ids, vectors = store.vectors_of([new, old[0]], MODEL)
    assert set(ids.tolist()) == {new, old[0]}
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize("fewer", [0, 1])
def test_without_a_new_claim_nothing_is_followed_again(store: Store, fewer: int) -> None:
    stored = put(store, TWELVE, DAM)
    store.relations.link(store.article(stored.article_id), {}, models=MODELS)
    sequence = store.last_sequence()
    kept = claims_of(TWELVE, DAM)[fewer:]
    assert store.splits.renew(stored.article_id, 1, split(*kept, by=OTHER))
    assert changes(store, sequence) == [(id_, False) for id_ in stored.claim_ids[:fewer]]
    assert store.relations.pending(MODELS, 9) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"spans": (Span(0, 3), Span(4, 14))},
        {"reading": "The dam of Varnhem broke."},
        {"context": "It rained."},
        {"holder": Holder(HolderKind.PERSON, "Ana Ruiz", "said")},
        {"modality": Modality.POSSIBLE},
        {"missing": ("The dam",)},
    ],
)
def test_a_claim_that_differs_in_anything_judged_is_another(
    store: Store, changed: dict[str, Any]
) -> None:
    stored = put(store, DAM)
    claim = replace(claims_of(DAM)[0], **changed)
    assert store.splits.renew(stored.article_id, 1, split(claim, by=OTHER))
    (found,) = store.claims(stored.article_id)
    assert found.claim == claim
    assert found.id not in stored.claim_ids


def test_a_headline_is_replaced_out_of_every_count(store: Store) -> None:
    body = Claim(spans=(Span(0, 14),), text=DAM, holder=NARRATION)
    stored = headed(store, "Dam breaks", body)
    sequence = store.last_sequence()
    breaks = Claim(spans=(Span(4, 10),), text="breaks", holder=NARRATION, kind=ClaimKind.HEADLINE)
    assert store.splits.renew(stored.article_id, 1, split(breaks, body, by=OTHER))
    assert [each.claim for each in store.claims(stored.article_id)] == [breaks, body]
    assert (changes(store, sequence), store.counts().claims) == ([], 1)


def test_corrections_are_replaced(store: Store) -> None:
    notes = [Correction(spans=(Span(0, 14),), text=DAM, withdrawn=word) for word in ("a", "b")]
    body = Claim(spans=(Span(0, 14),), text=DAM, holder=NARRATION)
    stored = headed(store, "Dam breaks", body, corrections=notes)
    assert store.splits.renew(stored.article_id, 1, split(body, by=OTHER, corrections=notes[1:]))
    assert store.corrections(stored.article_id) == notes[1:]


@pytest.mark.parametrize("gone", ["deleted", "replaced"])
def test_of_an_article_that_is_gone_meanwhile_nothing_is_written(store: Store, gone: str) -> None:
    stored = put(store, DAM)
    if gone == "deleted":
        store.delete(stored.article_id)
    else:
        put(store, TWELVE)
    sequence = store.last_sequence()
    assert not store.splits.renew(stored.article_id, 1, split(*claims_of(RAIN), by=OTHER))
    assert store.last_sequence() == sequence


def test_what_was_followed_while_it_was_split_anew_is_followed_again(store: Store) -> None:
    other, stored = put(store, TWELVE, key="a"), put(store, DAM, key="b")
    before = store.article(stored.article_id)
    store.splits.renew(stored.article_id, 1, split(*claims_of(RAIN), by=OTHER))
    pair = other.claim_ids[0], stored.claim_ids[0]
    assert not store.relations.link(before, {pair: CLASH}, models=MODELS)
    assert stored.article_id in store.relations.pending(MODELS, 9)
