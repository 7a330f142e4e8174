"""Payment methods: gift cards with a balance, where a refund goes, what settled an exchange, why an order was cancelled.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shop_cards", sa.Column("kind", sa.String(), nullable=False, server_default="card"))
    op.add_column("shop_cards", sa.Column("balance_cents", sa.Integer(), nullable=True))
    op.add_column("shop_cards", sa.Column("balance_currency", sa.String(), nullable=True))
    op.add_column("shop_orders", sa.Column("cancel_reason", sa.String(), nullable=True))
    op.add_column("shop_returns", sa.Column("refund_card_id", sa.String(), nullable=True))
    op.add_column("shop_exchanges", sa.Column("card_id", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("shop_exchanges", "card_id")
    op.drop_column("shop_returns", "refund_card_id")
    op.drop_column("shop_orders", "cancel_reason")
    op.drop_column("shop_cards", "balance_currency")
    op.drop_column("shop_cards", "balance_cents")
    op.drop_column("shop_cards", "kind")
