"""Gold actions said with our tools: what a model that understood the task perfectly would call."""

from __future__ import annotations

from typing import Any

from evals.tau.database import TauDatabase, TauOrder
from evals.tau.task import Action
from evals.tau.world import number_of

REASONS = {"no longer needed": "no_longer_needed", "ordered by mistake": "ordered_by_mistake"}
Call = tuple[str, dict[str, Any]]


class NoTool(Exception):
    """Our tools have no word for this action; the message says which."""


def call_for(action: Action, database: TauDatabase) -> Call:
    """The tool of ours and its arguments. Raises NoTool."""
    said = action.arguments
    if action.name == "cancel_pending_order":
        return "cancel_order", {"order": _number(said), "reason": REASONS.get(said["reason"], "other")}
    if action.name == "modify_pending_order_address":
        return "change_address", {"order": _number(said), **_address(said)}
    if action.name == "modify_user_address":
        return "change_home", _address(said)
    if action.name == "modify_pending_order_payment":
        return "change_payment", {"order": _number(said), "payment": said["payment_method_id"]}
    if action.name == "return_delivered_order_items":
        items = [_label(_order(said, database), item_id) for item_id in said["item_ids"]]
        return "return_items", {"order": _number(said), "items": items, "refund_to": said["payment_method_id"]}
    if action.name in ("modify_pending_order_items", "exchange_delivered_order_items"):
        tool = "change_item" if action.name.startswith("modify") else "exchange_item"
        return tool, _swaps(said, database)
    raise NoTool(f"no tool of ours does {action.name}")


def _swaps(said: dict[str, Any], database: TauDatabase) -> dict[str, Any]:
    order = _order(said, database)
    pairs = [_swap(order, old, new, database) for old, new in zip(said["item_ids"], said["new_item_ids"], strict=True)]
    first, *others = pairs
    return {"order": _number(said), **first, "others": others or None, "payment": said["payment_method_id"]}


def _swap(order: TauOrder, old: str, new: str, database: TauDatabase) -> dict[str, Any]:
    item = next(one for one in order.items if one.item_id == old)
    wanted = database.products[item.product_id].variants.get(new)
    if wanted is None:
        raise NoTool(f"{new} is no variant of {item.name}")
    options = [{"name": name, "value": value} for name, value in wanted.options.items()]
    return {"item": _label(order, old), "options": options}


def _label(order: TauOrder, item_id: str) -> str:
    item = next((one for one in order.items if one.item_id == item_id), None)
    if item is None:
        raise NoTool(f"{item_id} is not in {order.order_id}")
    return " ".join((item.name, *item.options.values()))


def _order(said: dict[str, Any], database: TauDatabase) -> TauOrder:
    return database.orders[said["order_id"]]


def _number(said: dict[str, Any]) -> str:
    return number_of(said["order_id"])


def _address(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "street": said["address1"],
        "unit": said["address2"] or None,
        "city": said["city"],
        "state": said["state"],
        "postcode": said["zip"],
    }
