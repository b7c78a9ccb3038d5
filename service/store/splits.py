"""What split the current versions into claims, and splitting them anew."""

from service.store import writes
from service.store.database import Database
from service.store.records import Backlog, Split
from service.store.tables import VersionRow
from service.store.waiting import articles, backlog, waiting


class Splits:
    """The claims of current versions, by what split them; every method is one transaction.

    ``splitter`` is the digest of the present analyser and rules throughout: what others
    have split waits to be split anew.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, splitter: str, *, after: int = 0, limit: int) -> list[int]:
        """A page of the articles that wait, by id, from above ``after``."""
        query = articles(waiting(VersionRow.split_by, splitter))
        query = query.where(VersionRow.article_id > after).order_by(VersionRow.article_id)
        with self._database.reading() as session:
            return list(session.scalars(query.limit(limit)))

    def backlog(self, splitter: str) -> Backlog:
        """How much waits, and since when."""
        with self._database.reading() as session:
            return backlog(session, waiting(VersionRow.split_by, splitter))

    def renew(self, article_id: int, version: int, split: Split) -> bool:
        """Replace the claims and corrections of a version by those of another split.

        A claim of both keeps its id, its vector and its relations. Others go out of every
        answer at once, or come in; the article then waits to be held against the archive.

        Returns:
            Whether the version is still the current one; if not, nothing is written.

        Raises:
            ValueError: hashes or vectors do not match the claims.
        """
        writes.check_vectors(len(split.claims), split.embedded)
        with self._database.writing() as session:
            return writes.renew(session, article_id, version, split)
