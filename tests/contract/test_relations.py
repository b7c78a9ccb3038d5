import numpy as np
import pytest

from service.store import Store, Stored
from service.vocabulary import (
    Inference,
    Label,
    Probabilities,
    Reason,
    ReasonType,
    Relation,
    Side,
    Span,
    Superseded,
)
from tests.contract.made import put

MODELS = "r" * 64
CLASH = Relation(
    label=Label.CONFLICT,
    probabilities=Probabilities(0.125, 0.75, 0.0625, 0.0625),
    forward=Inference(0.25, 0.25, 0.5),
    backward=Inference(0.5, 0.25, 0.25),
    superseded=Superseded.UPDATE,
    earlier=Side.A,
    reasons=(
        Reason(type=ReasonType.NUMBER, words="12 against 15", a=Span(0, 2), b=Span(3, 5)),
        Reason(type=ReasonType.ACT, words="both say died"),
    ),
)


def linked(store: Store, first: Stored, second: Stored) -> None:
    pair = first.claim_ids[0], second.claim_ids[0]
    article = store.article(second.article_id)
    assert store.relations.link(article, {pair: CLASH}, models=MODELS)


def test_an_article_is_pending_until_its_relations_are_kept(store: Store) -> None:
    first, second = put(store, "Twelve died.", key="a"), put(store, "Fifteen died.", key="b")
    assert store.relations.pending(MODELS, 9) == [first.article_id, second.article_id]
    linked(store, first, second)
    assert store.relations.pending(MODELS, 9) == [first.article_id]
    backlog = store.relations.backlog(MODELS)
    assert (backlog.articles, backlog.claims) == (1, 1)
    assert backlog.since is not None
    assert store.relations.backlog("another").articles == 2


def test_a_relation_comes_back_as_it_was_from_both_its_ends(store: Store) -> None:
    first, second = put(store, "Twelve died.", key="a"), put(store, "Fifteen died.", key="b")
    linked(store, first, second)
    for found in (
        store.relations.of_article(first.article_id, limit=9),
        store.relations.of_article(second.article_id, limit=9),
        store.relations.of_claim(first.claim_ids[0], limit=9),
        store.relations.of_claim(second.claim_ids[0], labels=[Label.CONFLICT], limit=9),
    ):
        assert [(each.a.id, each.b.id) for each in found] == [
            (first.claim_ids[0], second.claim_ids[0])
        ]
        assert found[0].relation == CLASH
    assert store.relations.of_article(first.article_id, labels=[Label.AGREEMENT], limit=9) == []
    assert store.relations.overtaken(first.claim_ids + second.claim_ids) == {
        first.claim_ids[0]: second.claim_ids[0]
    }


@pytest.mark.parametrize("gone", ["deleted", "replaced"])
def test_a_claim_that_is_gone_is_in_no_relation(store: Store, gone: str) -> None:
    first, second = put(store, "Twelve died.", key="a"), put(store, "Fifteen died.", key="b")
    linked(store, first, second)
    if gone == "deleted":
        store.delete(first.article_id)
    else:
        put(store, "Nobody died.", key="a")
    assert store.relations.of_article(second.article_id, limit=9) == []
    assert store.relations.overtaken(first.claim_ids) == {}


def test_relations_of_a_version_that_is_no_longer_current_are_not_kept(store: Store) -> None:
    first, second = put(store, "Twelve died.", key="a"), put(store, "Fifteen died.", key="b")
    old = store.article(second.article_id)
    put(store, "Sixteen died.", key="b")
    pair = first.claim_ids[0], second.claim_ids[0]
    assert not store.relations.link(old, {pair: CLASH}, models=MODELS)
    assert old.id in store.relations.pending(MODELS, 9)


def test_relations_are_made_anew_for_other_models_and_kept_once(store: Store) -> None:
    first, second = put(store, "Twelve died.", key="a"), put(store, "Fifteen died.", key="b")
    for _ in range(2):
        linked(store, first, second)
    assert len(store.relations.of_article(first.article_id, limit=9)) == 1
    store.relations.link(store.article(second.article_id), {}, models="s" * 64)
    assert store.relations.of_article(first.article_id, limit=9) == []


def test_pages_of_relations_follow_one_another(store: Store) -> None:
    first = put(store, *[f"Fact {n}." for n in range(4)], key="a")
    second = put(store, "Another.", key="b")
    found = {(claim, second.claim_ids[0]): CLASH for claim in first.claim_ids}
    store.relations.link(store.article(second.article_id), found, models=MODELS)
    seen, after = [], (0, 0)
    while page := store.relations.of_article(second.article_id, after=after, limit=3):
        seen += [each.a.id for each in page]
        after = page[-1].a.id, page[-1].b.id
    assert seen == list(first.claim_ids)


def test_judgements_are_kept_by_model_and_text(store: Store) -> None:
    scores = np.linspace(0, 1, 10).astype(np.float32)
    store.relations.remember({"k" * 64: scores}, MODELS)
    store.relations.remember({"k" * 64: -scores, "l" * 64: scores}, MODELS)
    found = store.relations.judgements(["k" * 64, "m" * 64], MODELS)
    assert set(found) == {"k" * 64}
    np.testing.assert_array_equal(found["k" * 64], scores)
    store.relations.forget_other_models("another")
    assert store.relations.judgements(["k" * 64], MODELS) == {}
