"""All tables of the first version.

Revision: 0001, after None
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "brands",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("brand", "phone", "event", "source"),
    )
    op.create_index("consents_phone", "consents", ["brand", "phone", "id"], unique=False)
    op.create_table(
        "shop_activity",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("variant_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_activity_phone"), "shop_activity", ["phone"], unique=False)
    op.create_table(
        "shop_cards",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("last4", sa.String(), nullable=False),
        sa.Column("declines", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_cards_phone"), "shop_cards", ["phone"], unique=False)
    op.create_table(
        "shop_counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "shop_effects",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "shop_policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("version"),
    )
    op.create_table(
        "shop_products",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("option_names", sa.JSON(), nullable=False),
        sa.Column("final_sale", sa.Boolean(), nullable=False),
        sa.Column("returnable", sa.Boolean(), nullable=False),
        sa.Column("subscribable_months", sa.JSON(), nullable=False),
        sa.Column("was_price_cents", sa.Integer(), nullable=True),
        sa.Column("was_price_currency", sa.String(), nullable=True),
        sa.Column("price_changed_on", sa.Date(), nullable=True),
        sa.Column("back_in_stock_on", sa.Date(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("text_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sid", "status"),
    )
    op.create_index(op.f("ix_statuses_sid"), "statuses", ["sid"], unique=False)
    op.create_table(
        "threads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("introduced", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_by", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("brand", "phone"),
    )
    op.create_index(op.f("ix_threads_updated_at"), "threads", ["updated_at"], unique=False)
    op.create_index("threads_due", "threads", ["due_at", "lease_until"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_table(
        "effects",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("proposal_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("confirming_text_id", sa.String(), nullable=False),
        sa.Column("saw", sa.JSON(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("proposal_id"),
    )
    op.create_index(op.f("ix_effects_state"), "effects", ["state"], unique=False)
    op.create_index(op.f("ix_effects_thread_id"), "effects", ["thread_id"], unique=False)
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promised_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "handoffs_one",
        "handoffs",
        ["thread_id"],
        unique=True,
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    )
    op.create_index(op.f("ix_handoffs_status"), "handoffs", ["status"], unique=False)
    op.create_index(op.f("ix_handoffs_thread_id"), "handoffs", ["thread_id"], unique=False)
    op.create_table(
        "logins",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_logins_user_id"), "logins", ["user_id"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("preview_text_id", sa.String(), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proposals_thread_id"), "proposals", ["thread_id"], unique=False)
    op.create_table(
        "shop_customers",
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("vip", sa.Boolean(), nullable=False),
        sa.Column("text_to_buy", sa.Boolean(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=True),
        sa.Column("address", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["shop_cards.id"],
        ),
        sa.PrimaryKeyConstraint("phone"),
    )
    op.create_table(
        "shop_variants",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.CheckConstraint("stock >= 0", name="shop_variants_stock"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["shop_products.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_variants_product_id"), "shop_variants", ["product_id"], unique=False)
    op.create_table(
        "texts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("media", sa.JSON(), nullable=True),
        sa.Column("sid", sa.String(), nullable=True),
        sa.Column("account_sid", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("turn_id", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("proposal_id", sa.String(), nullable=True),
        sa.Column("ask", sa.JSON(), nullable=True),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.String(), nullable=True),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["thread_id"], ["threads.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sid"),
    )
    op.create_index(op.f("ix_texts_turn_id"), "texts", ["turn_id"], unique=False)
    op.create_index(
        "texts_new",
        "texts",
        ["thread_id"],
        unique=False,
        sqlite_where=sa.text("direction = 'in' AND state = 'new'"),
        postgresql_where=sa.text("direction = 'in' AND state = 'new'"),
    )
    op.create_index("texts_outbox", "texts", ["direction", "state", "next_try_at"], unique=False)
    op.create_index("texts_thread", "texts", ["thread_id", "at"], unique=False)
    op.create_table(
        "turns",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("saw", sa.JSON(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=True),
        sa.Column("prompt_version", sa.String(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=True),
        sa.Column("tools", sa.JSON(), nullable=True),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("completion_tokens", sa.Integer(), nullable=False),
        sa.Column("took_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_turns_thread_id"), "turns", ["thread_id"], unique=False)
    op.create_table(
        "shop_offers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("keyword", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["phone"],
            ["shop_customers.phone"],
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["shop_products.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_offers_phone"), "shop_offers", ["phone"], unique=False)
    op.create_table(
        "shop_orders",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_phone", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("shipping_cents", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["shop_cards.id"],
        ),
        sa.ForeignKeyConstraint(
            ["customer_phone"],
            ["shop_customers.phone"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("shop_orders_customer", "shop_orders", ["customer_phone", "placed_at"], unique=False)
    op.create_table(
        "shop_subscriptions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("variant_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("next_charge_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["phone"],
            ["shop_customers.phone"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_subscriptions_phone"), "shop_subscriptions", ["phone"], unique=False)
    op.create_table(
        "shop_exchanges",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.String(), nullable=False),
        sa.Column("from_options", sa.JSON(), nullable=False),
        sa.Column("to_variant_id", sa.String(), nullable=False),
        sa.Column("to_options", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("label_url", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_exchanges_order_number"), "shop_exchanges", ["order_number"], unique=False)
    op.create_table(
        "shop_lines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("variant_id", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("final_sale", sa.Boolean(), nullable=False),
        sa.Column("returnable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_lines_order_number"), "shop_lines", ["order_number"], unique=False)
    op.create_table(
        "shop_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("card_id", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effect_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_payments_order_number"), "shop_payments", ["order_number"], unique=False)
    op.create_table(
        "shop_refunds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected_by", sa.Date(), nullable=False),
        sa.Column("refunded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_refunds_order_number"), "shop_refunds", ["order_number"], unique=False)
    op.create_table(
        "shop_returns",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("line_ids", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("label_url", sa.String(), nullable=False),
        sa.Column("refund_cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_shop_returns_order_number"), "shop_returns", ["order_number"], unique=False)
    op.create_table(
        "shop_shipments",
        sa.Column("order_number", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("label_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_number"],
            ["shop_orders.number"],
        ),
        sa.PrimaryKeyConstraint("order_number"),
    )


def downgrade() -> None:
    op.drop_table("shop_shipments")
    op.drop_index(op.f("ix_shop_returns_order_number"), table_name="shop_returns")
    op.drop_table("shop_returns")
    op.drop_index(op.f("ix_shop_refunds_order_number"), table_name="shop_refunds")
    op.drop_table("shop_refunds")
    op.drop_index(op.f("ix_shop_payments_order_number"), table_name="shop_payments")
    op.drop_table("shop_payments")
    op.drop_index(op.f("ix_shop_lines_order_number"), table_name="shop_lines")
    op.drop_table("shop_lines")
    op.drop_index(op.f("ix_shop_exchanges_order_number"), table_name="shop_exchanges")
    op.drop_table("shop_exchanges")
    op.drop_index(op.f("ix_shop_subscriptions_phone"), table_name="shop_subscriptions")
    op.drop_table("shop_subscriptions")
    op.drop_index("shop_orders_customer", table_name="shop_orders")
    op.drop_table("shop_orders")
    op.drop_index(op.f("ix_shop_offers_phone"), table_name="shop_offers")
    op.drop_table("shop_offers")
    op.drop_index(op.f("ix_turns_thread_id"), table_name="turns")
    op.drop_table("turns")
    op.drop_index("texts_thread", table_name="texts")
    op.drop_index("texts_outbox", table_name="texts")
    op.drop_index(
        "texts_new",
        table_name="texts",
        sqlite_where=sa.text("direction = 'in' AND state = 'new'"),
        postgresql_where=sa.text("direction = 'in' AND state = 'new'"),
    )
    op.drop_index(op.f("ix_texts_turn_id"), table_name="texts")
    op.drop_table("texts")
    op.drop_index(op.f("ix_shop_variants_product_id"), table_name="shop_variants")
    op.drop_table("shop_variants")
    op.drop_table("shop_customers")
    op.drop_index(op.f("ix_proposals_thread_id"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_index(op.f("ix_logins_user_id"), table_name="logins")
    op.drop_table("logins")
    op.drop_index(op.f("ix_handoffs_thread_id"), table_name="handoffs")
    op.drop_index(op.f("ix_handoffs_status"), table_name="handoffs")
    op.drop_index(
        "handoffs_one",
        table_name="handoffs",
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    )
    op.drop_table("handoffs")
    op.drop_index(op.f("ix_effects_thread_id"), table_name="effects")
    op.drop_index(op.f("ix_effects_state"), table_name="effects")
    op.drop_table("effects")
    op.drop_table("users")
    op.drop_index("threads_due", table_name="threads")
    op.drop_index(op.f("ix_threads_updated_at"), table_name="threads")
    op.drop_table("threads")
    op.drop_index(op.f("ix_statuses_sid"), table_name="statuses")
    op.drop_table("statuses")
    op.drop_table("shop_products")
    op.drop_table("shop_policies")
    op.drop_table("shop_effects")
    op.drop_table("shop_counters")
    op.drop_index(op.f("ix_shop_cards_phone"), table_name="shop_cards")
    op.drop_table("shop_cards")
    op.drop_index(op.f("ix_shop_activity_phone"), table_name="shop_activity")
    op.drop_table("shop_activity")
    op.drop_index("consents_phone", table_name="consents")
    op.drop_table("consents")
    op.drop_table("brands")
    op.drop_table("audit")
