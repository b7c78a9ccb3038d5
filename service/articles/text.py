"""Plain text: kept exactly as decoded; title and date read off its first lines."""

import re
from typing import Any

from service.articles.dateline import date_line
from service.vocabulary import Article

TITLE = re.compile(r"\s*#?\s*(?P<title>\S[^\n]{0,199})(?:\r?\n|$)")
SENTENCE_END = re.compile(r"[.!?…][\"\u201d\u2019)]*$")


def read_text(text: str, **known: Any) -> Article:
    """An article of a plain text; what is ``known`` wins over what the text says.

    A first line that is no sentence is its title; a date line gives its date.
    """
    found = {"title": _title(text), "published": date_line(text)}
    return Article(text=text, **(found | known))


def _title(text: str) -> str | None:
    first = TITLE.match(text)
    if not first:
        return None
    title = first["title"].strip()
    return None if SENTENCE_END.search(title) else title
