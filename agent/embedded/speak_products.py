"""Products, offers, quotes and subscriptions in words: from the facts of the tools, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from agent.embedded.words import LONGEST_CHARS, Words

Facts = dict[str, Any]
_MOST_SOLD_OUT = 4


def products_words(words: Words, products: Sequence[Facts]) -> str:
    """What ``search_products`` found, with prices, as many as fit."""
    for count in range(len(products), 0, -1):
        listed = ", ".join(f"{one['product']} ({one['price']})" for one in products[:count])
        said = words.reply("products", products=listed)
        if len(said) <= LONGEST_CHARS // 2 or count == 1:
            return said
    return words.reply("no_products")


def price_words(words: Words, facts: Facts) -> str:
    """The price from ``product_details``."""
    product, variant = facts["product"], facts.get("variant")
    price = variant["price"] if variant else product["price"]
    label = variant["label"] if variant else product["product"]
    if not (variant or product)["in_stock"]:
        return words.reply("price_sold_out", product=label, price=price)
    return words.reply("price", product=label, price=price, was=product.get("was_price", ""))


def stock_words(words: Words, facts: Facts) -> str:
    """Whether it is there: the variant that was named, or what there is."""
    product, variant = facts["product"], facts.get("variant")
    if variant:
        if variant["in_stock"]:
            return words.reply("in_stock", product=variant["label"], price=variant["price"])
        return words.reply("sold_out", product=variant["label"], others=_in_stock(product, variant))
    if not product["in_stock"]:
        return words.reply("sold_out", product=product["product"], others="")
    if not product["options"]:
        return words.reply("stock_plain", product=product["product"], price=product["price"])
    sold_out = ", ".join(product["sold_out"][:_MOST_SOLD_OUT])
    return words.reply("stock", product=product["product"], options=_options(product), sold_out=sold_out)


def details_words(words: Words, facts: Facts) -> str:
    """The description, cut after a whole sentence."""
    product = facts["product"]
    bare = words.reply("product", product=product["product"], price=product["price"], description="")
    description = whole_sentences(product.get("description", ""), LONGEST_CHARS - len(bare))
    return words.reply("product", product=product["product"], price=product["price"], description=description)


def offers_words(words: Words, offers: Sequence[Facts]) -> str:
    if not offers:
        return words.reply("no_offers")
    listed = [
        words.reply("offer", product=one["product"], price=one["price"], keyword=one["keyword"]) for one in offers
    ]
    return words.reply("offers", offers=", ".join(listed))


def quote_words(words: Words, quote: Facts) -> str:
    return words.reply("quote", item=quote["item"], total=quote["total"], shipping=quote["shipping"])


def subscriptions_words(words: Words, subscriptions: Sequence[Facts]) -> str:
    if not subscriptions:
        return words.reply("no_subscriptions")
    listed = [
        words.reply(
            "subscription",
            item=one["item"],
            price=one["price"],
            months=one["every_months"],
            when=one.get("next_charge_on_text", ""),
        )
        for one in subscriptions
    ]
    return words.reply("subscriptions", subscriptions="; ".join(listed))


def whole_sentences(text: str, most_chars: int) -> str:
    """The beginning of a text, cut after a sentence; the first sentence always stays whole (S59)."""
    kept = ""
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(text.split())):
        longer = f"{kept} {sentence}".strip()
        if kept and len(longer) > most_chars:
            break
        kept = longer
    return kept


def _options(product: Facts) -> str:
    return "; ".join(f"{name} {_range(values)}" for name, values in product["options"].items())


def _range(values: Sequence[str]) -> str:
    """Sizes as a range, colors one by one."""
    if len(values) > 4 and all(re.fullmatch(r"\d+(?:\.\d+)?", value) for value in values):
        return f"{values[0]} to {values[-1]}"
    return ", ".join(values)


def _in_stock(product: Facts, variant: Facts) -> str:
    """Neighbours of a sold-out variant: the same but for its size, nearest first."""
    size = variant["options"].get("size")
    others = product["options"].get("size", [])
    if size not in others:
        return ""
    place = others.index(size)
    rest = [value for name, value in variant["options"].items() if name != "size"]
    near = sorted((other for other in others if other != size), key=lambda other: abs(others.index(other) - place))
    sold_out = set(product["sold_out"])
    free = [
        other for other in near if " ".join((other, *rest)) not in sold_out and " ".join((*rest, other)) not in sold_out
    ]
    return ", ".join(sorted(free[:2], key=others.index))
