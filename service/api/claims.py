"""Claims of a draft."""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.parts import claims_of
from service.schemas import ArticleForm, ExtractSchema
from service.vocabulary import Article

blueprint = Blueprint("claims", __name__, url_prefix="/v1/claims", description="Claims")


@blueprint.post("/extract")
@blueprint.arguments(ArticleForm)
@blueprint.response(HTTPStatus.OK, ExtractSchema)
def extract(article: Article) -> Any:
    """The claims of a text, each with its holder; nothing is stored."""
    return {"text": article.text, "claims": [each.claim for each in claims_of(article)]}
