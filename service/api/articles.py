"""Articles in, out and gone."""

import hashlib
from http import HTTPStatus
from typing import Any

from flask import g, request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields, validate

from service.api.access import needs
from service.api.pages import PageForm, page, paged
from service.api.parts import parts, within_limit
from service.api.relations import RelationPage, RelationsForm, relations_page
from service.desk.ingest import ingest
from service.desk.sources import Sourced
from service.schemas import (
    ArticleFilterForm,
    ArticleSchema,
    ArticleSummarySchema,
    Form,
    SourcedSchema,
    StoredForm,
    StoredSchema,
    described,
    filters_of,
)
from service.store import Request, Scope, StoredArticle
from service.vocabulary import Article, ClaimKind

blueprint = Blueprint("articles", __name__, url_prefix="/v1/articles", description="Articles")
ONE = "/<int(min=0, max=9223372036854775807):article_id>"


class HeadersForm(Schema):
    """What a delivery may carry beside its body."""

    class Meta:
        """marshmallow's options."""

        unknown = EXCLUDE

    idempotency_key = fields.Str(
        data_key="Idempotency-Key",
        load_default=None,
        validate=validate.Length(min=1, max=255),
        metadata={"description": "Kept for 24 hours; the same delivery again does nothing."},
    )


class ListForm(PageForm, ArticleFilterForm):
    """Which articles, and which page of them."""


class VersionForm(Form):
    """Which version; the current one where it is not given."""

    version = fields.Int(load_default=None, validate=validate.Range(1, 2**31 - 1))


class ClaimsForm(VersionForm):
    """Which claims of which version."""

    kind = fields.Enum(ClaimKind, by_value=True, **described("Only these."))
    min_checkworthiness = fields.Float(
        validate=validate.Range(0, 1),
        **described("Only claims that score as much; those that nothing scored are left out."),
    )


ArticlePage = paged(ArticleSummarySchema(), "ArticlePage")


class ClaimsSchema(Schema):
    """The claims of one version of an article: its headline, then in the order of the text."""

    article_id = fields.Int(required=True)
    version = fields.Int(required=True)
    claims = fields.List(fields.Nested(SourcedSchema), required=True)


@blueprint.post("")
@blueprint.arguments(StoredForm)
@blueprint.arguments(HeadersForm, location="headers")
@blueprint.response(HTTPStatus.CREATED, StoredSchema, description="Durable and searchable")
@blueprint.alt_response(HTTPStatus.OK, schema=StoredSchema, description="Already stored")
@needs(Scope.WRITE)
def add(article: Article, headers: dict[str, Any]) -> Any:
    """Store an article, its claims and their vectors.

    The same identity (outlet and external_id, else url) and text again answers 200 and
    the same id; another text is a new version. Its relations follow in the background.
    """
    archive, embedder = parts().archive, parts().embedder
    stored = ingest(
        within_limit(article),
        store=archive.store,
        analyser=parts().analyser,
        embedder=embedder,
        request=_request(headers["idempotency_key"]),
    )
    kept = archive.store.article(stored.article_id, stored.version)
    answer = _whole(kept) | {"created": stored.created}
    return answer, HTTPStatus.CREATED if stored.created else HTTPStatus.OK


@blueprint.get("")
@blueprint.arguments(ListForm, location="query", unknown=None)
@blueprint.response(HTTPStatus.OK, ArticlePage)
def listing(form: dict[str, Any]) -> Any:
    """The articles that pass the filters, last stored first."""
    filters = filters_of(form)
    store = parts().archive.store
    found = page(
        form,
        lambda after, limit: store.articles(
            filters, before=after[0] if after else None, limit=limit
        ),
        lambda article: (article.id, 0),
    )
    return found | {"items": [_described(article) for article in found["items"]]}


@blueprint.get(ONE)
@blueprint.arguments(VersionForm, location="query", unknown=None)
@blueprint.response(HTTPStatus.OK, ArticleSchema)
def one(form: dict[str, Any], article_id: int) -> Any:
    """An article with its text, to which offsets refer, and its versions."""
    store = parts().archive.store
    article = store.article(article_id, form["version"])
    return _whole(article) | {"versions": store.versions(article_id)}


@blueprint.get(f"{ONE}/claims")
@blueprint.arguments(ClaimsForm, location="query", unknown=None)
@blueprint.response(HTTPStatus.OK, ClaimsSchema)
def claims(form: dict[str, Any], article_id: int) -> Any:
    """The claims of an article's current version, or of an earlier one, its headline first."""
    store = parts().archive.store
    version = store.article(article_id, form["version"]).version
    found = store.claims(article_id, version, filters_of(form))
    return {
        "article_id": article_id,
        "version": version,
        "claims": [Sourced.stored(row) for row in found],
    }


@blueprint.get(f"{ONE}/relations")
@blueprint.arguments(RelationsForm, location="query", unknown=None)
@blueprint.response(HTTPStatus.OK, RelationPage)
def relations(form: dict[str, Any], article_id: int) -> Any:
    """What the article's claims agree and clash with; `pending` while it is worked out."""
    article = parts().archive.store.article(article_id)
    kept = parts().archive.store.relations

    found = relations_page(
        form,
        lambda after, limit: kept.of_article(
            article_id, labels=form["labels"], after=after or (0, 0), limit=limit
        ),
    )
    return found | {"relations": state(article)}


@blueprint.delete(ONE)
@blueprint.response(HTTPStatus.NO_CONTENT)
@needs(Scope.WRITE)
def remove(article_id: int) -> None:
    """Delete an article with all its versions, claims and relations: gone at once."""
    parts().archive.store.delete(article_id)


def _described(article: StoredArticle) -> dict[str, Any]:
    return {"stored": article, "article": article.article, "relations": state(article)}


def _whole(article: StoredArticle) -> dict[str, Any]:
    corrections = parts().archive.store.corrections(article.id, article.version)
    return _described(article) | {"corrections": corrections}


def state(article: StoredArticle) -> str:
    """Whether the present models have held an article's claims against the archive."""
    done = article.claims == 0 or article.related_by == parts().models.relating
    return "done" if done else "pending"


def _request(key: str | None) -> Request | None:
    if key is None:
        return None
    sender = g.key.prefix if g.key else ""
    body = hashlib.sha256(request.get_data()).hexdigest()
    return Request(key=hashlib.sha256(f"{sender} {key}".encode()).hexdigest(), body=body)
