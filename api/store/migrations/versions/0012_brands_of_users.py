"""Colleagues of some brands only; when a thread was handed over, and when a person first answered.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("brands", sa.JSON(), nullable=True))
    op.add_column("handoffs", sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("handoffs", sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE handoffs SET handed_over_at = waiting_since, first_answered_at = answered_at")


def downgrade() -> None:
    for column in ("first_answered_at", "handed_over_at"):
        op.drop_column("handoffs", column)
    op.drop_column("users", "brands")
