"""The embedded shop's post: letters to its customers, kept where a real shop would send them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from api.store.shop_letter_table import LetterRow
from api.store.shop_tables import CustomerRow

_CUSTOMERS: Final = SQLModel.metadata.tables[str(CustomerRow.__tablename__)]
_LETTERS: Final = SQLModel.metadata.tables[str(LetterRow.__tablename__)]
_ADDRESS: Final = select(_CUSTOMERS.c.email).where(_CUSTOMERS.c.phone == bindparam("of_phone"))
_NEWEST: Final = (
    select(_LETTERS.c.body)
    .where(_LETTERS.c.phone == bindparam("of_phone"))
    .order_by(_LETTERS.c.id.desc())
    .limit(bindparam("most"))
)


async def post(session: AsyncSession, phone: str, body: str, now: datetime) -> bool:
    """A letter to the address on file as it is now; False where there is none."""
    address = (await session.execute(_ADDRESS, {"of_phone": phone})).scalar_one_or_none()
    if not address:
        return False
    await session.execute(insert(_LETTERS), {"phone": phone, "email": address, "body": body, "at": now})
    return True


async def newest(session: AsyncSession, phone: str, most: int) -> tuple[str, ...]:
    """What was written to a customer, the newest first."""
    return tuple((await session.execute(_NEWEST, {"of_phone": phone, "most": most})).scalars())
