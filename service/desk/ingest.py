"""Article in; version, claims and vectors stored in one transaction."""

from service.desk.parts import Embedder, embed
from service.desk.sources import draft_claims, embedded_texts
from service.store import Store, Stored, text_hash
from service.vocabulary import Article


def ingest(article: Article, *, store: Store, embedder: Embedder) -> Stored:
    """Store an article; once this returns it is durable and found by the next search.

    The same identity and text again writes nothing; another text is a new version.
    """
    claims = draft_claims(article)
    texts = embedded_texts(claims)
    return store.add(
        article,
        [each.claim for each in claims],
        model=embedder.digest,
        hashes=[text_hash(text) for text in texts],
        vectors=embed(texts, embedder, store),
    )
