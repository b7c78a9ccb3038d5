"""What makes two deliveries the same article."""

import json
from hashlib import sha256

from service.urls import canonical_url
from service.vocabulary import Article


def identity(article: Article) -> str:
    """The key of an article's identity, 64 hex digits.

    It is the outlet's own id, else the URL, else, where neither is given, the text.
    """
    if article.external_id is not None:
        parts = ["id", article.outlet, article.external_id]
    elif article.url is not None:
        parts = ["url", _page(article.url)]
    else:
        parts = ["text", article.outlet, article.text]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _page(url: str) -> str:
    """The page of an address by whichever scheme; what is no address stands for itself."""
    try:
        return canonical_url(url).partition(":")[2]
    except ValueError:
        return url
