"""Talk about where things are: shipments, lists of orders, refunds, parcels that went missing."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded import knowledge_talk
from agent.embedded.grounding import item_words, items_named, names_several_orders, order_words, orders_named, the_order
from agent.embedded.requests import is_about_state
from agent.embedded.speak_orders import orders_words, refund_words, tracking_words
from agent.embedded.subscriptions_talk import is_about_next
from agent.embedded.talk import Talk
from agent.embedded.words import Words
from agent.escalation import plain
from agent.model import Move

_LIST: Final = re.compile(
    r"\b(?:what|which|list|show|see|any|all|que|cuales|mis)\b.{0,25}\b(?:orders|pedidos|purchases)\b|"
    r"\bwhat did i (?:order|buy)\b"
    r"|\bwhat(?:'?s| is) in (?:my|the|that) (?:order|package|box)\b|\bdo i have .{0,20}orders?\b|\border history\b"
)
_HOW_LONG: Final = re.compile(r"\b(?:how (?:long|soon|many days)|when (?:will|would|do|can)|cuanto tarda|cuando)\b")
_CANCELLED: Final = re.compile(r"\bcancel")
_GONE: Final = re.compile(
    r"\b(?:delivered|stolen|stole|porch|neighbou?r|wrong (?:address|house|place|apartment|door)|someone else|lost|"
    r"damaged|crushed|opened|robado|robaron|entregad[oa]|perdid[oa])\b"
)
_TOTAL: Final = re.compile(r"\b(?:how much (?:was|did|were)|total (?:of|for|on)|cuanto (?:fue|pague))\b")
_PLACED: Final = re.compile(r"\b(?:when did i (?:order|buy|place|purchase)|cuando (?:pedi|compre))\b")
_HOLD: Final = re.compile(
    r"\b(?:do ?n'?t|do not|not|never|wait (?:to|before|with)|hold off|stop|pause|delay) "
    r"(?:on )?(?:\w+ )?(?:ship|send|"
    r"mail|dispatch)\w*\b|\bhold (?:on )?(?:my|the|that|this) (?:order|package|shipment)\b|"
    r"\bput (?:it|my order) on hold\b|"
    r"\bno (?:lo|la|los|me lo|me los) (?:envien|manden|despachen)\b"
)
_MOVING: Final = ("in_transit", "out_for_delivery")
_OPEN_STATES: Final = ("unfulfilled", "label_created", "in_transit", "out_for_delivery")


def track(talk: Talk) -> Move:
    """Where an order is; a list when that was asked; what became of a cancelled one."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    if told := _besides_one(talk, plain(talk.text)):
        return told
    number = _order_to_track(talk)
    if told := _told_of(talk, number):
        return told
    if number is None and (told := is_about_next(talk)):
        return told
    answer = talk.once("track_order", order=number)
    if isinstance(answer, Move):
        return answer
    return Move(text=tracking_words(talk.words, answer.facts)) if answer.ok else talk.trouble(answer)


def _besides_one(talk: Talk, said: str) -> Move | None:
    """What is asked of more than where one order is: why it was cancelled, to hold it, several of them, all of them."""
    if _CANCELLED.search(said) and is_about_state(said):
        return _about_cancelled(talk)
    if held := _held(talk, said):
        return held
    if len(several := _several(talk)) > 1:
        return _each(talk, several)
    if _LIST.search(said) and not order_words(talk):
        return talk.say("orders", orders=orders_words(talk.words, talk.orders))
    return None


def _held(talk: Talk, said: str) -> Move | None:
    """ "Wait, don't ship it yet": what can still be done about it, and a person to hold it; else None."""
    order = the_order(talk, "editable") if _HOLD.search(said) else None
    if order is None or not order["editable"]:
        return None
    number = str(order["number"])
    return talk.ask_person(talk.words.reply("cannot_hold_order", order=number), f"#{number}: {talk.text}")


def _several(talk: Talk) -> list[str]:
    """The orders, when several are named by number, or by items that lie in different ones."""
    if names_several_orders(talk):
        return orders_named(talk)
    holding = [_open_order_with(talk, item) for item in items_named(talk)] if not orders_named(talk) else []
    return list(dict.fromkeys(number for number in holding if number))


