"""What makes two deliveries the same article."""

import json
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from service.vocabulary import Article

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def identity(article: Article) -> str:
    """The key of an article's identity, 64 hex digits.

    It is the outlet's own id, else the URL, else, where neither is given, the text.
    """
    if article.external_id is not None:
        parts = ["id", article.outlet, article.external_id]
    elif article.url is not None:
        parts = ["url", canonical_url(article.url)]
    else:
        parts = ["text", article.outlet, article.text]
    return sha256(json.dumps(parts).encode()).hexdigest()


def canonical_url(url: str) -> str:
    """An address without what does not change the page: scheme, fragment, tracking.

    What is no address is returned as it is: it still tells one article from another.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not name.startswith(TRACKING)
        ]
    )
    host = parts.netloc.lower().removesuffix(":443").removesuffix(":80")
    return f"//{host}{parts.path or '/'}{'?' if query else ''}{query}"
