"""Keys, limits, headers, and what the log says of a call."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import structlog
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.app import create_app
from service.errors import SettingsError
from service.log import configure
from service.parts import Parts
from service.server import prepare
from service.store import Scope

ARTICLE = {"outlet": "The Courier", "text": "Twelve people died in Varnhem, the mayor said."}


def bearer(parts: Parts, scope: Scope) -> dict[str, str]:
    return {"Authorization": f"Bearer {parts.archive.store.keys.create(scope.value, scope)}"}


def test_calls_are_open_until_the_first_key_is_made(client: FlaskClient, parts: Parts) -> None:
    assert client.get("/v1/articles").status_code == 200
    reader = bearer(parts, Scope.READ)
    refused = client.get("/v1/articles")
    assert refused.status_code == 401
    assert refused.mimetype == "application/problem+json"
    assert refused.headers["WWW-Authenticate"].lower().startswith("bearer")
    assert client.get("/v1/articles", headers=reader).status_code == 200
    for path in ("/healthz", "/readyz", "/docs", "/openapi.json"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("scope", "write", "admin"),
    [(Scope.READ, 403, 403), (Scope.WRITE, 201, 403), (Scope.ADMIN, 201, 202)],
)
def test_a_key_may_do_what_its_scope_covers(
    client: FlaskClient, parts: Parts, scope: Scope, write: int, admin: int
) -> None:
    key = bearer(parts, scope)
    answer = client.post("/v1/articles", json=ARTICLE, headers=key)
    assert answer.status_code == write
    if write == 403:
        assert answer.json is not None
        assert "write" in answer.json["detail"]
    assert client.post("/v1/reindex", json={}, headers=key).status_code == admin
    question = {"statement": "Twelve people died in Varnhem."}
    assert client.post("/v1/check", json=question, headers=key).status_code == 200


def test_a_revoked_key_is_refused_and_nothing_opens_again(
    client: FlaskClient, parts: Parts
) -> None:
    key = bearer(parts, Scope.READ)
    keys = parts.archive.store.keys
    keys.revoke(keys.every()[0].prefix)
    assert client.get("/v1/articles", headers=key).status_code == 401
    assert client.get("/v1/articles").status_code == 401


@hypothesis_settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(given=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80))
def test_any_other_authorization_is_refused(client: FlaskClient, parts: Parts, given: str) -> None:
    if not parts.archive.store.keys.exist():
        parts.archive.store.keys.create("desk", Scope.READ)
    answer = client.get("/v1/articles", headers={"Authorization": given})
    assert answer.status_code == 401


def test_too_many_calls_wait(parts: Parts) -> None:
    settings = replace(parts.settings, rate_limit="2 per hour")
    client = create_app(settings, archive=parts.archive).test_client()
    codes = [client.get("/v1/articles").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = client.get("/v1/articles")
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert client.get("/healthz").status_code == 200


def test_wrong_keys_are_soon_not_even_tried(client: FlaskClient, parts: Parts) -> None:
    bearer(parts, Scope.READ)
    wrong = {"Authorization": "Bearer cp_0123456789ab_" + "x" * 43}
    codes = {client.get("/v1/articles", headers=wrong).status_code for _ in range(31)}
    assert codes == {401, 429}


def test_off_loopback_nothing_starts_without_a_key(parts: Parts) -> None:
    outside = replace(parts.settings, host="0.0.0.0")  # noqa: S104 - what is refused
    with pytest.raises(SettingsError, match="keys create"):
        prepare(outside)
    parts.archive.store.keys.create("desk", Scope.READ)
    prepare(outside)


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/v1/articles", "/docs", "/nowhere"):
        answer = client.get(path, headers={"X-Request-Id": "desk-7"})
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Request-Id"] == "desk-7"
    strange = client.get("/healthz", headers={"X-Request-Id": "a b"})
    assert strange.headers["X-Request-Id"] != "a b"
    assert client.get("/v1/articles").headers["Cache-Control"] == "no-store"


@pytest.fixture
def own_log() -> Iterator[None]:
    """Whatever a test makes of the log is undone: the stream it captures is closed after it."""
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("own_log")
def test_a_write_leaves_a_line_and_no_words(
    client: FlaskClient, parts: Parts, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("INFO")
    key = bearer(parts, Scope.ADMIN)
    token = key["Authorization"].split()[1]
    draft = {"text": "Zanzibar quadrupled its marzipan exports, the ministry said."}
    made = client.post("/v1/articles", json=ARTICLE | draft, headers=key)
    client.post("/v1/articles", json={"outlet": "x", "text": "Zanzibar", "colour": 1}, headers=key)
    client.post("/v1/check", json={"statement": draft["text"]}, headers=key)
    client.post("/v1/compare", json={"a": draft, "b": draft}, headers=key)
    client.get("/v1/articles", headers={"Authorization": f"Bearer {token}x"})
    assert made.json is not None
    client.delete(f"/v1/articles/{made.json['id']}", headers=key)
    text = capsys.readouterr().err
    for secret in ("Zanzibar", "marzipan", token.rpartition("_")[2]):
        assert secret not in text
    lines = [json.loads(line) for line in text.splitlines()]
    audit = [line for line in lines if line["event"] == "audit"]
    assert [(each["method"], each["status"], each["id"]) for each in audit] == [
        ("POST", 201, made.json["id"]),
        ("POST", 422, None),
        ("DELETE", 204, made.json["id"]),
    ]
    assert {each["name"] for each in audit} == {"admin"}
    assert all(each["request"] for each in audit)


def test_the_openapi_document_names_the_scope_of_each_call(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document is not None
    assert document["security"] == [{"bearer": ["read"]}]
    paths = document["paths"]
    assert paths["/v1/articles"]["post"]["security"] == [{"bearer": ["write"]}]
    assert paths["/v1/reindex"]["post"]["security"] == [{"bearer": ["admin"]}]
    assert paths["/healthz"]["get"]["security"] == []
