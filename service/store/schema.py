"""Bringing a database's schema up to this release."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service.errors import SchemaTooNewError
from service.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Runs the missing migrations in one transaction, one process at a time.

    Raises:
        SchemaTooNewError: the database knows a migration that this release does not.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with database.migrating() as connection:
        heads = set(MigrationContext.configure(connection).get_current_heads())
        if unknown := heads - known:
            raise SchemaTooNewError(
                f"the database's schema {', '.join(sorted(unknown))} is newer than this release; "
                "install the newer release, or restore a back-up made before it"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
