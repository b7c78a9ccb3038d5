"""HTML pages, by trafilatura on bytes already at hand."""

import json
from datetime import date, datetime
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.meta import reset_caches

from service.articles.text import read_text
from service.errors import UnreadableArticleError
from service.vocabulary import Article, Published

TIME_META = ("article:published_time", "og:published_time", "datePublished", "date")


def read_html(page: bytes | str, **known: Any) -> Article:
    """The article of a page; its text is what offsets refer to from now on.

    What is ``known`` wins over what the page says.

    Raises:
        UnreadableArticleError: the page holds no article.
    """
    try:
        tree = lxml_html.fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableArticleError("The page is not HTML.") from error
    found = trafilatura.bare_extraction(
        page, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True
    )
    reset_caches()
    text = getattr(found, "text", None)
    if not text:
        raise UnreadableArticleError("The page holds no article text.")
    said: dict[str, Any] = {
        "title": getattr(found, "title", None),
        "published": _published(tree) or _day(getattr(found, "date", None)),
        "url": getattr(found, "url", None),
        "authors": tuple(filter(None, (getattr(found, "author", None) or "").split("; "))),
    }
    return read_text(text, **({k: v for k, v in said.items() if v} | known))


def _published(tree: Any) -> Published | None:
    """The time of publication from the page's metadata, else from JSON-LD."""
    for name in TIME_META:
        for value in tree.xpath(
            "//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name
        ):
            if moment := _moment(value):
                return moment
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        if moment := _moment(_json_ld(script)):
            return moment
    return None


def _json_ld(script: str) -> str | None:
    try:
        data = json.loads(script)
    except ValueError:
        return None
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    nodes = graph if isinstance(graph, list) else []
    dates = [node.get("datePublished") for node in nodes if isinstance(node, dict)]
    return next((each for each in dates if isinstance(each, str)), None)


def _moment(value: str | None) -> Published | None:
    """An aware time as it is; a naive one only as its day, the instant being unknown."""
    try:
        moment = datetime.fromisoformat((value or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None
