"""What split each version into claims; indexes that find what waits."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; what is stored already waits to be split anew.

    ``current`` leads the indexes: one that holds only current versions leaves SQLite to read
    every article, text and all, each time it looks for what waits.
    """
    with op.batch_alter_table("article_version") as batch_op:
        batch_op.add_column(sa.Column("split_by", sa.String(length=64), nullable=True))
        batch_op.drop_index("ix_article_version_related_by")
        for column in ("related_by", "split_by"):
            batch_op.create_index(f"ix_article_version_current_{column}", ["current", column])


def downgrade() -> None:
    """Drops the column; claims stay as they are cut."""
    with op.batch_alter_table(
        "article_version", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        for column in ("related_by", "split_by"):
            batch_op.drop_index(f"ix_article_version_current_{column}")
        batch_op.create_index(
            "ix_article_version_related_by",
            ["related_by"],
            sqlite_where=sa.text("current"),
            postgresql_where=sa.text("current"),
        )
        batch_op.drop_column("split_by")
