"""Stops, numbers, files; where texts came from, and what they tell of.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stops",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "numbers",
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_code", sa.Integer(), nullable=True),
        sa.Column("stale_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suppressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("phone"),
    )
    op.create_table(
        "files",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("media_sid", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("content_type", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("files_waiting", "files", ["state", "next_try_at"], unique=False)
    op.create_index("ix_files_text_id", "files", ["text_id"], unique=False)
    op.create_index("ix_files_thread_id", "files", ["thread_id"], unique=False)
    for name, kind in (("template", sa.String()), ("cause", sa.JSON()), ("retry_of", sa.String()), ("source", sa.String())):
        op.add_column("texts", sa.Column(name, kind, nullable=True))
    op.create_index("ix_texts_retry_of", "texts", ["retry_of"], unique=False)
    op.create_index("turns_spent", "turns", ["at", "thread_id"], unique=False)


def downgrade() -> None:
    op.drop_index("turns_spent", table_name="turns")
    op.drop_index("ix_texts_retry_of", table_name="texts")
    for name in ("source", "retry_of", "cause", "template"):
        op.drop_column("texts", name)
    for table in ("files", "numbers", "stops"):
        op.drop_table(table)
