"""Waits: what the desk did about a customer who waits, and who is at which thread.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TIMES = ("snoozed_until", "nudged_at", "told_at")


def upgrade() -> None:
    for name in TIMES:
        op.add_column("handoffs", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("handoffs", sa.Column("passed_from", sa.String(), nullable=True))
    op.add_column("handoffs", sa.Column("told", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "presence",
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("doing", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("thread_id", "who"),
    )


def downgrade() -> None:
    op.drop_table("presence")
    for name in (*TIMES, "passed_from", "told"):
        op.drop_column("handoffs", name)
