"""API keys: shown once, kept as a hash, with what each may do."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from service.errors import NotFoundError
from service.store.database import Database
from service.store.tables import KeyRow

TOKEN = re.compile(r"cp_(?P<prefix>[0-9a-f]{12})_(?P<secret>[\w-]{43})", re.ASCII)
USE_NOTED_EVERY = timedelta(minutes=1)


class Scope(StrEnum):
    """What a key may do; each includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def covers(self, needed: "Scope") -> bool:
        """Whether a key of this scope may do what needs another."""
        order = list(Scope)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key without its secret; ``prefix`` names it."""

    prefix: str
    name: str
    scope: Scope
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class Keys:
    """Who may call the API; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str, scope: Scope) -> str:
        """Make a key; returns its token, which nothing can show again."""
        prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        with self._database.writing() as session:
            session.add(
                KeyRow(
                    prefix=prefix,
                    name=name,
                    secret_sha256=_hash(secret),
                    scope=scope.value,
                    created_at=datetime.now(UTC),
                )
            )
        return f"cp_{prefix}_{secret}"

    def verify(self, token: str) -> ApiKey | None:
        """The key of a token, None where it is unknown, wrong or revoked.

        Notes the use, at most once a minute.
        """
        parts = TOKEN.fullmatch(token)
        if parts is None:
            return None
        with self._database.reading() as session:
            row = session.get(KeyRow, parts["prefix"])
            if row is None or not hmac.compare_digest(row.secret_sha256, _hash(parts["secret"])):
                return None
            key = _key(row)
        if key.revoked_at is not None:
            return None
        now = datetime.now(UTC)
        if key.last_used_at is None or now - key.last_used_at > USE_NOTED_EVERY:
            with self._database.writing() as session:
                session.get_one(KeyRow, key.prefix).last_used_at = now
        return key

    def revoke(self, prefix: str) -> None:
        """End a key; what it is asked from now on is refused.

        Raises:
            NotFoundError: no key has the prefix.
        """
        with self._database.writing() as session:
            row = session.get(KeyRow, prefix)
            if row is None:
                raise NotFoundError(f"there is no key {prefix}")
            row.revoked_at = row.revoked_at or datetime.now(UTC)

    def every(self) -> list[ApiKey]:
        """All keys, revoked ones included, the first made first."""
        query = select(KeyRow).order_by(KeyRow.created_at, KeyRow.prefix)
        with self._database.reading() as session:
            return [_key(row) for row in session.scalars(query)]

    def exist(self) -> bool:
        """Whether a key was ever made: from then on, calls need one, be all revoked."""
        with self._database.reading() as session:
            return session.scalar(select(KeyRow.prefix).limit(1)) is not None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(row: KeyRow) -> ApiKey:
    return ApiKey(
        prefix=row.prefix,
        name=row.name,
        scope=Scope(row.scope),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
