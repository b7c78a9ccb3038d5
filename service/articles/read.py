"""A file's bytes: which kind it is, and its characters."""

from typing import Any

from charset_normalizer import from_bytes

from service.articles.html import read_html
from service.articles.text import read_text
from service.errors import UnreadableArticleError
from service.vocabulary import Article

HTML_NAMES = (".html", ".htm", ".xhtml")


def read(data: bytes, *, name: str, **known: Any) -> Article:
    """The article of a file's bytes; what is ``known`` wins over what the file says.

    Raises:
        UnreadableArticleError: no text can be read from it.
    """
    if name.lower().endswith(HTML_NAMES):
        return read_html(data, **known)
    text = decode(data)
    if not text.strip():
        raise UnreadableArticleError(f"{name} holds no text.")
    return read_text(text, **known)


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, else the likeliest character set.

    Raises:
        UnreadableArticleError: the bytes are no text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise UnreadableArticleError("The bytes are no text in any known character set.")
    return str(best)
