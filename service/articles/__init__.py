"""Bytes in, articles out. Pure: what is read was fetched or sent already."""

from service.articles.dateline import date_line
from service.articles.html import read_html
from service.articles.read import read
from service.articles.text import read_text
from service.articles.urls import canonical_url

__all__ = ["canonical_url", "date_line", "read", "read_html", "read_text"]
