"""Why the shop refuses a command: one code a reason."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The codes of `Outcome.refusal`. Somebody else's order is answered like one that does not exist (I14)."""

    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_VARIANT = "unknown_variant"
    UNKNOWN_SUBSCRIPTION = "unknown_subscription"
    UNKNOWN_CARD = "unknown_card"
    UNKNOWN_CUSTOMER = "unknown_customer"
    ALREADY_SCANNED = "already_scanned"
    ALREADY_CANCELLED = "already_cancelled"
    NOT_DELIVERED = "not_delivered"
    WINDOW_PASSED = "window_passed"
    FINAL_SALE = "final_sale"
    NOT_RETURNABLE = "not_returnable"
    LINE_NOT_OPEN = "line_not_open"
    SOLD_OUT = "sold_out"
    BAD_QUANTITY = "bad_quantity"
    NOTHING_TO_CHANGE = "nothing_to_change"
    STATE_CHANGED = "state_changed"
    PRICE_CHANGED = "price_changed"
    AMOUNT_MISMATCH = "amount_mismatch"
    CARD_DECLINED = "card_declined"
    GIFT_CARD_SHORT = "gift_card_short"
    REFUND_ELSEWHERE = "refund_elsewhere"
    NOT_ENROLLED = "not_enrolled"
    OFFER_GONE = "offer_gone"
    NOT_ACTIVE = "not_active"
    NOT_SUBSCRIBABLE = "not_subscribable"
    BAD_DATE = "bad_date"
    KEY_REUSED = "key_reused"


class CommandRefused(Exception):
    """Live state or policy says no; nothing was changed."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
