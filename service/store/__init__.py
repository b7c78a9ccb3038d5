from service.store.filters import Filters
from service.store.jobs import Job, JobKind, Jobs, JobState
from service.store.keys import ApiKey, Keys, Scope
from service.store.records import (
    Backlog,
    Change,
    Counts,
    Embedded,
    LiveVectors,
    Request,
    Split,
    Stored,
    StoredArticle,
    StoredClaim,
    Version,
    text_hash,
)
from service.store.relations import Relations, StoredRelation
from service.store.splits import Splits
from service.store.store import Store

__all__ = [
    "ApiKey",
    "Backlog",
    "Change",
    "Counts",
    "Embedded",
    "Filters",
    "Job",
    "JobKind",
    "JobState",
    "Jobs",
    "Keys",
    "LiveVectors",
    "Relations",
    "Request",
    "Scope",
    "Split",
    "Splits",
    "Store",
    "Stored",
    "StoredArticle",
    "StoredClaim",
    "StoredRelation",
    "Version",
    "text_hash",
]
