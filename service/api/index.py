"""The index: what serves, and building it anew."""

from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from service.api.access import needs
from service.api.parts import parts
from service.schemas import Form, described
from service.store import JobKind, JobState, Scope

blueprint = Blueprint("index", __name__, url_prefix="/v1", description="Index and jobs")


class ReindexForm(Form):
    """How thoroughly."""

    full = fields.Bool(
        truthy={True},
        falsy={False},
        load_default=False,
        metadata={"description": "Embed every claim again first."},
    )


class JobSchema(Schema):
    """A job as it stands."""

    id = fields.Int(required=True)
    kind = fields.Enum(JobKind, by_value=True, required=True)
    state = fields.Enum(JobState, by_value=True, required=True)
    done = fields.Int(required=True, **described("Claims split anew, embedded or built in so far."))
    total = fields.Int(
        required=True, allow_none=True, **described("Of how many; null until that is known.")
    )
    outcome = fields.Str(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)


class IndexSchema(Schema):
    """The generation that serves, and what came since."""

    generation = fields.Str(required=True, allow_none=True)
    sequence = fields.Int(required=True)
    size = fields.Int(required=True)
    delta = fields.Int(required=True)
    removed = fields.Int(required=True)


@blueprint.post("/reindex")
@blueprint.arguments(ReindexForm)
@blueprint.response(HTTPStatus.ACCEPTED, JobSchema, description="Queued for the worker")
@needs(Scope.ADMIN)
def reindex(form: dict[str, Any]) -> Any:
    """Ask the worker to build the index anew beside the one that serves.

    Articles that an earlier release has split into claims are split anew, too.
    """
    kind = JobKind.REINDEX_FULL if form["full"] else JobKind.REINDEX
    job = parts().archive.store.jobs.ask(kind)
    return job, HTTPStatus.ACCEPTED, {"Location": url_for("index.job", job_id=job.id)}


@blueprint.get("/jobs/<int(min=0, max=9223372036854775807):job_id>")
@blueprint.response(HTTPStatus.OK, JobSchema)
def job(job_id: int) -> Any:
    """How far a job is, or what came of it."""
    return parts().archive.store.jobs.get(job_id)


@blueprint.get("/index")
@blueprint.response(HTTPStatus.OK, IndexSchema)
def index() -> Any:
    """What serves now."""
    return parts().archive.index.status()
