"""Two articles side by side."""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.parts import claims_of, parts
from service.desk import compare as desk
from service.schemas import CompareForm, CompareSchema

blueprint = Blueprint("compare", __name__, url_prefix="/v1/compare", description="Two articles")


@blueprint.post("")
@blueprint.arguments(CompareForm)
@blueprint.response(HTTPStatus.OK, CompareSchema)
def compare(form: dict[str, Any]) -> Any:
    """Relate the claims of two articles, stored or inline; what is inline is never stored."""
    a, b = claims_of(form["a"]), claims_of(form["b"])
    stored = any(isinstance(form[side], int) for side in "ab")
    return desk.compare(
        a,
        b,
        models=parts().models,
        store=parts().archive.store if stored else None,
    )
