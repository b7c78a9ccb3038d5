"""Opening a database, and its two kinds of transaction.

SQLite: a write takes the one writer's lock at its start (BEGIN IMMEDIATE), or it could
fail half-way for no fault of its own; what was acknowledged must survive a power cut,
which in WAL mode needs synchronous=FULL (NORMAL can lose the last commits).

PostgreSQL: sequences are drawn in any order but must be seen in order, or a reader that
follows the change log would skip a late commit; an advisory lock held to the end of
each writing transaction makes the order of sequences the order of commits. One writer
at a time is no loss: no model runs inside a transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.orm import Session

BUSY_SECONDS = 30
ADVISORY_LOCK = 0x636F756E  # "coun": any number that every process of ours agrees on


class Database:
    """An engine, with reading and writing transactions."""

    def __init__(self, url: str) -> None:
        """Prepares the engine; connects only when first used.

        Args:
            url: ``sqlite:///path/to/file`` or ``postgresql+psycopg://…``.

        Raises:
            ValueError: the URL names another driver, or an in-memory database.
        """
        parsed = make_url(url)
        self.sqlite = parsed.drivername == "sqlite"
        if self.sqlite and parsed.database in {None, "", ":memory:"}:
            raise ValueError("a SQLite database must be a file, such as sqlite:///counterpoint.db")
        if not self.sqlite and parsed.drivername != "postgresql+psycopg":
            raise ValueError(
                f"{parsed.drivername}: only sqlite and postgresql+psycopg are supported"
            )
        self.engine = create_engine(
            parsed,
            pool_pre_ping=not self.sqlite,
            hide_parameters=True,  # they are words of articles, and errors are logged
        )
        if self.sqlite:
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one snapshot throughout."""
        level = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with Session(self.engine.execution_options(**level)) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is the only writer; commits at the end, or rolls back."""
        with Session(self.engine.execution_options(immediate=True)) as session, session.begin():
            self._take_lock(session.connection())
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A writing connection whose foreign keys rest while tables are rebuilt."""
        with self.engine.execution_options(immediate=True).connect() as connection:
            if self.sqlite:
                _raw_pragma(connection, "foreign_keys=OFF")  # no effect inside a transaction
            try:
                with connection.begin():
                    self._take_lock(connection)
                    yield connection
            finally:
                connection.invalidate()  # never back into the pool with foreign keys off

    def close(self) -> None:
        """Closes every pooled connection."""
        self.engine.dispose()

    def _take_lock(self, connection: Connection) -> None:
        if not self.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # or the driver would begin transactions of its own
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _raw_pragma(connection: Connection, pragma: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA {pragma}")
