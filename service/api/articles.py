"""Articles in."""

from http import HTTPStatus
from typing import Any

from flask_smorest import Blueprint

from service.api.parts import parts, within_limit
from service.desk.ingest import ingest
from service.schemas import StoredForm, StoredSchema
from service.vocabulary import Article

blueprint = Blueprint("articles", __name__, url_prefix="/v1/articles", description="Articles in")


@blueprint.post("")
@blueprint.arguments(StoredForm)
@blueprint.response(HTTPStatus.CREATED, StoredSchema, description="Durable and searchable")
@blueprint.alt_response(HTTPStatus.OK, schema=StoredSchema, description="Already stored")
def add(article: Article) -> Any:
    """Store an article, its claims and their vectors.

    The same identity (outlet and external_id, else url) and text again answers 200 and
    the same id; another text is a new version.
    """
    archive, embedder = parts().archive, parts().embedder
    stored = ingest(within_limit(article), store=archive.store, embedder=embedder)
    answer = {"stored": stored, "article": article, "claims": len(stored.claim_ids)}
    return answer, HTTPStatus.CREATED if stored.created else HTTPStatus.OK
