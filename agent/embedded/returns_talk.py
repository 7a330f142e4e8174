"""Talk about sending things back after delivery: returns and exchanges."""

from __future__ import annotations

from agent.embedded.grounding import (
    color_words,
    first_of_several,
    item_words,
    items_named,
    names_all,
    order_words,
    size_words,
    the_line,
    the_order,
)
from agent.embedded.moves import and_say
from agent.embedded.talk import Talk
from agent.model import Move

_RETURNABLE = "returnable_until"


def give_back(talk: Talk) -> Move:
    """A return: of the lines named, else of everything that can go back."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    order = the_order(talk, _RETURNABLE)
    named = [] if names_all(talk) else items_named(talk)
    if not named and talk.known.get("item"):
        named = [talk.known["item"]]
    number = order["number"] if order else order_words(talk)
    return talk.propose("return_items", order=number, items=named or None)


def exchange(talk: Talk) -> Move:
    """An exchange; while the order can still be edited, the swap is made in the order itself."""
    found = talk.once("find_orders", order=None)
    if isinstance(found, Move):
        return found
    if not found.ok:
        return talk.trouble(found)
    if first := first_of_several(talk):
        return and_say(exchange(first), talk.words.reply("one_at_a_time"))
    order = the_order(talk, _RETURNABLE)
    line = the_line(talk, order)
    number = order["number"] if order else order_words(talk)
    tool = "change_item" if order and order["editable"] else "exchange_item"
    size, color = size_words(talk, line), color_words(talk, line)
    return talk.propose(tool, order=number, item=item_words(talk), size=size, color=color)
