"""Cursor pages in the body: ``items`` and ``next``, the cursor of the page after, or null."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from marshmallow import Schema, fields, validate

from service.api.parts import parts
from service.errors import InvalidInputError
from service.schemas import BIGGEST_ID, Form

T = TypeVar("T")
Key = tuple[int, int]
USUAL = 50


class PageForm(Form):
    """Which page."""

    limit = fields.Int(load_default=None, validate=validate.Range(min=1), allow_none=True)
    cursor = fields.Str(load_default=None, allow_none=True)


def paged(
    item: Schema, name: str, *, description: str = "A page; `next` is null on the last."
) -> type[Schema]:
    """The schema of a page of such items."""
    made = Schema.from_dict(
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next": fields.Str(required=True, allow_none=True),
        },
        name=name,
    )
    made.__doc__ = description
    return made


def page(
    form: dict[str, Any],
    read: Callable[[Key | None, int], Sequence[T]],
    key: Callable[[T], Key],
) -> dict[str, Any]:
    """Read a page.

    Args:
        form: a loaded PageForm.
        read: the items after a key (None on the first page), at most so many.
        key: an item's place in the list.

    Raises:
        InvalidInputError: the limit or the cursor cannot be used.
    """
    most = parts().settings.max_page
    limit = form["limit"] or min(most, USUAL)
    if limit > most:
        raise InvalidInputError("limit", f"More than {most}.")
    after = _after(form["cursor"]) if form["cursor"] is not None else None
    found = read(after, limit + 1)
    items = found[:limit]
    more = len(found) > limit
    return {"items": items, "next": _cursor(key(items[-1])) if more else None}


def _cursor(key: Key) -> str:
    return urlsafe_b64encode(json.dumps(key).encode()).decode()


def _after(cursor: str) -> Key:
    try:
        one, two = json.loads(urlsafe_b64decode(cursor.encode()))
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidInputError("cursor", "Not a cursor of this list.") from error
    if not all(type(part) is int and 0 <= part <= BIGGEST_ID for part in (one, two)):
        raise InvalidInputError("cursor", "Not a cursor of this list.")
    return one, two
