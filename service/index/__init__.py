"""Vectors: one small interface; immutable faiss generations and their life cycle."""

from service.index.index import Hit, Index, IndexStatus, VectorIndex

__all__ = ["Hit", "Index", "IndexStatus", "VectorIndex"]