def _each(talk: Talk, numbers: list[str]) -> Move:
    """Where each of several orders is, as far as two segments reach."""
    told = []
    for number in numbers:
        answer = talk.once("track_order", order=number)
        if isinstance(answer, Move):
            return answer
        told.append(tracking_words(talk.words, answer.facts) if answer.ok else "")
    together = Words.join(told)
    if all(text in together for text in told):
        return Move(text=together)
    shown = [order for order in talk.orders if order["number"] in numbers]
    return talk.say("orders", orders=orders_words(talk.words, shown))


def refund(talk: Talk) -> Move:
    """What became of the money, or of what was sent back."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    answer = talk.once("refund_status", order=order_words(talk) or item_words(talk))
    if isinstance(answer, Move):
        return answer
    if not answer.ok:
        return talk.trouble(answer)
    text = refund_words(talk.words, answer.facts)
    if any(answer.facts.get(key) for key in ("refunds", "returns", "exchanges")):
        return Move(text=text)
    if _HOW_LONG.search(plain(talk.text)):
        return knowledge_talk.answer(talk)
    return talk.ask(text, "go_ahead", intent="return_order", order=str(answer.facts["order"]))


def delivery_problem(talk: Talk) -> Move:
    """A parcel that is lost, stolen or elsewhere: looked up, then given to a person with what was seen.

    One that simply has not come is told about first, as long as it is not overdue.
    """
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not talk.orders:
        return talk.hand_over("delivery_problem")
    answer = talk.once("track_order", order=_order_to_track(talk))
    if isinstance(answer, Move):
        return answer
    if not answer.ok:
        return talk.trouble(answer) if answer.error == "unknown_order" else talk.hand_over("delivery_problem")
    order = answer.facts["order"]
    seen = f"#{order['number']} ({order['state']}): {talk.text}"
    if _GONE.search(plain(talk.text)) or not _is_awaited(answer.facts):
        return talk.hand_over("delivery_problem", seen)
    told = tracking_words(talk.words, answer.facts)
    return talk.ask_person(f"{told} {talk.words.reply('offer_person')}", seen)


def _is_awaited(facts: dict[str, Any]) -> bool:
    """Still to come, and not overdue: the expected day is not past."""
    order, tracking = facts["order"], facts.get("tracking") or {}
    overdue = order["state"] in _MOVING and tracking.get("expected_in_business_days") is None
    return order["state"] in _OPEN_STATES and not overdue


def item_problem(talk: Talk) -> Move:
    """Something is damaged, wrong or missing: a person decides."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    order = the_order(talk)
    number = order["number"] if order else order_words(talk)
    return talk.hand_over("item_problem", f"#{number}: {talk.text}" if number else "")


def _told_of(talk: Talk, number: str | None) -> Move | None:
    """What an order came to, or when it was placed, when that is asked; None for everything else."""
    said = plain(talk.text)
    order = next((one for one in talk.orders if one["number"] == (number or talk.orders[0]["number"])), None)
    if order and _TOTAL.search(said):
        return talk.say("order_total", order=order["number"], total=order["total"])
    if order and _PLACED.search(said) and order.get("placed_on_text"):
        return talk.say("order_placed", order=order["number"], when=order["placed_on_text"])
    return None


def _order_to_track(talk: Talk) -> str | None:
    """The order as named; with only an item named, the open order with it, since an old one is not being waited for."""
    if number := order_words(talk):
        return number
    item = item_words(talk)
    return None if item is None else _open_order_with(talk, item)


def _open_order_with(talk: Talk, item: str) -> str | None:
    """The open order with this item, else any with it."""
    holding = [order for order in talk.orders if any(line["item"] == item for line in order["lines"])]
    waiting = [order for order in holding if order["state"] in _OPEN_STATES] or holding
    return str(waiting[0]["number"]) if waiting else None


def _about_cancelled(talk: Talk) -> Move:
    """ "my order was cancelled, why?": what the shop shows, and a person for the why. Nothing is cancelled here."""
    number = order_words(talk)
    cancelled = [order for order in talk.orders if order["state"] == "cancelled" and number in (None, order["number"])]
    if not cancelled:
        return talk.ask(
            talk.words.reply("none_cancelled", orders=orders_words(talk.words, talk.orders)),
            "order",
            intent="order_status",
        )
    order: dict[str, Any] = cancelled[0]
    values = {"order": order["number"], "when": order.get("cancelled_on_text", "")}
    if "why" in plain(talk.text) or "por que" in plain(talk.text) or "explan" in plain(talk.text):
        return talk.ask_person(talk.words.reply("why_cancelled", **values), f"#{order['number']}: {talk.text}")
    return talk.say("track_cancelled", **values)
