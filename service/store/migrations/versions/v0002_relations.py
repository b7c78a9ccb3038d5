"""Judgements, the relations between claims, the worker's jobs, idempotency keys."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates the tables, and marks every version as pending."""
    with op.batch_alter_table("article_version") as batch_op:
        batch_op.add_column(sa.Column("related_by", sa.String(length=64), nullable=True))
        batch_op.create_index(
            "ix_article_version_related_by",
            ["related_by"],
            sqlite_where=sa.text("current"),
            postgresql_where=sa.text("current"),
        )
    op.create_table(
        "judgement",
        sa.Column("models", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("models", "sha256", name=op.f("pk_judgement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "relation",
        sa.Column("a_id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("b_id", BIG_ID, nullable=False),
        sa.Column("models", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=32), nullable=False),
        sa.Column("agreement", sa.Double(), nullable=False),
        sa.Column("conflict", sa.Double(), nullable=False),
        sa.Column("opposition", sa.Double(), nullable=False),
        sa.Column("neutral", sa.Double(), nullable=False),
        sa.Column("superseded", sa.String(length=32), nullable=True),
        sa.Column("earlier", sa.String(length=1), nullable=True),
        sa.Column("not_comparable", sa.String(length=32), nullable=True),
        sa.Column("forward", sa.JSON(), nullable=False),
        sa.Column("backward", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a_id"], ["claim.id"], name=op.f("fk_relation_a_id_claim"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["b_id"], ["claim.id"], name=op.f("fk_relation_b_id_claim"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_b_id"), "relation", ["b_id"])
    op.create_table(
        "job",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_job_state"), "job", ["state"])
    op.create_table(
        "request",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=False),
        sa.Column("article_id", BIG_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_request")),
    )
    op.create_index(op.f("ix_request_created_at"), "request", ["created_at"])


def downgrade() -> None:
    """Drops the tables; relations can be worked out again."""
    for table in ("request", "job", "relation", "judgement"):
        op.drop_table(table)
    with op.batch_alter_table("article_version") as batch_op:
        batch_op.drop_index("ix_article_version_related_by")
        batch_op.drop_column("related_by")
