"""Is it alive, is it ready, and how is it doing?"""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app
from flask_smorest import Blueprint
from marshmallow import Schema, fields
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from service.api.parts import parts
from service.desk.parts import splitter
from service.desk.provenance import Provenance
from service.schemas import ProvenanceSchema, described

blueprint = Blueprint("health", __name__, description="Health")


class HealthSchema(Schema):
    """The process answers."""

    status = fields.Str(required=True)


class BacklogSchema(Schema):
    """What the worker has still to hold against the archive."""

    articles = fields.Int(required=True)
    claims = fields.Int(required=True)
    since = fields.AwareDateTime(required=True, allow_none=True)


class ReadySchema(HealthSchema):
    """Database, index and models answer; how much work waits.

    ``judge`` is null in the provenance where the service runs on the screen alone.
    """

    backlog = fields.Nested(BacklogSchema, required=True)
    to_split = fields.Int(
        required=True,
        **described("Articles that an earlier release has split; the next re-index does it anew."),
    )
    provenance = fields.Nested(ProvenanceSchema, required=True)


@blueprint.get("/healthz")
@blueprint.response(HTTPStatus.OK, HealthSchema)
@blueprint.doc(security=[])
def healthz() -> dict[str, str]:
    """The process is up; it says nothing of the database or the models."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@blueprint.response(HTTPStatus.OK, ReadySchema)
@blueprint.doc(security=[])
def readyz() -> dict[str, Any]:
    """Database, index and models answer; anything else is a 5xx."""
    models, archive = parts().models, parts().archive
    return {
        "status": "ready",
        "backlog": archive.store.relations.backlog(models.relating),
        "to_split": archive.store.splits.backlog(splitter(models.analyser)).articles,
        "provenance": Provenance.of(models, archive),
    }


@blueprint.get("/metrics")
@blueprint.response(HTTPStatus.OK, content_type="text/plain")
def metrics() -> Response:
    """Prometheus metrics: requests by route, archive, index and backlog."""
    registry = current_app.extensions["counterpoint_metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
