"""Pages of relations, for an article's claims and for one claim."""

from collections.abc import Callable, Sequence
from typing import Any

from marshmallow import Schema, fields, pre_dump

from service.api.pages import Key, PageForm, page
from service.api.parts import parts
from service.desk.provenance import Provenance
from service.desk.sources import Sourced
from service.schemas import (
    ProvenanceSchema,
    RelationSchema,
    SourcedSchema,
    relation_fields,
)
from service.store import StoredRelation
from service.vocabulary import Label


class RelationsForm(PageForm):
    """Which relations, and which page of them."""

    labels = fields.List(fields.Enum(Label, by_value=True), load_default=list)


class ClaimRelationSchema(RelationSchema):
    """A relation with both its claims, ``a`` the one stored first."""

    a = fields.Nested(SourcedSchema, required=True)
    b = fields.Nested(SourcedSchema, required=True)

    @pre_dump
    def flatten(self, stored: StoredRelation, **_: Any) -> dict[str, Any]:
        """The relation's fields beside its claims."""
        ends = {"a": Sourced.stored(stored.a), "b": Sourced.stored(stored.b)}
        return ends | relation_fields(stored.relation)


class RelationPage(Schema):
    """A page of relations; `next` is null on the last.

    `relations` is pending while newer claims or another model have not been worked in.
    """

    items = fields.List(fields.Nested(ClaimRelationSchema), required=True)
    next = fields.Str(required=True, allow_none=True)
    relations = fields.Str(required=True, metadata={"enum": ["pending", "done"]})
    provenance = fields.Nested(ProvenanceSchema, required=True)


def relations_page(
    form: dict[str, Any], read: Callable[[Key | None, int], Sequence[StoredRelation]]
) -> dict[str, Any]:
    """Read a page of relations, with what made them."""
    found = page(form, read, lambda stored: (stored.a.id, stored.b.id))
    return found | {"provenance": Provenance.of(parts().models, parts().archive)}
