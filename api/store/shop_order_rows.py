"""Orders as rows, both ways: the order itself, its lines, shipment, refunds, returns and exchanges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import SQLModel

from api.store.shop_rows import card_of, cents, money
from api.store.shop_tables import (
    CardRow,
    ExchangeRow,
    LineRow,
    OrderRow,
    RefundRow,
    ReturnRow,
    ShipmentRow,
)
from tools.order import Address, Exchange, Order, OrderLine, Refund, Return, Tracking


@dataclass
class OrderRows:
    """Everything that is stored of one order, by id."""

    order: OrderRow
    lines: dict[str, LineRow] = field(default_factory=dict)
    shipment: ShipmentRow | None = None
    refunds: dict[str, RefundRow] = field(default_factory=dict)
    returns: dict[str, ReturnRow] = field(default_factory=dict)
    exchanges: dict[str, ExchangeRow] = field(default_factory=dict)

    def children(self) -> Iterator[SQLModel]:
        """What points at the order."""
        yield from self.lines.values()
        if self.shipment is not None:
            yield self.shipment
        yield from self.refunds.values()
        yield from self.returns.values()
        yield from self.exchanges.values()


def order_rows(order: Order) -> OrderRows:
    row = OrderRow(
        number=order.number,
        customer_phone=order.customer_phone,
        placed_at=order.placed_at,
        state=order.state,
        address=order.address.model_dump(),
        card_id=order.card.id,
        shipping_cents=cents(order.shipping),
        total_cents=cents(order.total),
        currency=order.total.currency,
        cancelled_at=order.cancelled_at,
        cancel_reason=order.cancel_reason,
    )
    number = order.number
    return OrderRows(
        order=row,
        lines={one.id: _line_row(one, number, at) for at, one in enumerate(order.lines)},
        shipment=_shipment_row(order.tracking, number) if order.tracking else None,
        refunds={one.id: _refund_row(one, number, at) for at, one in enumerate(order.refunds)},
        returns={one.id: _return_row(one, number, at) for at, one in enumerate(order.returns)},
        exchanges={one.id: _exchange_row(one, number, at) for at, one in enumerate(order.exchanges)},
    )


def order_of(rows: OrderRows, card: CardRow) -> Order:
    row = rows.order
    return Order.model_validate(
        {
            "number": row.number,
            "customer_phone": row.customer_phone,
            "placed_at": row.placed_at,
            "state": row.state,
            "lines": [_line_of(one) for one in sorted(rows.lines.values(), key=lambda one: one.position)],
            "address": Address.model_validate(row.address),
            "card": card_of(card),
            "shipping": money(row.shipping_cents, row.currency),
            "total": money(row.total_cents, row.currency),
            "refunds": [_refund_of(one) for one in sorted(rows.refunds.values(), key=lambda one: one.position)],
            "returns": [_return_of(one) for one in sorted(rows.returns.values(), key=lambda one: one.position)],
            "exchanges": [_exchange_of(one) for one in sorted(rows.exchanges.values(), key=lambda one: one.position)],
            "tracking": Tracking.model_validate(rows.shipment.model_dump()) if rows.shipment else None,
            "cancelled_at": row.cancelled_at,
            "cancel_reason": row.cancel_reason,
        }
    )


def _line_row(line: OrderLine, order_number: str, position: int) -> LineRow:
    return LineRow(
        **line.model_dump(exclude={"price"}),
        order_number=order_number,
        position=position,
        price_cents=cents(line.price),
        currency=line.price.currency,
    )


def _line_of(row: LineRow) -> OrderLine:
    return OrderLine.model_validate({**row.model_dump(), "price": money(row.price_cents, row.currency)})


def _shipment_row(tracking: Tracking, order_number: str) -> ShipmentRow:
    return ShipmentRow(**tracking.model_dump(), order_number=order_number)


def _refund_row(refund: Refund, order_number: str, position: int) -> RefundRow:
    return RefundRow(
        **refund.model_dump(exclude={"amount"}),
        order_number=order_number,
        position=position,
        amount_cents=cents(refund.amount),
        currency=refund.amount.currency,
    )


def _refund_of(row: RefundRow) -> Refund:
    return Refund.model_validate({**row.model_dump(), "amount": money(row.amount_cents, row.currency)})


def _return_row(made: Return, order_number: str, position: int) -> ReturnRow:
    return ReturnRow(
        **made.model_dump(exclude={"refund", "line_ids"}),
        line_ids=list(made.line_ids),
        order_number=order_number,
        position=position,
        refund_cents=cents(made.refund),
        currency=made.refund.currency,
    )


def _return_of(row: ReturnRow) -> Return:
    return Return.model_validate({**row.model_dump(), "refund": money(row.refund_cents, row.currency)})


def _exchange_row(made: Exchange, order_number: str, position: int) -> ExchangeRow:
    return ExchangeRow(**made.model_dump(), order_number=order_number, position=position)


def _exchange_of(row: ExchangeRow) -> Exchange:
    return Exchange.model_validate(row.model_dump())
