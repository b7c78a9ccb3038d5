from service.store.filters import Filters
from service.store.records import (
    Change,
    Counts,
    LiveVectors,
    Stored,
    StoredArticle,
    StoredClaim,
    text_hash,
)
from service.store.store import Store

__all__ = [
    "Change",
    "Counts",
    "Filters",
    "LiveVectors",
    "Store",
    "Stored",
    "StoredArticle",
    "StoredClaim",
    "text_hash",
]
