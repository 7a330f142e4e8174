"""Spared: what a large model would have used for a turn, had the cascade asked it.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAMES = ("spared_prompt_tokens", "spared_cached_tokens", "spared_completion_tokens")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("turns", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in NAMES:
        op.drop_column("turns", name)
