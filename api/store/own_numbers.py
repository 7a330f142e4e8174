"""Own numbers: what a customer's orders and parcels are called, so that none of it is taken for a card (S69)."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from api.store.shop_tables import OrderRow, ShipmentRow

_ORDERS: Final = SQLModel.metadata.tables[str(OrderRow.__tablename__)]
_PARCELS: Final = SQLModel.metadata.tables[str(ShipmentRow.__tablename__)]
_THEIRS: Final[Any] = _ORDERS.c.customer_phone == bindparam("of_phone")
_NUMBERS: Final = union_all(
    select(_ORDERS.c.number).where(_THEIRS),
    select(_PARCELS.c.number).join(_ORDERS, _ORDERS.c.number == _PARCELS.c.order_number).where(_THEIRS),
)


async def of(session: AsyncSession, phone: str) -> tuple[str, ...]:
    """Order and tracking numbers of one customer; of nobody else, whose card it might be."""
    return tuple(str(number) for number in (await session.execute(_NUMBERS, {"of_phone": phone})).scalars())
