"""Has anyone said otherwise?"""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.parts import claims_of, parts
from service.desk import check as desk
from service.desk.provenance import Provenance
from service.schemas import CheckArticleSchema, CheckForm, CheckSchema, DraftForm

blueprint = Blueprint("check", __name__, url_prefix="/v1/check", description="Fact-check")


@blueprint.post("")
@blueprint.arguments(CheckForm)
@blueprint.response(HTTPStatus.OK, CheckSchema)
def check(question: dict[str, Any]) -> Any:
    """A statement against the archive: who agrees, who says otherwise; nothing is stored."""
    return desk.check(**question, archive=parts().archive, models=parts().models)


@blueprint.post("/article")
@blueprint.arguments(DraftForm)
@blueprint.response(HTTPStatus.OK, CheckArticleSchema)
def check_article(form: dict[str, Any]) -> Any:
    """A whole draft, or a stored article, against the archive, claim by claim."""
    claims, models, archive = claims_of(form.pop("article")), parts().models, parts().archive
    found = desk.check_claims(claims, **form, archive=archive, models=models)
    return {
        "claims": [{"claim": claim, "checked": checked} for claim, checked in found],
        "provenance": Provenance.of(models, archive),
    }
