"""Erasing a customer of the embedded shop: what was sold and paid stays in the books, without whose it was.

Kept: orders (number, state, dates, totals), lines, refunds, returns, exchanges, payments and the outcomes of effects,
with their amounts and order numbers. Gone: name, e-mail, language, birthday, addresses, cards, tracking and label
addresses, subscriptions, offers, activity and letters.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.erasure_tables import ERASED
from api.store.person import OF_ORDERS, PHONE, shop_table

NOWHERE: Final = {"street": "", "unit": "", "city": "", "state": "", "postcode": "", "country": ""}
NOBODY: Final[dict[str, Any]] = {
    **{"phone": ERASED, "name": "", "email": "", "language": "en", "timezone": "UTC"},
    **{"vip": False, "text_to_buy": False},
}
FOR_THE_BOOKS: Final = frozenset({"action", "order", "quantity", "from_quantity", "to_quantity"})

_CARDS = shop_table("cards")
_CUSTOMERS = shop_table("customers")
_ORDERS = shop_table("orders")
_PAYMENTS = shop_table("payments")
_EFFECTS = shop_table("effects")
_PLACEHOLDERS: Final = (
    (
        insert(_CARDS).on_conflict_do_nothing(),
        {"id": ERASED, "phone": ERASED, "brand": "", "last4": "", "kind": "card", "declines": False},
    ),
    (insert(_CUSTOMERS).on_conflict_do_nothing(), NOBODY),
)
# While the orders still say whose they are; then the orders; then the person.
_STEPS: Final = (
    *(
        update(table).where(table.c.order_number.in_(OF_ORDERS)).values(**{column: "" for column in columns})
        for table, columns in (
            (shop_table("shipments"), ("number", "url")),
            (shop_table("returns"), ("label_url", "refund_card_id")),
            (shop_table("exchanges"), ("label_url", "card_id")),
        )
    ),
    update(_PAYMENTS)
    .where(or_(_PAYMENTS.c.phone == PHONE, _PAYMENTS.c.order_number.in_(OF_ORDERS)))
    .values(phone=ERASED, card_id=ERASED),
    update(_ORDERS)
    .where(_ORDERS.c.customer_phone == PHONE)
    .values(customer_phone=ERASED, address=NOWHERE, card_id=ERASED),
    *(
        delete(table).where(table.c.phone == PHONE)
        for table in map(shop_table, ("subscriptions", "offers", "activity", "letters", "customers", "cards"))
    ),
)
_COMMANDS = select(_EFFECTS.c.key, _EFFECTS.c.command).where(_EFFECTS.c.phone == PHONE)
_REDUCE = (
    update(_EFFECTS)
    .where(_EFFECTS.c.key == bindparam("of_key"))
    .values(phone=ERASED, command=bindparam("what_is_left"))
)


async def erase(session: AsyncSession, phone: str) -> None:
    """Take the person out of the shop's tables. Without a row of theirs nothing changes."""
    if not await _is_there(session, phone):
        return
    for placeholder, values in _PLACEHOLDERS:
        await session.execute(placeholder, values)
    for step in _STEPS:
        await session.execute(step, {"of_phone": phone})
    for row in (await session.execute(_COMMANDS, {"of_phone": phone})).all():
        await session.execute(_REDUCE, {"of_key": row.key, "what_is_left": for_the_books(row.command)})


def for_the_books(command: str) -> str:
    """What accounting needs of a command in its canonical form: its action, order, pieces and every amount."""
    parts = orjson.loads(command)
    kept = {name: part for name, part in parts.items() if name in FOR_THE_BOOKS or _is_money(part)}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def _is_money(part: Any) -> bool:
    return isinstance(part, dict) and part.keys() == {"amount", "currency"}


async def _is_there(session: AsyncSession, phone: str) -> bool:
    for table in (_CUSTOMERS, _CARDS, _EFFECTS):
        if (
            await session.execute(select(table.c.phone).where(table.c.phone == PHONE).limit(1), {"of_phone": phone})
        ).first():
            return True
    return False
