"""Bring what is stored up to the present splitter and model, build the index anew, and swap."""

from collections.abc import Callable, Sequence

from service.desk.parts import Analyser, Archive, Embedder, embed, splitter
from service.desk.sources import Sourced, embedded_texts
from service.desk.split import split_anew
from service.store import Embedded, Store, StoredClaim, text_hash

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
    night, when nobody holds their ids. Claims that this model has not embedded then are,
    or with ``full`` every claim again, and other models' vectors are dropped. ``progress`` is
    told, after each step, how many claims are done and of how many: those to be split anew,
    and all.

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
    _embed_all(archive, embedder, advance, again=full)
    name = archive.index.reindex()
    if done < total:  # what could not be split
        progress(total, total)
    return name


def is_embedded(archive: Archive, embedder: Embedder) -> bool:
    """Whether what is stored can be found by this model, judged by its first claim."""
    first = archive.store.live_claims(0, 1)
    return len(_embedded(archive.store, first, embedder)) == len(first)


def _embedded(store: Store, claims: Sequence[StoredClaim], embedder: Embedder) -> set[int]:
    """The ids of the claims that the model has embedded."""
    ids, _ = store.vectors_of([claim.id for claim in claims], embedder.digest)
    return set(ids.tolist())


def _embed_all(
    archive: Archive, embedder: Embedder, progress: Callable[[int], None], *, again: bool
) -> None:
    store, after = archive.store, 0
    while page := store.live_claims(after, PAGE):
        known = set() if again else _embedded(store, page, embedder)
        lacking = [claim for claim in page if claim.id not in known]
        texts = embedded_texts([Sourced.stored(claim) for claim in lacking])
        hashes = [text_hash(text) for text in texts]
        embedded = Embedded(embedder.digest, hashes, embed(texts, embedder))
        store.embed([claim.id for claim in lacking], embedded)
        after = page[-1].id
        progress(len(page))
    store.forget_vectors(embedder.digest)
