"""What a claim's answer says of it, and what becomes of headlines and corrections."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.desk.parts import embed
from service.parts import Parts
from service.store import Embedded, Split, text_hash
from service.vocabulary import (
    NARRATION,
    Article,
    CheckWorthiness,
    Claim,
    ClaimKind,
    Correction,
    Modality,
    Span,
    Topic,
)
from service.worker import Worker

TWELVE = "At least 12 people were killed when the dam broke in Varnhem."
FOURTEEN = "At least 14 people were killed when the dam broke in Varnhem."
NOTE = "Correction: An earlier version of this article said 12 people were killed. It is 14."
NOBODY = "Nobody was killed when the dam broke in Varnhem"


def claim_in(text: str, words: str, **more: Any) -> Claim:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Claim(spans=(span,), text=words, holder=NARRATION, **more)


def keep(
    parts: Parts, article: Article, claims: Sequence[Claim], corrections: Sequence[Correction] = ()
) -> int:
    texts = [each.statement for each in claims]
    embedded = Embedded(
        parts.embedder.digest, [text_hash(text) for text in texts], embed(texts, parts.embedder)
    )
    split = Split(claims=claims, embedded=embedded, by="hand", corrections=corrections)
    return parts.archive.store.add(article, split).article_id


def under_a_headline(parts: Parts, outlet: str, headline: str, *body: str) -> int:
    text = " ".join(body)
    article = Article(text=text, title=headline, outlet=outlet, published=date(2021, 3, 4))
    head = claim_in(headline, headline, kind=ClaimKind.HEADLINE)
    return keep(parts, article, [head, *(claim_in(text, each) for each in body)])


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    return dict(answer.json)


def post(client: FlaskClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    return dict(answer.json)


def drain(parts: Parts) -> None:
    worker = Worker(parts)
    while worker.step(datetime.now(UTC)):
        pass


def kinds(claims: Iterable[dict[str, Any]]) -> set[str]:
    return {each["kind"] for each in claims}


def test_an_answer_says_how_a_claim_is_asserted_and_what_it_lacks(
    client: FlaskClient, parts: Parts
) -> None:
    text = "He may open the dam. It holds 12 tonnes."
    worth = CheckWorthiness(0.75, Topic.FIGURE)
    claims = [
        claim_in(text, "He may open the dam.", modality=Modality.POSSIBLE, missing=("He",)),
        claim_in(text, "It holds 12 tonnes.", checkworthiness=worth),
    ]
    id_ = keep(parts, Article(text=text, outlet="The Courier"), claims)
    first, second = get(client, f"/v1/articles/{id_}/claims")["claims"]
    assert (first["kind"], first["modality"]) == ("statement", "possible")
    assert (first["incomplete"], first["missing"]) == (True, ["He"])
    assert first["checkworthiness"] is None
    assert (second["modality"], second["incomplete"], second["missing"]) == ("asserted", False, [])
    assert second["checkworthiness"] == {"score": 0.75, "reason": "figure"}
    assert get(client, f"/v1/claims/{second['id']}")["checkworthiness"]["score"] == 0.75


def test_a_drafts_claims_are_described_likewise(client: FlaskClient) -> None:
    draft = {"title": "Dam breaks", "text": TWELVE}
    answer = post(client, "/v1/claims/extract", draft)
    assert (answer["title"], answer["text"]) == ("Dam breaks", TWELVE)
    described = {"kind", "modality", "incomplete", "missing", "checkworthiness"}
    assert all(described <= set(each) for each in answer["claims"])


def test_an_articles_claims_are_narrowed(client: FlaskClient, parts: Parts) -> None:
    text = f"{TWELVE} The mayor liked it."
    scored = claim_in(text, TWELVE, checkworthiness=CheckWorthiness(0.75, Topic.FIGURE))
    claims = [
        claim_in("Dam breaks", "Dam breaks", kind=ClaimKind.HEADLINE),
        scored,
        claim_in(text, "The mayor liked it."),
    ]
    id_ = keep(parts, Article(text=text, title="Dam breaks", outlet="The Courier"), claims)

    def texts(query: str) -> list[str]:
        found = get(client, f"/v1/articles/{id_}/claims?{query}")["claims"]
        return [each["text"] for each in found]

    assert texts("") == ["Dam breaks", TWELVE, "The mayor liked it."]
    assert texts("kind=headline") == ["Dam breaks"]
    assert texts("min_checkworthiness=0.7") == [TWELVE]
    assert texts("kind=statement&min_checkworthiness=0.8") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=rumour", "kind"),
        ("min_checkworthiness=1.1", "min_checkworthiness"),
        ("min_checkworthiness=nan", "min_checkworthiness"),
    ],
)
def test_a_bad_narrowing_names_the_field(
    client: FlaskClient, parts: Parts, query: str, field: str
) -> None:
    id_ = under_a_headline(parts, "The Courier", "Dam breaks", TWELVE)
    answer = client.get(f"/v1/articles/{id_}/claims?{query}")
    assert answer.status_code == 422
    assert answer.json is not None
    assert list(answer.json["errors"]) == [field]


def test_a_headline_that_its_own_body_contradicts_is_a_relation(
    client: FlaskClient, parts: Parts
) -> None:
    id_ = under_a_headline(parts, "The Courier", NOBODY, FOURTEEN, "The mayor came on Monday.")
    other = under_a_headline(parts, "The Herald", "Dam breaks", TWELVE)
    drain(parts)
    found = get(client, f"/v1/articles/{id_}/relations?labels=conflict")["items"]
    headed = [(each["a"], each["b"]) for each in found if each["a"]["kind"] == "headline"]
    assert [(a["text"], b["text"]) for a, b in headed] == [(NOBODY, FOURTEEN)]
    assert {b["article_id"] for _, b in headed} == {id_}
    of_claim = get(client, f"/v1/claims/{headed[0][0]['id']}/relations?labels=conflict")
    assert [each["b"]["text"] for each in of_claim["items"]] == [FOURTEEN]
    elsewhere = get(client, f"/v1/articles/{other}/relations")["items"]
    assert NOBODY not in {each[side]["text"] for each in elsewhere for side in "ab"}


def test_a_headline_is_in_no_count_and_no_search(client: FlaskClient, parts: Parts) -> None:
    id_ = under_a_headline(parts, "The Courier", NOBODY, FOURTEEN)
    other = under_a_headline(parts, "The Herald", NOBODY, TWELVE)
    assert get(client, f"/v1/articles/{id_}")["claims"] == 1
    backlog = get(client, "/readyz")["backlog"]
    assert (backlog["articles"], backlog["claims"]) == (2, 2)
    assert get(client, "/v1/index")["size"] == 2
    for filters in ({}, {"outlets": ["The Courier"]}):
        checked = post(client, "/v1/check", {"statement": NOBODY} | filters)
        assert kinds(each["claim"] for each in checked["results"]) == {"statement"}
        assert checked["searched"]["claims"] == 2
    draft = post(client, "/v1/check/article", {"article_id": id_})
    assert [each["claim"]["text"] for each in draft["claims"]] == [FOURTEEN]
    compared = post(client, "/v1/compare", {"a": {"article_id": id_}, "b": {"article_id": other}})
    assert kinds([*compared["a"], *compared["b"]]) == {"statement"}


def test_a_clash_with_an_incomplete_claim_is_not_comparable(
    client: FlaskClient, parts: Parts
) -> None:
    sure = claim_in(TWELVE, TWELVE)
    for outlet, claim in (
        ("The Courier", sure),
        ("The Herald", replace(sure, missing=("the dam",))),
    ):
        keep(parts, Article(text=TWELVE, outlet=outlet), [claim])
    rivals = post(client, "/v1/check", {"statement": NOBODY})["results"]
    said = {each["claim"]["outlet"]: (each["label"], each["not_comparable"]) for each in rivals}
    assert said == {
        "The Courier": ("conflict", None),
        "The Herald": ("neutral", "referent"),
    }


def test_what_an_article_withdraws_is_not_current(client: FlaskClient, parts: Parts) -> None:
    first = Article(text=TWELVE, outlet="The Courier", external_id="1", published=date(2021, 3, 4))
    id_ = keep(parts, first, [claim_in(TWELVE, TWELVE)])
    other = Article(text=TWELVE, outlet="The Herald", published=date(2021, 3, 4))
    keep(parts, other, [claim_in(TWELVE, TWELVE)])
    stale = "Twelve people were killed, relatives say."
    text = f"{FOURTEEN} {stale} {NOTE}"
    note = Correction(
        spans=claim_in(text, NOTE).spans,
        text=NOTE,
        withdrawn="12 people were killed",
        replacement="It is 14",
    )
    claims = [claim_in(text, FOURTEEN), claim_in(text, stale)]
    assert keep(parts, replace(first, text=text), claims, [note]) == id_

    article = get(client, f"/v1/articles/{id_}")
    (kept,) = article["corrections"]
    assert text[kept["spans"][0]["start"] : kept["spans"][0]["end"]] == NOTE
    assert (kept["withdrawn"], kept["replacement"]) == ("12 people were killed", "It is 14")
    assert get(client, f"/v1/articles/{id_}?version=1")["corrections"] == []

    results = post(client, "/v1/check", {"statement": "12 people were killed in Varnhem."})[
        "results"
    ]
    standing = {
        (each["claim"]["outlet"], each["claim"]["text"]): each["standing"] for each in results
    }
    assert set(standing) == {
        ("The Courier", FOURTEEN),
        ("The Courier", stale),
        ("The Herald", TWELVE),
    }
    assert standing["The Courier", stale] == {"state": "withdrawn", "by": None, "correction": kept}
    current = {"state": "current", "by": None, "correction": None}
    assert standing["The Courier", FOURTEEN] == standing["The Herald", TWELVE] == current


def test_a_delivered_correction_withdraws(client: FlaskClient) -> None:
    stale = "Twelve people were killed, relatives said."
    body = {"outlet": "The Courier", "external_id": "1", "published_at": "2021-03-04"}
    for text in (f"{TWELVE} {stale}", f"{FOURTEEN} {stale}\n\n{NOTE}"):
        made = client.post("/v1/articles", json=body | {"text": text})
        assert made.status_code == 201
    assert made.json is not None
    assert [each["text"] for each in made.json["corrections"]] == [NOTE]
    results = post(client, "/v1/check", {"statement": "12 people were killed."})["results"]
    current = [each["claim"]["text"] for each in results if each["standing"]["state"] == "current"]
    withdrawn = [each for each in results if each["standing"]["state"] == "withdrawn"]
    assert current == [FOURTEEN]
    assert [each["standing"]["correction"]["text"] for each in withdrawn] == [NOTE]
