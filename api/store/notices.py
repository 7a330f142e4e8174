"""Notices: texts that the brand starts by itself, one an event, in a thread that may be new."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import OutText, TextKind
from agent.transcript import Speaker
from api.store import consent, texts
from api.store.rows import id_of
from api.store.tables import TEXTS, THREADS
from api.store.threads import thread_id_of

NO_CONSENT: Final = "no_marketing_consent"
OPTED_OUT: Final = "opted_out"

_THREAD = insert(THREADS).on_conflict_do_nothing()
_FIND = select(TEXTS.c.state, TEXTS.c.reason).where(TEXTS.c.id == bindparam("of_id"))


def notice_id_of(brand: str, event_id: str) -> str:
    """The id of the one text about an event."""
    return id_of("event", brand, event_id)


async def state_of(session: AsyncSession, brand: str, event_id: str) -> tuple[str, str | None] | None:
    """State and reason of the text about an event, or None for an event that is new."""
    row = (await session.execute(_FIND, {"of_id": notice_id_of(brand, event_id)})).one_or_none()
    return (row.state, row.reason) if row else None


async def put(
    session: AsyncSession,
    whose: tuple[str, str],
    event_id: str,
    text: OutText,
    now: datetime,
    cause: dict[str, Any] | None = None,
) -> tuple[str, str | None]:
    """Store the text about an event once, for the brand and phone in ``whose``; its state and reason.

    ``cause`` is the event as JSON: marketing is held against it once more when it is sent (S29).

    Marketing without consent is stored as dropped, so that the console shows what was not said and why. The outbox
    asks again before it sends (I7).
    """
    brand, phone = whose
    thread_id = thread_id_of(brand, phone)
    thread = {"id": thread_id, "brand": brand, "phone": phone, "created_at": now, "updated_at": now}
    await session.execute(_THREAD, thread)
    reason = await _refusal(session, brand, phone, text.kind)
    row = texts.outbound_row(thread_id, notice_id_of(brand, event_id), text, now, Speaker.BRAND)
    ends = {"state": "dropped", "reason": reason} if reason else {"reason": None}
    told = {"licence": f"event:{event_id}", "cause": cause, "template": (cause or {}).get("type")}
    await texts.send(session, [{**row, **ends, **told}])
    return await state_of(session, brand, event_id) or ("new", None)


async def _refusal(session: AsyncSession, brand: str, phone: str, kind: TextKind) -> str | None:
    state = await consent.state(session, brand, phone)
    if state.opted_out:
        return OPTED_OUT
    if kind is TextKind.MARKETING and (state.marketing_hold or not state.marketing_consent):
        return NO_CONSENT
    return None
