"""Split anew what the present splitter has not split, build the index anew, and swap."""

from collections.abc import Callable

from service.desk.parts import Analyser, Archive, Embedder, embed, splitter
from service.desk.sources import Sourced, embedded_texts
from service.desk.split import split_anew
from service.store import Embedded, text_hash

PAGE = 512


def reindex(
    archive: Archive,
    *,
    analyser: Analyser,
    embedder: Embedder,
    full: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> str:
    """Rebuild the index from the database; returns the new generation's name.

    Articles that another splitter has split are split anew first: their claims change by
    night, when nobody holds their ids. ``full`` then embeds every claim again, as after a
    change of model, and drops other models' vectors. ``progress`` is told, after each step,
    how many claims are done and of how many: those to be split anew, and all.

    Raises:
        IndexBusyError: another build is running.
        IndexBuildError: the new build failed its verification; the old one serves on.
    """
    store = archive.store
    total = store.splits.backlog(splitter(analyser)).claims + store.counts().claims
    done = 0

    def advance(claims: int) -> None:
        nonlocal done
        done = min(done + claims, total)
        progress(done, total)

    split_anew(archive, analyser, embedder, advance)
    if full:
        _embed_again(archive, embedder, advance)
    name = archive.index.reindex()
    progress(total, total)
    return name


def _embed_again(archive: Archive, embedder: Embedder, progress: Callable[[int], None]) -> None:
    after = 0
    while page := archive.store.live_claims(after, PAGE):
        texts = embedded_texts([Sourced.stored(claim) for claim in page])
        hashes = [text_hash(text) for text in texts]
        embedded = Embedded(embedder.digest, hashes, embed(texts, embedder))
        archive.store.embed([claim.id for claim in page], embedded)
        after = page[-1].id
        progress(len(page))
    archive.store.forget_vectors(embedder.digest)
