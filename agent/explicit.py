"""Whether the customer's own words ask for exactly this action: the proof that `confirm: when_unsure` needs (I11)."""

from __future__ import annotations

import re

from agent.embedded.requests import is_doubt, is_request
from agent.embedded.slots_item import NOT_ALONE
from agent.escalation import plain
from tools.catalog import Product, find_variant
from tools.command import CancelOrder, ChangeItem, Command
from tools.order import Order

NEGATED = re.compile(
    r"\b(?:don'?t|do not|did ?n'?t|not|never|stop|wait|unless|won'?t)\b[^.!?]{0,25}\b(?:cancel|chang|swap|switch)"
)
HYPOTHETICAL = re.compile(
    r"\b(?:if (?:i|we|you)|what (?:if|happens)|how (?:do|does|can|would|long|much)|why (?:was|is|did|has|were|are)|"
    r"policy|was it|has it been|already (?:been )?cancell?ed|(?:was|been|got|is|were) cancell?ed|cancell?ation fee|"
    r"thinking about|should i|not sure|maybe|might|do i (?:have|need) to|is it possible|an order|between \S+ and|"
    r"hers|his|theirs|(?:friend|wife|husband|son|daughter|mom|dad) (?:wears|needs|wants|has|is)|fees?|possible to)\b"
)
BACKTRACK = re.compile(r"(?m)^\W*(?:wait|no|nope|nvm|never ?mind|hold on|actually|scratch that|forget it)\b")
CANCEL = re.compile(r"\b(?:cancel|call off|undo|cancela|cancelar|cancelen)\b")
CHANGE = re.compile(
    r"\b(?:chang(?:e|ing)|swap|switch|exchange|instead|need|want|make it|should(?:'ve)? be(?:en)?|meant|update|"
    r"replace|get|prefer|cambi(?:a|ar|o|en)|necesito|quiero)\b"
)
WHOLE = re.compile(r"\b(?:order|orders|purchase|everything|whole|pedido|all of it)\b|\d{4,}")
SEVERAL = re.compile(r"\b(?:both|all|every|each|either|one of|two|several)\b")


def asks_for(said: str, command: Command, orders: tuple[Order, ...], products: tuple[Product, ...]) -> bool:
    """True only when the text itself names the action, one order and (for a change) the target option.

    ``orders`` are the customer's own orders as of now. Anything doubtful is False: then a preview asks.
    """
    text = plain(said)
    if not is_request(said) or is_doubt(said):
        return False
    if NEGATED.search(text) or HYPOTHETICAL.search(text) or SEVERAL.search(text) or BACKTRACK.search(text):
        return False
    if _names_another_product(text, command, orders, products):
        return False
    match command:
        case CancelOrder():
            asked = bool(CANCEL.search(text)) and _one_order(text, command.order, orders)
            return asked and _whole_order(text, command.order, orders)
        case ChangeItem():
            asked = bool(CHANGE.search(text)) and not CANCEL.search(text)
            return asked and _one_order(text, command.order, orders) and _names_target(text, command, orders, products)
        case _:
            return False


def _one_order(text: str, number: str, orders: tuple[Order, ...]) -> bool:
    """The order is named, or it is the only one that can still be changed and no other is named."""
    named = set(re.findall(r"(?<![\d.])\d{4,}(?![\d.])", text))
    if named:
        return named == {number}
    editable = [order for order in orders if order.editable]
    if len(editable) == 1:
        return editable[0].number == number
    fitting = [order for order in editable if any(_mentions(text, line.item) for line in order.lines)]
    return len(fitting) == 1 and fitting[0].number == number


def _names_another_product(
    text: str, command: Command, orders: tuple[Order, ...], products: tuple[Product, ...]
) -> bool:
    """ "Cancel my kira order", when the order is one of other shoes: what is meant is for the customer to say."""
    order = next((order for order in orders if order.number == getattr(command, "order", None)), None)
    own = {word for line in order.lines for word in plain(line.item).split()} if order else set()
    others = {word for product in products for word in plain(product.title).split()} - own - NOT_ALONE
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in others if len(word) > 3 and word.isalpha())


def _whole_order(text: str, number: str, orders: tuple[Order, ...]) -> bool:
    """Not only one of several lines: "cancel the socks" is not "cancel my order"."""
    order = next((order for order in orders if order.number == number), None)
    if order is None:
        return False
    return len(order.lines) == 1 or bool(WHOLE.search(text))


def _mentions(text: str, item: str) -> bool:
    return any(word in text for word in plain(item).split() if len(word) > 3 and not word.isdigit())


def _names_target(text: str, command: ChangeItem, orders: tuple[Order, ...], products: tuple[Product, ...]) -> bool:
    """Every value that changes stands in the text, and no other number that could be meant instead."""
    line = next((ln for o in orders if o.number == command.order for ln in o.lines if ln.id == command.line_id), None)
    target = find_variant(products, command.to_variant_id)
    if line is None or target is None or line.variant_id != command.from_variant_id:
        return False
    options = target[1].options
    wanted = [value for name, value in options.items() if line.options.get(name) != value]
    spoken = _halves(text)
    numbers = set(re.findall(r"(?<![\d.#$])\d{1,2}(?:\.5)?(?![\d.])", spoken))
    strangers = numbers - set(wanted) - set(line.options.values()) - {"1", "2"}
    return bool(wanted) and not strangers and all(_named(value, spoken) for value in wanted)


def _named(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(plain(value))}(?![\w]|\.\d)", text) is not None


def _halves(text: str) -> str:
    return re.sub(r"(\d)(?: and a half| 1/2|\u00bd)", r"\1.5", text)
