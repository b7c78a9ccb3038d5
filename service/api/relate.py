"""Pairs of statements, judged."""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.parts import parts
from service.desk import relate as desk
from service.desk.provenance import Provenance
from service.errors import InvalidInputError
from service.schemas import RelateForm, RelateSchema

blueprint = Blueprint("relate", __name__, url_prefix="/v1/relate", description="Pairs judged")


@blueprint.post("")
@blueprint.arguments(RelateForm)
@blueprint.response(HTTPStatus.OK, RelateSchema)
def relate(form: dict[str, Any]) -> Any:
    """Judge pairs of statements, in their order; nothing is stored."""
    limit = parts().settings.max_pairs
    if len(form["pairs"]) > limit:
        raise InvalidInputError("pairs", f"More than {limit} pairs.")
    predictor = parts().predictor
    if form["tier"] is not None:
        predictor = predictor.only(form["tier"])
    relations = list(desk.relate(form["pairs"], predictor=predictor))
    return {"relations": relations, "provenance": Provenance.of_pairs(predictor)}
