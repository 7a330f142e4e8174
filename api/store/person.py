"""Where one person is in the tables: every row that is theirs, for the export and for the count before an erasure."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from api.store.desk_tables import CASES, LABELS, NOTES
from api.store.line_tables import FILES, NUMBERS
from api.store.presence_table import PRESENCE
from api.store.proof_table import PROOFS
from api.store.question_tables import QUESTIONS
from api.store.safety_tables import BLOCKS
from api.store.shop_tables import SHOP_TABLES
from api.store.tables import CONSENTS, EFFECTS, HANDOFFS, PROPOSALS, STATUSES, TEXTS, THREADS, TURNS
from api.store.user_tables import AUDIT

SHOP_BY_NAME: Final = {
    name: SQLModel.metadata.tables[name] for name in (str(table.__tablename__) for table in SHOP_TABLES)
}


def shop_table(name: str) -> Table:
    """A table of the embedded shop by its last word: ``orders``."""
    return SHOP_BY_NAME[f"shop_{name}"]


PHONE: Final = bindparam("of_phone", type_=THREADS.c.phone.type)
OF_THREADS: Final = select(THREADS.c.id).where(THREADS.c.phone == PHONE)
OF_ORDERS: Final = select(shop_table("orders").c.number).where(shop_table("orders").c.customer_phone == PHONE)
OF_TEXTS: Final = select(TEXTS.c.id).where(TEXTS.c.thread_id.in_(OF_THREADS))
OF_SIDS: Final = select(TEXTS.c.sid).where(TEXTS.c.thread_id.in_(OF_THREADS), TEXTS.c.sid.is_not(None))


def _of_order(name: str) -> ColumnElement[bool]:
    return shop_table(name).c.order_number.in_(OF_ORDERS)


def _of_phone(name: str) -> ColumnElement[bool]:
    return shop_table(name).c.phone == PHONE


CONVERSATION: Final[dict[str, tuple[Table, ColumnElement[bool]]]] = {
    "threads": (THREADS, THREADS.c.phone == PHONE),
    "texts": (TEXTS, TEXTS.c.thread_id.in_(OF_THREADS)),
    "files": (FILES, FILES.c.thread_id.in_(OF_THREADS)),
    "statuses": (STATUSES, or_(STATUSES.c.sid.in_(OF_SIDS), STATUSES.c.text_id.in_(OF_TEXTS))),
    "turns": (TURNS, TURNS.c.thread_id.in_(OF_THREADS)),
    "proposals": (PROPOSALS, PROPOSALS.c.thread_id.in_(OF_THREADS)),
    "effects": (EFFECTS, or_(EFFECTS.c.phone == PHONE, EFFECTS.c.thread_id.in_(OF_THREADS))),
    "handoffs": (HANDOFFS, HANDOFFS.c.thread_id.in_(OF_THREADS)),
    "questions": (QUESTIONS, QUESTIONS.c.thread_id.in_(OF_THREADS)),
    "consents": (CONSENTS, CONSENTS.c.phone == PHONE),
    "notes": (NOTES, NOTES.c.thread_id.in_(OF_THREADS)),
    "labels": (LABELS, LABELS.c.thread_id.in_(OF_THREADS)),
    "cases": (CASES, CASES.c.thread_id.in_(OF_THREADS)),
    "presence": (PRESENCE, PRESENCE.c.thread_id.in_(OF_THREADS)),
    "blocks": (BLOCKS, BLOCKS.c.thread_id.in_(OF_THREADS)),
    "numbers": (NUMBERS, NUMBERS.c.phone == PHONE),
    "proofs": (PROOFS, PROOFS.c.phone == PHONE),
    "audit": (AUDIT, AUDIT.c.subject.in_(OF_THREADS)),
}
"""What was said, and what was done and noted about it."""

SHOP: Final[dict[str, tuple[Table, ColumnElement[bool]]]] = {
    "customers": (shop_table("customers"), _of_phone("customers")),
    "cards": (shop_table("cards"), _of_phone("cards")),
    "orders": (shop_table("orders"), shop_table("orders").c.customer_phone == PHONE),
    **{name: (shop_table(name), _of_order(name)) for name in ("lines", "shipments", "refunds", "returns", "exchanges")},
    "subscriptions": (shop_table("subscriptions"), _of_phone("subscriptions")),
    "offers": (shop_table("offers"), _of_phone("offers")),
    "payments": (shop_table("payments"), or_(_of_phone("payments"), _of_order("payments"))),
    "effects": (shop_table("effects"), _of_phone("effects")),
    "activity": (shop_table("activity"), _of_phone("activity")),
    "letters": (shop_table("letters"), _of_phone("letters")),
}
"""What the embedded shop has of its customer; with another shop behind the line these tables are empty."""


async def rows_of(session: AsyncSession, phone: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Every row of a person by part (``conversation``, ``shop``) and table, oldest first where a row has a time."""
    return {"conversation": await _read(session, CONVERSATION, phone), "shop": await _read(session, SHOP, phone)}


async def _read(
    session: AsyncSession, places: dict[str, tuple[Table, ColumnElement[bool]]], phone: str
) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name, (table, theirs) in places.items():
        rows = await session.execute(_ordered(table).where(theirs), {"of_phone": phone})
        found[name] = [dict(row) for row in rows.mappings()]
    return found


def _ordered(table: Table) -> Select[Any]:
    times = [table.c[name] for name in ("created_at", "at", "placed_at") if name in table.c]
    return select(table).order_by(*times[:1], *table.primary_key.columns)
