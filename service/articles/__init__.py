"""Bytes in, articles out. Pure: what is read was fetched or sent already."""

from service.articles.dateline import date_line
from service.articles.html import read_html
from service.articles.language import language_of, supported
from service.articles.read import read
from service.articles.text import read_text

__all__ = ["date_line", "language_of", "read", "read_html", "read_text", "supported"]
