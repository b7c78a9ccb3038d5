"""Cutting long lists to what one statement may carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
CHUNK = 1000


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in lists of at most ``CHUNK``, for IN lists and pages."""
    remaining = iter(items)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
