"""The HTTP edge: a blueprint a resource over the desk's jobs."""

from flask import Flask
from flask_smorest import Blueprint

from service.api import articles, check, claims, compare, docs, health, index, relate
from service.api.access import guard
from service.api.metrics import measure
from service.api.problems import ProblemApi
from service.parts import Parts

RESOURCES: tuple[Blueprint, ...] = (
    articles.blueprint,
    claims.blueprint,
    relate.blueprint,
    compare.blueprint,
    check.blueprint,
    index.blueprint,
    health.blueprint,
)


def create_api(parts: Parts) -> Flask:
    """A Flask application that serves version 1 of the API from these parts."""
    app = Flask("service")
    app.config.update(
        API_TITLE="Counterpoint",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={"security": [{"bearer": ["read"]}]},
        MAX_CONTENT_LENGTH=parts.settings.max_body_bytes,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it; the base class does not say so
    app.extensions["counterpoint"] = parts
    measure(app, parts)
    guard(app, parts)
    api = ProblemApi(app)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    app.extensions["counterpoint_api"] = api
    for blueprint in RESOURCES:
        api.register_blueprint(blueprint)
    app.register_blueprint(docs.blueprint)
    return app
