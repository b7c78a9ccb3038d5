"""Is it alive?"""

from http import HTTPStatus

from flask_smorest import Blueprint
from marshmallow import Schema, fields

blueprint = Blueprint("health", __name__, description="Health")


class HealthSchema(Schema):
    """The process answers."""

    status = fields.Str(required=True)


@blueprint.get("/healthz")
@blueprint.response(HTTPStatus.OK, HealthSchema)
def healthz() -> dict[str, str]:
    """The process is up; it says nothing of the database or the models."""
    return {"status": "ok"}
