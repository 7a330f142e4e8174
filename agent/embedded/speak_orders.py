"""Orders, shipments and refunds in words: from the facts of the tools, and nothing besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent.embedded.words import Words

Facts = dict[str, Any]
_MOST_ORDERS = 4


def tracking_words(words: Words, facts: Facts) -> str:
    """Where the order of ``track_order`` is and when it comes."""
    order, tracking = facts["order"], facts.get("tracking") or {}
    state, number = order["state"], order["number"]
    url = tracking.get("url") or order.get("tracking_url") or ""
    if state == "unfulfilled":
        return words.reply("track_unfulfilled", order=number)
    if state in ("cancelled", "delivered"):
        when = order.get(f"{state}_on_text", "")
        return words.reply(f"track_{state}", order=number, when=when)
    if state == "label_created":
        return words.reply("track_label", order=number, url=url)
    return _on_its_way(words, order, tracking, url)


def _on_its_way(words: Words, order: Facts, tracking: Facts, url: str) -> str:
    number, business_days = order["number"], tracking.get("expected_in_business_days")
    day = order.get("expected_on_text") or tracking.get("expected_on_text") or ""
    when = words.day(day) if day else ""
    if order.get("delayed") or tracking.get("delayed"):
        return words.reply("track_delayed", order=number, when=when, url=url)
    if order["state"] == "out_for_delivery" or business_days == 0:
        return words.reply("track_today", order=number, url=url)
    if business_days == 1:
        return words.reply("track_next_day", order=number, url=url)
    return words.reply("track_transit", order=number, when=when, url=url)


def orders_words(words: Words, orders: Sequence[Facts]) -> str:
    """Orders in one line: number, items and state of each."""
    return "; ".join(_order_line(words, order) for order in orders[:_MOST_ORDERS])


def _order_line(words: Words, order: Facts) -> str:
    items = ", ".join(line["label"] for line in order["lines"])
    return f"#{order['number']} {items} ({words.reply('state_' + order['state'])})"


def refund_words(words: Words, facts: Facts) -> str:
    """What ``refund_status`` says: the latest that is on its way, else that there is nothing."""
    number = facts["order"]
    for key, tell in (("exchanges", _exchange), ("returns", _return), ("refunds", _refund)):
        if facts.get(key):
            return tell(words, number, facts[key][-1])
    return words.reply("no_refund", order=number)


def _refund(words: Words, number: str, refund: Facts) -> str:
    if refund["state"] == "refunded":
        return words.reply(
            "refund_done", order=number, amount=refund["amount"], when=refund.get("refunded_on_text", "")
        )
    return words.reply("refund_pending", order=number, amount=refund["amount"], when=refund.get("expected_by_text", ""))


def _return(words: Words, number: str, one: Facts) -> str:
    items = ", ".join(one["items"])
    if one["state"] == "label_sent":
        return words.reply("return_waiting", order=number, items=items, url=one["label_url"])
    return words.reply("return_received", order=number, items=items, amount=one["refund"])


def _exchange(words: Words, number: str, one: Facts) -> str:
    if one["state"] == "label_sent":
        return words.reply("exchange_waiting", order=number, item=one["item"], to=one["to"], url=one["label_url"])
    return words.reply(f"exchange_{one['state']}", order=number, item=one["item"], to=one["to"])
