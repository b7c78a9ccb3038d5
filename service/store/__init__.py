from service.store.filters import Filters
from service.store.jobs import Job, JobKind, Jobs, JobState
from service.store.keys import ApiKey, Keys, Scope
from service.store.records import (
    Change,
    Counts,
    Embedded,
    LiveVectors,
    Request,
    Stored,
    StoredArticle,
    StoredClaim,
    Version,
    text_hash,
)
from service.store.relations import Backlog, Relations, StoredRelation
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
    "Store",
    "Stored",
    "StoredArticle",
    "StoredClaim",
    "StoredRelation",
    "Version",
    "text_hash",
]
