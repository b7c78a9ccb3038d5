"""Articles into claims and corrections: on ingest, and anew once the splitter is another."""

from collections.abc import Callable

import structlog

from service.articles import supported
from service.claims import corrections
from service.desk.parts import Analyser, Archive, Embedder, embed, splitter
from service.desk.sources import claims_of, embedded_texts
from service.errors import NotFoundError
from service.store import Embedded, Split, Store, text_hash
from service.vocabulary import Article

PAGE = 100
log = structlog.get_logger()


def split(article: Article, *, store: Store, analyser: Analyser, embedder: Embedder) -> Split:
    """What an article is to be stored with; of one in a language that is not judged, nothing."""
    readable = supported(article.language)
    claims = claims_of(article, analyser) if readable else []
    texts = embedded_texts(claims)
    return Split(
        claims=[each.claim for each in claims],
        embedded=Embedded(
            embedder.digest, [text_hash(text) for text in texts], embed(texts, embedder, store)
        ),
        by=splitter(analyser),
        corrections=corrections(article) if readable else [],
    )


def split_anew(
    archive: Archive, analyser: Analyser, embedder: Embedder, progress: Callable[[int], None]
) -> int:
    """Split every stored article anew that another splitter has split; returns how many.

    Each is one transaction: killed at any moment, the others are split the next time. One
    that cannot be split keeps its claims, and the others and the index do not wait for it.

    Args:
        archive: Whose articles they are.
        analyser: Reads their sentences, under the present rules.
        embedder: Embeds the claims that are new.
        progress: Told how many claims each article had.
    """
    store, after, renewed = archive.store, 0, 0
    while page := store.splits.pending(splitter(analyser), after=after, limit=PAGE):
        for article_id in page:
            try:
                stored = store.article(article_id)
                found = split(stored.article, store=store, analyser=analyser, embedder=embedder)
                store.splits.renew(article_id, stored.version, found)
            except NotFoundError:  # deleted by a client meanwhile
                continue
            except Exception:
                log.exception("split_failed", article=article_id)
            else:
                renewed += 1
                progress(stored.claims)
        after = page[-1]
    return renewed
