"""One immutable faiss build in a folder of its own, named by what built it."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from service.errors import IndexBuildError

SAMPLE = 64
NEAREST = 10
RECALL = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation holds: claims up to a change ``sequence``, by one model."""

    model_name: str
    model: str
    dim: int
    sequence: int
    count: int
    sha256: str


class Generation:
    """A verified build, memory-mapped; never written again."""

    def __init__(self, folder: Path) -> None:
        """Open a build.

        Raises:
            IndexBuildError: it is missing, damaged or not what its manifest says.
        """
        self.name = folder.name
        try:
            self.manifest = Manifest(**json.loads((folder / "manifest.json").read_text()))
            vectors = folder / "vectors.faiss"
            if _sha256(vectors) != self.manifest.sha256:
                raise IndexBuildError(f"generation {self.name}: its checksum is wrong")
            opened: Any = faiss.read_index(str(vectors), faiss.IO_FLAG_MMAP_IFC)
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise IndexBuildError(f"generation {self.name} cannot be read: {error}") from error
        if opened.ntotal != self.manifest.count:
            raise IndexBuildError(f"generation {self.name}: its count is wrong")
        self._index = opened
        self.ids: NDArray[np.int64] = faiss.vector_to_array(opened.id_map)

    @classmethod
    def build(
        cls,
        folder: Path,
        batches: Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]],
        **made_of: Any,
    ) -> Self:
        """Write a build into ``folder``, then open and verify it.

        Raises:
            IndexBuildError: what was written does not answer as exact search does.
        """
        folder.mkdir(parents=True)
        index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(made_of["dim"]))
        for ids, vectors in batches:
            index.add_with_ids(np.ascontiguousarray(vectors, np.float32), ids)
        vectors_file = folder / "vectors.faiss"
        faiss.write_index(index, str(vectors_file))
        manifest = Manifest(count=index.ntotal, sha256=_sha256(vectors_file), **made_of)
        (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1))
        for each in (vectors_file, folder / "manifest.json", folder):
            sync(each)
        built = cls(folder)
        built.verify()
        return built

    def verify(self) -> None:
        """Hold a sample of searches against exact inner products.

        Raises:
            IndexBuildError: fewer than 99.9 % of the nearest were found.
        """
        if not self.manifest.count:
            return
        sample = self.ids[:: max(1, self.manifest.count // SAMPLE)][:SAMPLE]
        every = self.vectors(self.ids)
        queries = self.vectors(sample)
        k = min(NEAREST, self.manifest.count)
        exact = np.sort(queries @ every.T, axis=1)[:, -k]
        scores, _ = self.search(queries, k)
        recall = float(np.mean(scores >= exact[:, None] - 1e-5))
        if recall < RECALL:
            raise IndexBuildError(f"generation {self.name}: recall {recall:.4f}")

    def search(
        self, queries: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and claim ids, each ``(n, k)``, best first; id -1 where there is no more."""
        # Above this many queries faiss turns to BLAS, which at its default of 20 is ten
        # times slower for the sizes in use (faiss PR #5109).
        faiss.cvar.distance_compute_blas_threshold = 3 * self.manifest.dim
        scores, ids = self._index.search(np.ascontiguousarray(queries, np.float32), k)
        return scores, ids

    def vectors(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of claims it holds, ``(len(ids), dim)`` float32."""
        found: NDArray[np.float32] = self._index.reconstruct_batch(ids)
        return found


def sync(path: Path) -> None:
    """Force a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(folder: Path) -> None:
    """Delete a build; readers that have it mapped go on."""
    shutil.rmtree(folder, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
