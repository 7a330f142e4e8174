"""The demo world in the database: everything that was said and sold is cleared, and the world is loaded again."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import consent
from api.store.desk_tables import CASES, LABELS, NOTES
from api.store.erasure_tables import ERASED_CONSENTS
from api.store.line_tables import FILES, NUMBERS
from api.store.presence_table import PRESENCE
from api.store.proof_table import PROOFS
from api.store.question_tables import ARTICLES, QUESTIONS
from api.store.safety_tables import BLOCKS
from api.store.shop_load import clear_world, load_world
from api.store.tables import CONSENTS, EFFECTS, HANDOFFS, PROPOSALS, STATUSES, TEXTS, THREADS, TURNS
from tools.demo.people import ConsentEvent
from tools.demo.world import World

_CLEAR: Final = tuple(
    delete(table)
    for table in (
        *(EFFECTS, PROPOSALS, HANDOFFS, TURNS, FILES, NOTES, LABELS, CASES, BLOCKS, PRESENCE, TEXTS, STATUSES),
        *(QUESTIONS, ARTICLES, CONSENTS, ERASED_CONSENTS, NUMBERS, PROOFS, THREADS),
    )
)
STAYS: Final = frozenset(
    (
        *("brands", "users", "logins", "login_tries", "quick_replies", "audit", "stops"),
        *("seal_keys", "tombstones", "carrier_erasures", "paces"),
    )
)
"""Tables that a reset leaves alone: colleagues and what they set, the trail, and erasures that are under way."""


async def reset(session: AsyncSession, brand: str, world: World) -> None:
    """Exactly the demo world and no conversation, in one unit of work. Colleagues and the audit trail stay.

    A turn that is under way finds its thread gone and settles nothing.
    """
    for statement in _CLEAR:
        await session.execute(statement)
    await clear_world(session)
    await load_world(session, world)
    for event in world.consents:
        await consent.record(session, _entry(brand, event))


def opted_out(world: World) -> frozenset[str]:
    """Phones that the carrier has blocked when the world begins."""
    events: dict[str, list[str]] = {}
    for event in world.consents:
        events.setdefault(event.phone, []).append(event.kind)
    return frozenset(phone for phone, kinds in events.items() if consent.fold(kinds).opted_out)


def _entry(brand: str, event: ConsentEvent) -> consent.Entry:
    at: datetime = event.at
    return consent.Entry(
        brand=brand,
        phone=event.phone,
        event=event.kind,
        wording="",
        channel="sms" if event.source == "text" else "api",
        source=f"demo:{event.source}:{at.isoformat()}",
        actor="customer",
        at=at,
    )
