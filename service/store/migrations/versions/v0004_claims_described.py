"""What kind a claim is, how it is asserted, what it lacks and deserves; corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Adds the columns, claims already there being plain statements, and the table.

    The defaults stay in the database: to take them away again SQLite would copy every claim.
    """
    with op.batch_alter_table("claim") as batch_op:
        for name, default in (("kind", "statement"), ("modality", "asserted")):
            batch_op.add_column(
                sa.Column(name, sa.String(length=32), nullable=False, server_default=default)
            )
        batch_op.add_column(sa.Column("missing", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("checkworthiness", sa.Double(), nullable=True))
        batch_op.add_column(
            sa.Column("checkworthiness_reason", sa.String(length=32), nullable=True)
        )
    op.create_table(
        "correction",
        sa.Column("version_id", BIG_ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=True),
        sa.Column("replacement", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["article_version.id"],
            name=op.f("fk_correction_version_id_article_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "ordinal", name=op.f("pk_correction")),
    )


def downgrade() -> None:
    """Drops what was added, and the headlines, which an earlier release takes for statements."""
    op.drop_table("correction")
    op.execute("DELETE FROM claim WHERE kind = 'headline'")
    names = ("kind", "modality", "missing", "checkworthiness", "checkworthiness_reason")
    with op.batch_alter_table("claim", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in names:
            batch_op.drop_column(name)
