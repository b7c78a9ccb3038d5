"""Article in; version, claims, corrections and vectors stored in one transaction."""

from dataclasses import replace

from service.articles import language_of
from service.desk.parts import Analyser, Embedder
from service.desk.split import split
from service.store import Request, Store, Stored
from service.vocabulary import Article


def ingest(
    article: Article,
    *,
    store: Store,
    analyser: Analyser,
    embedder: Embedder,
    request: Request | None = None,
) -> Stored:
    """Store an article; once this returns it is durable and found by the next search.

    The same identity and text again writes nothing; another text is a new version. An
    article in a language that is not judged is stored without claims and corrections.

    Raises:
        UnstorableTextError: a text holds what no database can keep.
        IdempotencyError: the request's key was used before, with another body.
        NotFoundError: what the key delivered has been deleted since.
    """
    if request and (before := store.delivered(request)):
        return before
    article = replace(article, language=article.language or language_of(article.text))
    found = split(article, store=store, analyser=analyser, embedder=embedder)
    return store.add(article, found, request)
