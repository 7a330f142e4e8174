"""Which talk serves which intent, and what kind of intent it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from agent.embedded import (
    changes_talk,
    knowledge_talk,
    orders_talk,
    pricing_talk,
    returns_talk,
    shopping_talk,
    small_talk,
    subscriptions_talk,
)
from agent.embedded.talk import Talk
from agent.model import Move

Family = Callable[[Talk], Move]


def _fixed(section: str) -> Family:
    """A family that always says one section of the replies."""
    return lambda talk: talk.say(section)


ACTING: Final[dict[str, Family]] = {
    "cancel_order": changes_talk.cancel,
    "change_item": changes_talk.change,
    "change_address": changes_talk.address,
    "return_order": returns_talk.give_back,
    "exchange_order": returns_talk.exchange,
    "buy": shopping_talk.buy,
    "subscription_skip": subscriptions_talk.skip,
    "subscription_swap": subscriptions_talk.swap,
    "subscription_delay": subscriptions_talk.delay,
    "subscription_cancel": subscriptions_talk.end,
}
"""Intents that end in a proposal: only ever served for a request."""

TELLING: Final[dict[str, Family]] = {
    "order_status": orders_talk.track,
    "refund_status": orders_talk.refund,
    "product_search": shopping_talk.search,
    "price": pricing_talk.price,
    "stock": shopping_talk.stock,
    "product_question": shopping_talk.product_question,
    "size_help": shopping_talk.product_question,
    "discount": shopping_talk.offers,
    "subscription": subscriptions_talk.overview,
    "return_policy": shopping_talk.return_rules,
    "shipping_info": knowledge_talk.answer,
    "payment_help": knowledge_talk.answer,
    "invoice": knowledge_talk.answer,
    "loyalty": knowledge_talk.answer,
    "store_info": knowledge_talk.answer,
    "privacy": knowledge_talk.answer,
    "account": knowledge_talk.answer,
}
"""Intents that are answered from facts."""

PERSON: Final[dict[str, Family]] = {
    "human": small_talk.person,
    "complaint": small_talk.anger,
    "legal": small_talk.legal,
    "photo": small_talk.photo,
    "delivery_issue": orders_talk.delivery_problem,
    "item_issue": orders_talk.item_problem,
}
"""Intents that a person serves."""

SMALL: Final[dict[str, Family]] = {
    "greeting": _fixed("greeting"),
    "thanks": _fixed("thanks"),
    "goodbye": _fixed("goodbye"),
    "feedback": _fixed("feedback"),
    "bot_question": _fixed("bot"),
    "help": _fixed("help"),
    "chitchat": _fixed("chitchat"),
    "affirm": _fixed("nothing_to_confirm"),
    "deny": _fixed("kept"),
    "opt_out": _fixed("stop_texts"),
    "opt_in": _fixed("start_texts"),
    "repeat": small_talk.repeat,
    "out_of_scope": small_talk.beyond_us,
}
"""Intents that need no facts."""

FAMILIES: Final = {**ACTING, **TELLING, **PERSON, **SMALL}

OWN_ITEMS: Final = frozenset("cancel_order change_item return_order exchange_order".split())
"""Acts on something that the customer has ordered."""

OFFERED_FIRST: Final = frozenset(("return_order", "exchange_order"))
"""Acts that are offered, not proposed, when the text only tells what is the matter."""

TWINS: Final = (
    frozenset({"change_item", "exchange_order"}),
    frozenset({"price", "stock", "product_question", "product_search", "size_help"}),
    frozenset(
        {"return_policy", "shipping_info", "payment_help", "store_info", "account", "invoice", "privacy", "loyalty"}
    ),
    frozenset({"greeting", "help"}),
    frozenset({"complaint", "legal"}),
    frozenset({"out_of_scope", "chitchat"}),
)
"""Intents between which doubt does not matter: the order's state, or the same search, decides."""

NAMES: Final = {
    "order_status": "name_track", "cancel_order": "name_cancel", "change_item": "name_change",
    "change_address": "name_address", "return_order": "name_return", "exchange_order": "name_exchange",
    "buy": "name_buy", "refund_status": "name_refund", "return_policy": "name_question",
    "shipping_info": "name_question", "product_search": "name_product", "product_question": "name_product",
    "price": "name_product", "stock": "name_product", "subscription": "name_subscription",
    "subscription_skip": "name_subscription", "subscription_swap": "name_subscription",
    "subscription_delay": "name_subscription", "subscription_cancel": "name_subscription",
}  # fmt: skip
"""How an intent is called in a question about it."""
