"""The archive over HTTP: lists, versions, relations, deletion, jobs, idempotency."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.parts import Parts
from service.worker import Worker

TOLL = "The river burst its banks on Monday. Twelve people died in Varnhem, the mayor said."
RIVAL = "Fifteen people died in Varnhem, the police chief said. The dam held through the night."


@pytest.fixture
def worker(parts: Parts) -> Worker:
    return Worker(parts)


def store(client: FlaskClient, key: str, text: str, **more: Any) -> dict[str, Any]:
    body = {"outlet": f"Outlet {key}", "external_id": key, "text": text} | more
    answer = client.post("/v1/articles", json=body)
    assert answer.status_code in {200, 201}
    assert answer.json is not None
    return dict(answer.json)


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    return dict(answer.json)


def drain(worker: Worker) -> None:
    while worker.step(datetime.now(UTC)):
        pass


def test_relations_are_pending_until_the_worker_has_followed(
    client: FlaskClient, worker: Worker
) -> None:
    first, second = store(client, "a", TOLL), store(client, "b", RIVAL)
    assert get(client, f"/v1/articles/{first['id']}/relations")["relations"] == "pending"
    assert get(client, "/readyz")["backlog"]["articles"] == 2
    drain(worker)
    assert get(client, "/readyz")["backlog"]["articles"] == 0
    found = get(client, f"/v1/articles/{second['id']}/relations")
    assert found["relations"] == "done"
    clash = next(each for each in found["items"] if each["label"] == "conflict")
    assert "Twelve" in clash["a"]["text"]
    assert "Fifteen" in clash["b"]["text"]
    assert any(reason["type"] == "number" for reason in clash["reasons"])
    of_claim = get(client, f"/v1/claims/{clash['b']['id']}/relations?labels=conflict")
    assert [each["a"]["id"] for each in of_claim["items"]] == [clash["a"]["id"]]
    assert get(client, f"/v1/claims/{clash['a']['id']}")["outlet"] == "Outlet a"


def test_a_deletion_is_gone_from_every_answer_at_once(client: FlaskClient, worker: Worker) -> None:
    first, second = store(client, "a", TOLL), store(client, "b", RIVAL)
    drain(worker)
    claims = get(client, f"/v1/articles/{first['id']}/claims")["claims"]
    assert client.delete(f"/v1/articles/{first['id']}").status_code == 204
    for path in ("", "/claims", "/relations"):
        assert client.get(f"/v1/articles/{first['id']}{path}").status_code == 404
    assert client.get(f"/v1/claims/{claims[0]['id']}").status_code == 404
    assert client.delete(f"/v1/articles/{first['id']}").status_code == 404
    assert [each["id"] for each in get(client, "/v1/articles")["items"]] == [second["id"]]
    others = get(client, f"/v1/articles/{second['id']}/relations")["items"]
    assert all(
        first["id"] not in {each["a"]["article_id"], each["b"]["article_id"]} for each in others
    )
    checked = client.post("/v1/check", json={"statement": "Twelve people died in Varnhem."}).json
    assert checked is not None
    assert {each["claim"]["article_id"] for each in checked["results"]} == {second["id"]}


def test_another_text_is_a_new_version_and_the_old_one_is_history(client: FlaskClient) -> None:
    first = store(client, "a", TOLL)
    second = store(client, "a", RIVAL)
    assert (second["id"], second["version"]) == (first["id"], 2)
    article = get(client, f"/v1/articles/{first['id']}")
    assert article["text"] == RIVAL
    assert [each["current"] for each in article["versions"]] == [False, True]
    old = get(client, f"/v1/articles/{first['id']}?version=1")
    assert old["text"] == TOLL
    claims = get(client, f"/v1/articles/{first['id']}/claims?version=1")
    for claim in claims["claims"]:
        assert TOLL[claim["start"] : claim["end"]] == claim["text"]
    assert client.get(f"/v1/articles/{first['id']}?version=3").status_code == 404


def test_lists_come_in_pages_that_name_the_next(client: FlaskClient) -> None:
    ids = [store(client, str(n), f"Fact {n} was told on Monday.")["id"] for n in range(5)]
    seen, cursor = [], ""
    while True:
        found = get(client, f"/v1/articles?limit=2{cursor}")
        seen += [each["id"] for each in found["items"]]
        if found["next"] is None:
            break
        cursor = f"&cursor={found['next']}"
    assert seen == ids[::-1]
    only = get(client, "/v1/articles?outlets=Outlet 3&outlets=Outlet 4")["items"]
    assert [each["id"] for each in only] == [ids[4], ids[3]]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("cursor=xx", "cursor"),
        ("cursor=WzEsIDIsIDNd", "cursor"),
        ("genres=gossip", "genres.0"),
        ("colour=red", "colour"),
        ("published_from=0001-01-01T00:00:00%2B23:59", "published_from"),
    ],
)
def test_a_bad_query_names_the_field(client: FlaskClient, query: str, field: str) -> None:
    answer = client.get(f"/v1/articles?{query}")
    assert answer.status_code == 422
    assert answer.json is not None
    assert list(answer.json["errors"]) == [field]


def test_a_key_delivers_once(client: FlaskClient) -> None:
    body = {"outlet": "The Courier", "text": TOLL}
    key = {"Idempotency-Key": "delivery 1"}
    first = client.post("/v1/articles", json=body, headers=key)
    again = client.post("/v1/articles", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    other = client.post("/v1/articles", json=body | {"title": "x"}, headers=key)
    assert other.status_code == 422
    assert other.json is not None
    assert list(other.json["errors"]) == ["Idempotency-Key"]
    assert len(get(client, "/v1/articles")["items"]) == 1
    assert first.json is not None
    client.delete(f"/v1/articles/{first.json['id']}")
    assert client.post("/v1/articles", json=body, headers=key).status_code == 404


def test_another_language_is_stored_without_claims_and_refused_on_check(
    client: FlaskClient,
) -> None:
    german = "Der Gipfel in Singapur war ein voller Erfolg, sagte der Präsident am Dienstag."
    stored = store(client, "a", german)
    assert (stored["language"], stored["claims"], stored["relations"]) == ("de", 0, "done")
    for path, body, field in (
        ("/v1/check", {"statement": german}, "statement"),
        ("/v1/check/article", {"text": german}, "text"),
        ("/v1/claims/extract", {"text": german}, "text"),
    ):
        answer = client.post(path, json=body)
        assert answer.status_code == 422
        assert answer.json is not None
        assert list(answer.json["errors"]) == [field]
    checked = client.post("/v1/check", json={"statement": "The Singapore summit failed."}).json
    assert checked is not None
    assert checked["searched"]["other_languages"] == 1


def test_a_statement_that_names_no_event_is_said_to(client: FlaskClient) -> None:
    for statement, specific in (("It was a success.", False), ("The dam broke.", True)):
        answer = client.post("/v1/check", json={"statement": statement}).json
        assert answer is not None
        assert answer["specific"] is specific


def test_a_check_says_which_claim_was_overtaken(client: FlaskClient, worker: Worker) -> None:
    earlier = "Twelve people have died in Varnhem, police said."
    later = "Nineteen people have now died in Varnhem, police said."
    store(client, "a", earlier, published_at="2021-03-01")
    store(client, "b", later, published_at="2021-03-03")
    drain(worker)
    answer = client.post("/v1/check", json={"statement": "Twelve people died in Varnhem."}).json
    assert answer is not None
    standing = {each["claim"]["outlet"]: each["standing"] for each in answer["results"]}
    newer = next(e["claim"]["id"] for e in answer["results"] if e["claim"]["outlet"] == "Outlet b")
    assert standing["Outlet a"] == {"state": "superseded", "by": newer, "correction": None}
    assert standing["Outlet b"] == {"state": "current", "by": None, "correction": None}


def test_a_reindex_is_a_job_that_the_worker_does(client: FlaskClient, worker: Worker) -> None:
    store(client, "a", TOLL)
    asked = client.post("/v1/reindex", json={"full": True})
    assert asked.status_code == 202
    path = asked.headers["Location"]
    assert get(client, path)["state"] == "queued"
    assert get(client, "/v1/index")["generation"] is None
    drain(worker)
    job = get(client, path)
    assert (job["state"], job["done"], job["total"]) == ("done", 2, 2)
    index = get(client, "/v1/index")
    assert index["generation"] in job["outcome"]
    assert (index["size"], index["delta"]) == (2, 0)
    assert client.get("/v1/jobs/99").status_code == 404


def test_what_an_earlier_release_has_split_is_split_anew_by_the_re_index(
    client: FlaskClient, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store(client, "a", TOLL)
    drain(worker)
    before = get(client, f"/v1/articles/{stored['id']}/claims")
    assert get(client, "/readyz")["to_split"] == 0
    monkeypatch.setattr("service.desk.parts.SPLITTER", 10**9)
    assert get(client, "/readyz")["to_split"] == 1
    assert "counterpoint_to_split_articles 1.0" in client.get("/metrics").get_data(as_text=True)
    path = client.post("/v1/reindex", json={}).headers["Location"]
    drain(worker)
    job = get(client, path)
    assert (job["state"], job["done"], job["total"]) == ("done", 4, 4)
    assert get(client, "/readyz")["to_split"] == 0
    assert get(client, f"/v1/articles/{stored['id']}/claims") == before
    assert get(client, f"/v1/articles/{stored['id']}/relations")["relations"] == "done"


def test_metrics_name_routes_and_never_paths(client: FlaskClient) -> None:
    stored = store(client, "a", TOLL)
    get(client, f"/v1/articles/{stored['id']}")
    text = client.get("/metrics").get_data(as_text=True)
    assert "counterpoint_articles 1.0" in text
    assert "counterpoint_backlog_articles 1.0" in text
    assert 'route="/v1/articles/<int(min=0, max=9223372036854775807):article_id>"' in text
    assert f"/v1/articles/{stored['id']}" not in text


def test_the_docs_page_shows_every_call_from_here_alone(client: FlaskClient) -> None:
    page = client.get("/docs").get_data(as_text=True)
    document = client.get("/openapi.json").json
    assert document is not None
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page
    assert "http://" not in page
    assert "https://" not in page
    with client.get("/static/api/docs.css") as style:
        assert style.status_code == 200
