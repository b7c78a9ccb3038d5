"""Claims: of a draft, or one of the archive's."""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.articles import state
from service.api.parts import claims_of, parts
from service.api.relations import RelationPage, RelationsForm, relations_page
from service.desk.sources import Sourced
from service.errors import NotFoundError
from service.schemas import ArticleForm, ExtractSchema, SourcedSchema
from service.vocabulary import Article

blueprint = Blueprint("claims", __name__, url_prefix="/v1/claims", description="Claims")
ONE = "/<int(min=0, max=9223372036854775807):claim_id>"


@blueprint.post("/extract")
@blueprint.arguments(ArticleForm)
@blueprint.response(HTTPStatus.OK, ExtractSchema)
def extract(article: Article) -> Any:
    """The claims of a text, each with its holder; nothing is stored."""
    claims = [each.claim for each in claims_of(article)]
    return {"title": article.title, "text": article.text, "claims": claims}


@blueprint.get(ONE)
@blueprint.response(HTTPStatus.OK, SourcedSchema)
def one(claim_id: int) -> Any:
    """A claim of the archive that answers; one that was replaced or deleted is a 404."""
    return _claim(claim_id)


@blueprint.get(f"{ONE}/relations")
@blueprint.arguments(RelationsForm, location="query", unknown=None)
@blueprint.response(HTTPStatus.OK, RelationPage)
def relations(form: dict[str, Any], claim_id: int) -> Any:
    """What one claim agrees and clashes with."""
    claim, store = _claim(claim_id), parts().archive.store
    article = store.article(claim.article_id or 0)
    found = relations_page(
        form,
        lambda after, limit: store.relations.of_claim(
            claim_id, labels=form["labels"], after=after or (0, 0), limit=limit
        ),
    )
    return found | {"relations": state(article)}


def _claim(claim_id: int) -> Sourced:
    found = parts().archive.store.claims_by_id([claim_id])
    if not found:
        raise NotFoundError(f"there is no claim {claim_id}")
    return Sourced.stored(found[claim_id])
