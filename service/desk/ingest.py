"""Article in; version, claims, corrections and vectors stored in one transaction."""

from dataclasses import replace

from service.articles import language_of, supported
from service.claims import corrections
from service.desk.parts import Analyser, Embedder, embed
from service.desk.sources import claims_of, embedded_texts
from service.store import Embedded, Request, Store, Stored, text_hash
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
    readable = supported(article.language)
    claims = claims_of(article, analyser) if readable else []
    notes = corrections(article) if readable else []
    texts = embedded_texts(claims)
    embedded = Embedded(
        embedder.digest, [text_hash(text) for text in texts], embed(texts, embedder, store)
    )
    return store.add(article, [each.claim for each in claims], embedded, request, notes)
