from typing import Any

import pytest
from flask.testing import FlaskClient

TEXT = (
    "The river burst its banks on Monday. Twelve people died in Varnhem, the mayor said. "
    "The dam held through the night."
)


def article(**more: Any) -> dict[str, Any]:
    return {"outlet": "The Courier", "external_id": "1", "text": TEXT} | more


def test_an_article_is_found_by_check_once_it_is_acknowledged(client: FlaskClient) -> None:
    made = client.post("/v1/articles", json=article())
    assert made.status_code == 201
    assert made.json is not None
    assert (made.json["claims"], made.json["relations"]) == (3, "pending")
    again = client.post("/v1/articles", json=article())
    assert (again.status_code, again.json and again.json["id"]) == (200, made.json["id"])
    found = client.post("/v1/check", json={"statement": "Fifteen people died in Varnhem."}).json
    assert found is not None
    top = next(r for r in found["results"] if "Twelve people" in r["claim"]["text"])
    assert top["claim"]["outlet"] == "The Courier"
    assert TEXT[top["claim"]["start"] : top["claim"]["end"]] == top["claim"]["text"]
    total = sum(top[name] for name in ("agreement", "conflict", "opposition", "neutral"))
    assert total == pytest.approx(1, abs=1e-4)
    assert found["searched"]["claims"] == 3
    for model in ("screen", "analyser"):
        assert len(found["provenance"][model]["digest"]) == 64


def test_a_draft_is_compared_extracted_and_checked_without_being_stored(
    client: FlaskClient,
) -> None:
    draft = {"text": TEXT}
    extracted = client.post("/v1/claims/extract", json=draft).json
    assert extracted is not None
    assert all(c["text"] in TEXT for c in extracted["claims"])
    assert client.post("/v1/compare", json={"a": draft, "b": draft}).status_code == 200
    empty = client.post("/v1/compare", json={"a": {"text": "!!!"}, "b": {"text": "???"}})
    assert (empty.status_code, empty.json and empty.json["relations"]) == (200, [])
    answer = client.post("/v1/check/article", json=draft).json
    assert answer is not None
    assert [c["searched"]["claims"] for c in answer["claims"]] == [0, 0, 0]


def test_relate_keeps_the_pairs_order(client: FlaskClient) -> None:
    pairs = [
        {"a": "Twelve people died.", "b": "Fifteen people died.", "a_date": "2021-03-04"},
        {"a": "The dam held.", "b": "The dam held."},
    ]
    answer = client.post("/v1/relate", json={"pairs": pairs}).json
    assert answer is not None
    assert [r["label"] for r in answer["relations"]] == ["conflict", "agreement"]
    assert answer["provenance"]["analyser"] is None


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("/v1/articles", {"text": TEXT}, 422, "outlet"),
        ("/v1/articles", article(text=""), 422, "text"),
        ("/v1/articles", article(text="a\x00b"), 422, "text"),
        ("/v1/articles", article(html="<p>x</p>"), 422, "text"),
        ("/v1/articles", article(published_at="2021-03-04T10:00:00"), 422, "published_at"),
        ("/v1/articles", article(colour="red"), 422, "colour"),
        ("/v1/articles", article(text="x" * 200_001), 422, "text"),
        ("/v1/check", {}, 422, "statement"),
        ("/v1/check", {"statement": "x", "limit": "9"}, 422, "limit"),
        ("/v1/relate", {"pairs": [{"a": "x"}]}, 422, "pairs.0.b"),
        ("/v1/relate", {"pairs": [{"a": "x", "b": "y"}] * 501}, 422, "pairs"),
        ("/v1/compare", {"a": {"text": "x"}}, 422, "b"),
        ("/v1/check/article", {"article_id": 7}, 404, None),
        ("/v1/check/article", {"article_id": 0}, 404, None),
    ],
)
def test_bad_input_names_the_field(
    client: FlaskClient, path: str, body: dict[str, Any], status: int, field: str | None
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == status
    if field:
        assert field in answer.json["errors"]


def test_other_refusals_have_the_same_form(client: FlaskClient) -> None:
    for answer, status in [
        (client.get("/nowhere"), 404),
        (client.get("/v1/check"), 405),
        (client.post("/v1/check", data="{", content_type="application/json"), 400),
        (client.post("/v1/check", data=b"x" * 2_000_001, content_type="application/json"), 413),
    ]:
        assert answer.status_code == status
        assert answer.mimetype == "application/problem+json"
    assert "POST" in client.get("/v1/check").headers["Allow"]


def test_the_openapi_document_names_every_call(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document is not None
    assert document["openapi"] == "3.1.0"
    assert {"/v1/articles/{article_id}/relations", "/v1/jobs/{job_id}"} < set(document["paths"])
    assert client.get("/healthz").json == {"status": "ok"}
