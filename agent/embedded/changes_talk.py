"""Talk about changing an order before it arrives: size, color, quantity, address, and calling it off."""

from __future__ import annotations

import re
from typing import Any, Final

from agent.embedded.grounding import (
    color_words,
    first_of_several,
    item_words,
    items_named,
    names_a_stranger,
    names_all,
    order_words,
    own_numbers,
    size_words,
    the_line,
    the_order,
)
from agent.embedded.moves import and_say
from agent.embedded.returns_talk import exchange
from agent.embedded.slots_address import AddressParts, address_in
from agent.embedded.slots_order import without_own_numbers
from agent.embedded.slots_quantity import quantity, quantity_alone
from agent.embedded.subscriptions_talk import ends_instead
from agent.embedded.talk import Talk
from agent.escalation import plain
from agent.model import Move

_ADD_OR_REMOVE: Final = re.compile(
    r"\b(?:add|remove|take (?:off|out)|drop|delete)\b(?!.{0,30}\b(?:address|subscription)\b).{0,40}\b(?:order|pedido|"
    r"purchase|it|off)\b"
    r"|\bforgot to add\b|\btake .{0,30} off\b"
)
_TAKE_OUT: Final = re.compile(r"\b(?:remove|drop|take (?:off|out)|leave out|without|quitar?)\b")
_WHOLE_ORDER: Final = re.compile(r"\b(?:order|purchase|everything|all|whole|pedido|orden|compra|todo)\b|\d{4,}")
_QUANTITY: Final = re.compile(
    r"\b(?:quantity|qty|pairs?|how many|only (?:want|need|send)|pieces?|cantidad|pares)\b|\b(?:x\s?\d|\dx)\b"
)
_ADDRESS: Final = re.compile(r"\b(?:address|direccion|ship (?:it|them|to)|deliver(?:ed)? to|send (?:it|them) to)\b")


def cancel(talk: Talk) -> Move:
    """A whole order is called off; a single line of several cannot be, and that is said."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    editable = any(one["editable"] for one in talk.orders)
    if not editable and not order_words(talk) and (ended := ends_instead(talk)):
        return ended
    order = the_order(talk, "editable")
    if order and len(order["lines"]) > 1 and not _means_whole(talk):
        items = ", ".join(line["label"] for line in order["lines"])
        text = talk.words.reply("cancel_whole", order=order["number"], items=items)
        return talk.ask(text, "go_ahead", intent="cancel_order", order=order["number"])
    return talk.propose("cancel_order", order=order["number"] if order else order_words(talk))


def change(talk: Talk) -> Move:
    """The kind of change is told by what the text names; a delivered order is exchanged instead."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    said = plain(talk.text)
    taken_out = bool(_TAKE_OUT.search(said) and items_named(talk))
    if taken_out or (_ADD_OR_REMOVE.search(said) and "size" not in said):
        return talk.ask_person(talk.words.reply("cannot_edit_lines"))
    if _new_address(talk) or (_ADDRESS.search(said) and not size_words(talk, None)):
        return address(talk)
    return _change_line(talk)


def address(talk: Talk) -> Move:
    """A new delivery address, asked for until it is whole."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    if names_a_stranger(talk):
        return _not_found(talk)
    order = the_order(talk, "editable") or _latest_gone(talk)
    number = order["number"] if order else order_words(talk)
    if order and not order["editable"]:
        return _too_late(talk, order)
    parts = _merged(talk, _new_address(talk))
    if number is None and not parts.street and len(several := [one for one in talk.orders if one["editable"]]) > 1:
        return talk.which_order(several)
    if not parts.street:
        text = talk.words.trouble("which_address", {"order": number or "", "options": []}) or ""
        return talk.ask(text, "address", order=number or "")
    if not parts.complete:
        text = talk.words.reply("address_incomplete", street=parts.street)
        return talk.ask(text, "address_rest", order=number or "", street=parts.street, unit=parts.unit, city=parts.city)
    return talk.propose(
        "change_address",
        order=number,
        street=parts.street,
        unit=parts.unit or None,
        city=parts.city,
        state=parts.state,
        postcode=parts.postcode,
    )


def _not_found(talk: Talk) -> Move:
    """The tool's own answer to a number that is none of theirs."""
    answer = talk.once("track_order", order=order_words(talk))
    return answer if isinstance(answer, Move) else talk.trouble(answer)


def _latest_gone(talk: Talk) -> dict[str, Any] | None:
    """The order that an address must be meant for when none can be edited any more."""
    if any(one["editable"] for one in talk.orders):
        return None
    return next((one for one in talk.orders if one["state"] != "cancelled"), None)


def _too_late(talk: Talk, order: dict[str, Any]) -> Move:
    """No address is asked for that could not be used."""
    if order["state"] == "cancelled":
        return Move(text=talk.words.trouble("already_cancelled", {"order": order["number"]}))
    instead = "" if order["state"] == "delivered" else "wait"
    return Move(text=talk.words.trouble("already_scanned", {"order": order["number"], "instead": instead}))


def _change_line(talk: Talk) -> Move:
    order = the_order(talk, "editable")
    if order and order["state"] == "delivered":
        return exchange(talk)
    if first := first_of_several(talk):
        return and_say(_change_line(first), talk.words.reply("one_at_a_time"))
    line = the_line(talk, order)
    size, color = size_words(talk, line), color_words(talk, line)
    count = int(talk.known["quantity"]) if talk.known.get("quantity") else quantity(talk.text)
    if line and not line["options"]:
        count = count or quantity_alone(talk.text.rsplit(" to ", 1)[-1])
    number = order["number"] if order else order_words(talk)
    if count and (_QUANTITY.search(plain(talk.text)) or not (size or color)):
        return talk.propose("change_quantity", order=number, item=item_words(talk), quantity=count)
    if line and not (size or color) and re.search(r"\bcolou?r\b", plain(talk.text)) and line["options"].get("color"):
        text = talk.words.trouble("which_color", {"item": line["item"], "options": []}) or ""
        return talk.ask(text, "color", order=number or "", item=line["item"])
    if order and not (size or color) and not _names_option(talk):
        return talk.ask(talk.words.reply("which_change", order=order["number"]), "change", order=order["number"])
    return talk.propose("change_item", order=number, item=item_words(talk), size=size, color=color)


def _new_address(talk: Talk) -> AddressParts | None:
    return address_in(without_own_numbers(talk.text, own_numbers(talk)))


def _means_whole(talk: Talk) -> bool:
    if talk.known.get("go_ahead") or names_all(talk):
        return True
    return not items_named(talk) or bool(_WHOLE_ORDER.search(plain(talk.text)))


def _names_option(talk: Talk) -> bool:
    return bool(re.search(r"\b(?:size|talla|color|colour|fit|bigger|smaller)\b", plain(talk.text)))


def _merged(talk: Talk, found: AddressParts | None) -> AddressParts:
    """What our earlier question brought, completed by what the text says now."""
    known = {name: talk.known.get(name, "") for name in ("street", "unit", "city", "state", "postcode")}
    if found is None:
        return AddressParts(**known)
    return AddressParts(**{name: getattr(found, name) or value for name, value in known.items()})
