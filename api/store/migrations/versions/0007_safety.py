"""Safety: blocked senders, temporary passwords, and where a login came from.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocks",
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("thread_id"),
    )
    op.add_column("users", sa.Column("password_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("logins", sa.Column("address", sa.String(), nullable=False, server_default=""))
    op.add_column("logins", sa.Column("browser", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("logins", "browser")
    op.drop_column("logins", "address")
    op.drop_column("users", "password_until")
    op.drop_table("blocks")
