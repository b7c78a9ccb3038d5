"""Build the index anew beside the one that serves, and swap."""

from collections.abc import Callable

from service.desk.parts import Archive, Embedder, embed
from service.desk.sources import Sourced, embedded_texts
from service.store import Embedded, text_hash

PAGE = 512


def reindex(
    archive: Archive,
    embedder: Embedder,
    *,
    full: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> str:
    """Rebuild the index from the database; returns the new generation's name.

    ``full`` embeds every claim again first, as after a change of model, and drops other
    models' vectors; ``progress`` is told how many claims each step has embedded.

    Raises:
        IndexBusyError: another build is running.
        IndexBuildError: the new build failed its verification; the old one serves on.
    """
    if full:
        _embed_again(archive, embedder, progress)
    return archive.index.reindex()


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
