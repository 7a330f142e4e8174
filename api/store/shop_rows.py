"""Rows and nouns of the shop, both ways: products, customers, subscriptions, offers, payments, activity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from api.store.shop_tables import (
    ActivityRow,
    CardRow,
    CustomerRow,
    OfferRow,
    PaymentRow,
    ProductRow,
    SubscriptionRow,
    VariantRow,
)
from tools.activity import Activity
from tools.catalog import Product, Variant
from tools.customer import Customer, Offer, Subscription
from tools.money import Money
from tools.order import Address, Card
from tools.payment import Payment


def cents(money: Money) -> int:
    """Money is in hundredths already, so nothing is lost."""
    return int(money.amount.scaleb(2))


def money(amount_cents: int, currency: str) -> Money:
    return Money(amount=Decimal(amount_cents).scaleb(-2), currency=currency)


def product_row(product: Product, position: int) -> ProductRow:
    was = product.was_price
    return ProductRow(
        id=product.id,
        position=position,
        title=product.title,
        description=product.description,
        option_names=list(product.option_names),
        final_sale=product.final_sale,
        returnable=product.returnable,
        subscribable_months=list(product.subscribable_months),
        was_price_cents=cents(was) if was else None,
        was_price_currency=was.currency if was else None,
        price_changed_on=product.price_changed_on,
        back_in_stock_on=product.back_in_stock_on,
        url=product.url,
    )


def variant_rows(product: Product) -> list[VariantRow]:
    return [
        VariantRow(
            id=variant.id,
            product_id=product.id,
            position=position,
            options=variant.options,
            price_cents=cents(variant.price),
            currency=variant.price.currency,
            stock=variant.stock,
        )
        for position, variant in enumerate(product.variants)
    ]


def product_of(row: ProductRow, variants: Iterable[VariantRow]) -> Product:
    was = row.was_price_cents
    return Product(
        id=row.id,
        title=row.title,
        description=row.description,
        option_names=tuple(row.option_names),
        variants=tuple(variant_of(variant) for variant in sorted(variants, key=lambda one: one.position)),
        final_sale=row.final_sale,
        returnable=row.returnable,
        subscribable_months=tuple(row.subscribable_months),
        was_price=None if was is None else money(was, row.was_price_currency or "USD"),
        price_changed_on=row.price_changed_on,
        back_in_stock_on=row.back_in_stock_on,
        url=row.url,
    )


def variant_of(row: VariantRow) -> Variant:
    return Variant(id=row.id, options=row.options, price=money(row.price_cents, row.currency), stock=row.stock)


def card_row(card: Card, phone: str, declines: bool) -> CardRow:
    held = card.balance
    return CardRow(
        id=card.id,
        phone=phone,
        brand=card.brand,
        last4=card.last4,
        kind=card.kind,
        balance_cents=cents(held) if held else None,
        balance_currency=held.currency if held else None,
        declines=declines,
    )


def card_of(row: CardRow) -> Card:
    held = row.balance_cents
    balance = None if held is None else money(held, row.balance_currency or "USD")
    return Card.model_validate(
        {"id": row.id, "brand": row.brand, "last4": row.last4, "kind": row.kind, "balance": balance}
    )


def customer_row(customer: Customer) -> CustomerRow:
    return CustomerRow(
        phone=customer.phone,
        name=customer.name,
        email=customer.email,
        language=customer.language,
        timezone=customer.timezone,
        birthday=customer.birthday,
        vip=customer.vip,
        text_to_buy=customer.text_to_buy,
        card_id=customer.card.id if customer.card else None,
        address=customer.address.model_dump() if customer.address else None,
    )


def customer_of(row: CustomerRow, cards: Iterable[CardRow]) -> Customer:
    """``cards`` are all that are on file for the phone."""
    on_file = tuple(card_of(card) for card in sorted(cards, key=lambda one: one.id))
    return Customer(
        phone=row.phone,
        name=row.name,
        email=row.email,
        language=row.language,
        timezone=row.timezone,
        birthday=row.birthday,
        vip=row.vip,
        text_to_buy=row.text_to_buy,
        card=next((card for card in on_file if card.id == row.card_id), None),
        cards=on_file,
        address=Address.model_validate(row.address) if row.address else None,
    )


def subscription_row(one: Subscription) -> SubscriptionRow:
    return SubscriptionRow(
        id=one.id,
        phone=one.phone,
        product_id=one.product_id,
        variant_id=one.variant_id,
        item=one.item,
        options=one.options,
        price_cents=cents(one.price),
        currency=one.price.currency,
        every_months=one.every_months,
        next_charge_on=one.next_charge_on,
        state=one.state,
        skipped=[day.isoformat() for day in one.skipped],
    )


def subscription_of(row: SubscriptionRow) -> Subscription:
    return Subscription(
        id=row.id,
        phone=row.phone,
        product_id=row.product_id,
        variant_id=row.variant_id,
        item=row.item,
        options=row.options,
        price=money(row.price_cents, row.currency),
        every_months=row.every_months,
        next_charge_on=row.next_charge_on,
        state=row.state,
        skipped=tuple(date.fromisoformat(day) for day in row.skipped),
    )


def offer_row(offer: Offer) -> OfferRow:
    return OfferRow(
        id=offer.id,
        phone=offer.phone,
        keyword=offer.keyword,
        product_id=offer.product_id,
        price_cents=cents(offer.price),
        currency=offer.price.currency,
        kind=offer.kind,
        expires_at=offer.expires_at,
        used_at=offer.used_at,
    )


def offer_of(row: OfferRow) -> Offer:
    return Offer(
        id=row.id,
        phone=row.phone,
        keyword=row.keyword,
        product_id=row.product_id,
        price=money(row.price_cents, row.currency),
        kind=row.kind,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


def payment_row(payment: Payment, effect_key: str | None) -> PaymentRow:
    return PaymentRow(
        kind=payment.kind,
        phone=payment.phone,
        order_number=payment.order_number,
        card_id=payment.card_id,
        amount_cents=cents(payment.amount),
        currency=payment.amount.currency,
        at=payment.at,
        effect_key=effect_key,
    )


def payment_of(row: PaymentRow) -> Payment:
    return Payment.model_validate(
        {
            "kind": row.kind,
            "phone": row.phone,
            "order_number": row.order_number,
            "card_id": row.card_id,
            "amount": money(row.amount_cents, row.currency),
            "at": row.at,
        }
    )


def activity_row(one: Activity) -> ActivityRow:
    return ActivityRow(**one.model_dump())


def activity_of(row: ActivityRow) -> Activity:
    return Activity.model_validate(row.model_dump())
