"""Bring what is stored up to the present model and splitter, build the index anew, and swap."""

from collections.abc import Callable

from service.desk.parts import Analyser, Archive, Embedder, embed, splitter
from service.desk.sources import Sourced, embedded_texts
from service.desk.split import split_anew
from service.store import Embedded, JobKind, text_hash

PAGE = 512


def reindex(
    archive: Archive,
    *,
    analyser: Analyser,
    embedder: Embedder,
    kind: JobKind = JobKind.REINDEX,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> str:
    """Rebuild the index from the database; returns the new generation's name.

    First every claim is embedded that this model has not embedded, or in a full re-index all
    of them again; once the new build serves, other models' vectors are dropped. Then, unless
    embedding is all that is asked for, articles that another splitter has split are split
    anew: their claims change by night, when nobody holds their ids. ``progress`` is told,
    after each step, how many claims are done and of how many; those of a text that cannot be
    split stay undone.

    Raises:
        IndexBusyError: another build is running.
        IndexBuildError: the new build failed its verification; the old one serves on.
    """
    store = archive.store
    claims, split = store.counts().claims, kind is not JobKind.EMBED
    total = claims + (store.splits.backlog(splitter(analyser)).claims if split else 0)
    done = 0

    def advance(by: int) -> None:
        nonlocal done
        done += by
        progress(done, total)

    _embed(archive, embedder, advance, again=kind is JobKind.REINDEX_FULL)
    name = archive.index.reindex()
    store.forget_vectors(embedder.digest)
    advance(claims - done)
    if split and split_anew(archive, analyser, embedder, advance):
        name = archive.index.reindex()
    return name


def is_embedded(archive: Archive, embedder: Embedder) -> bool:
    """Whether all that is stored can be found by this model."""
    return not archive.store.unembedded(embedder.digest, 0, 1)


def _embed(
    archive: Archive, embedder: Embedder, progress: Callable[[int], None], *, again: bool
) -> None:
    store, after = archive.store, 0
    while page := (
        store.live_claims(after, PAGE) if again else store.unembedded(embedder.digest, after, PAGE)
    ):
        texts = embedded_texts([Sourced.stored(claim) for claim in page])
        hashes = [text_hash(text) for text in texts]
        embedded = Embedded(embedder.digest, hashes, embed(texts, embedder))
        store.embed([claim.id for claim in page], embedded)
        after = page[-1].id
        progress(len(page))
