"""Proposals that wait, by when they expire: marking the overdue ones reads no others.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STILL_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_index(
        "proposals_open",
        "proposals",
        ["expires_at"],
        unique=False,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def downgrade() -> None:
    op.drop_index("proposals_open", table_name="proposals")
