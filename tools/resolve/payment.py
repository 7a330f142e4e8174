"""Which payment method on file the words mean."""

from __future__ import annotations

from collections.abc import Sequence

from tools.base import ToolContext
from tools.order import Card, Order
from tools.resolve.question import question
from tools.resolve.words import words_of

KIND_WORDS = {
    "card": frozenset("card credit debit tarjeta credito debito".split()),
    "wallet": frozenset("wallet".split()),
    "gift_card": frozenset("gift regalo card tarjeta".split()),
}


def payment_named(words: str | None, ctx: ToolContext, order: Order | None = None) -> str | None:
    """The id of the method that was named; None when nothing was, or the ``order``'s own. Raises BadArguments."""
    if not words or not words.strip():
        return None
    cards = ctx.customer.cards if ctx.customer else ()
    card_id = resolve_payment(words, cards).id
    return None if order is not None and card_id == order.card.id else card_id


def resolve_payment(words: str, cards: Sequence[Card]) -> Card:
    """The one that was named by brand, last digits, kind or id. Raises BadArguments when none is, or several are."""
    exact = [card for card in cards if card.id.casefold() == words.strip().casefold()]
    found = exact or _best(frozenset(words_of(words)), cards)
    labels = [card.label for card in cards]
    if not found:
        raise question("unknown_payment", labels, wanted=words.strip())
    if len(found) > 1:
        raise question("which_payment", [card.label for card in found])
    return found[0]


def _best(asked: frozenset[str], cards: Sequence[Card]) -> list[Card]:
    scored = [(len(asked & _names(card)), card) for card in cards]
    best = max((score for score, _ in scored), default=0)
    return [card for score, card in scored if score == best] if best else []


def _names(card: Card) -> frozenset[str]:
    return frozenset((*words_of(card.label), *KIND_WORDS[card.kind]))
