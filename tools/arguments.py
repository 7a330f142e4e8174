"""The arguments of every tool: what a model may name, in the customer's own words, and nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.base import Arguments
from tools.order import CancelReason

OrderWords = Annotated[str | None, Field(description="Order number as the customer wrote it, or null if not named.")]
ItemWords = Annotated[str | None, Field(description="The item in the customer's words, or null if not named.")]
ProductWords = Annotated[str | None, Field(description="The product in the customer's words, or null.")]
SizeWords = Annotated[str | None, Field(description="The size that is wanted, such as 8.5 or M, or null.")]
ColorWords = Annotated[str | None, Field(description="The color that is wanted, or null.")]
KeywordWords = Annotated[str | None, Field(description="The keyword of an offer, such as RESOLE, or null.")]
SubscriptionWords = Annotated[str | None, Field(description="The subscribed item, or null if not named.")]
Count = Annotated[int | None, Field(description="How many pieces, or null for one.")]

PaymentWords = Annotated[
    str | None,
    Field(description="The payment method to settle it with, in the customer's words, or null if not named."),
]
ReasonWords = Annotated[CancelReason | None, Field(description="Why, if the customer said so, or null.")]


class OptionWish(Arguments):
    """An option that is neither a size nor a color."""

    name: Annotated[str, Field(description="The option's name as the product has it.")]
    value: Annotated[str, Field(description="The value that is wanted.")]


OptionWishes = Annotated[list[OptionWish] | None, Field(description="Other options that are wanted, or null.")]


class OtherItem(Arguments):
    """A further line of the same order."""

    item: Annotated[str, Field(description="The item in the customer's words.")]
    size: SizeWords = None
    color: ColorWords = None
    options: OptionWishes = None


OtherItems = Annotated[
    list[OtherItem] | None,
    Field(description="Further items of the same order to change in the same way at once, or null."),
]

CustomerReason = Literal[
    "asked_for_person",
    "anger",
    "legal_threat",
    "self_harm",
    "injury",
    "harassment",
    "chargeback",
    "delivery_problem",
    "item_problem",
    "photo",
    "no_answer",
    "other",
]
"""The reasons of ``HandoffReason`` that lie in what the customer wrote; the rest are found by code."""


class NoArguments(Arguments):
    """For tools that need none."""


class OrderNamed(Arguments):
    """An order, or nothing: then the one that fits is taken."""

    order: OrderWords = None


class Cancellation(OrderNamed):
    reason: ReasonWords = None


class ProductSearch(Arguments):
    query: Annotated[str, Field(description="What the customer is looking for.")]


class ProductNamed(Arguments):
    product: Annotated[str, Field(description="The product in the customer's words.")]
    size: SizeWords = None
    color: ColorWords = None


class Purchase(Arguments):
    """Something to buy: a product with its options, or the keyword of an offer."""

    product: ProductWords = None
    size: SizeWords = None
    color: ColorWords = None
    quantity: Count = None
    keyword: KeywordWords = None


class KnowledgeQuestion(Arguments):
    query: Annotated[str, Field(description="The question, in a few words.")]


class OtherVariant(Arguments):
    """A line of an order and the size or color wanted instead."""

    order: OrderWords = None
    item: ItemWords = None
    size: SizeWords = None
    color: ColorWords = None
    options: OptionWishes = None
    others: OtherItems = None
    payment: PaymentWords = None


class OtherQuantity(Arguments):
    order: OrderWords = None
    item: ItemWords = None
    quantity: Annotated[int, Field(description="How many pieces there should be in all.")]


class HomeAddress(Arguments):
    street: Annotated[str, Field(description="House number and street.")]
    unit: Annotated[str | None, Field(description="Apartment or unit, or null.")] = None
    city: Annotated[str, Field(description="City.")]
    state: Annotated[str, Field(description="US state, such as CA.")]
    postcode: Annotated[str, Field(description="ZIP code.")]


class OtherAddress(HomeAddress):
    order: OrderWords = None


class OtherPayment(Arguments):
    order: OrderWords = None
    payment: Annotated[str, Field(description="The payment method to use instead, in the customer's words.")]


class ItemsNamed(Arguments):
    order: OrderWords = None
    items: Annotated[list[str] | None, Field(description="The items, or null for all that can go back.")] = None
    refund_to: Annotated[str | None, Field(description="Where the money should go, if said, or null.")] = None


class SubscriptionNamed(Arguments):
    item: SubscriptionWords = None


class SubscriptionSwap(Arguments):
    item: SubscriptionWords = None
    to_item: Annotated[str, Field(description="What should come instead.")]


class SubscriptionDelay(Arguments):
    item: SubscriptionWords = None
    to_date: Annotated[str, Field(description="The new date as YYYY-MM-DD.")]


class ColleagueQuestion(Arguments):
    question: Annotated[
        str, Field(description="What the customer wants to know, whole and in one line, without names or numbers.")
    ]


class HandOver(Arguments):
    reason: Annotated[CustomerReason, Field(description="Why a person is needed.")]
    ask: Annotated[str, Field(description="One line: what the customer wants.")]
