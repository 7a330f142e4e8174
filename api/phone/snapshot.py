"""One look at a demo phone: bubbles, typing, the next line of a conversation, and the truth of shop and agent."""

from __future__ import annotations

from typing import Any

from api import truth
from api.bubble import tick_of
from api.phone import view
from api.phone.starters import next_line
from api.service import Service
from api.store import consent, effects, stamps, texts, threads, turns
from api.store.threads import thread_id_of

MOST_TEXTS = 120


async def snapshot(service: Service, phone: str) -> dict[str, Any]:
    """Everything that the page shows of one phone, ready to be shown."""
    brand, deps = next(iter(service.brands.items()))
    thread_id = thread_id_of(brand, phone)
    now = service.clock()
    zone = deps.brand.timezone
    async with service.database.reading() as session:
        thread = await threads.find(session, brand, phone)
        rows = await texts.of_thread(session, thread_id, MOST_TEXTS)
        taken = await turns.of_thread(session, thread_id)
        done = await effects.done(session, thread_id)
        allowed = await consent.state(session, brand, phone)
    return {
        "bubbles": view.bubbles(rows, zone),
        "typing": view.is_typing(thread, now),
        "owner": thread["owner"] if thread else "agent",
        "busy": _is_busy(thread, rows),
        "next": next_line(rows),
        "shop": await truth.of_shop(deps.shop, phone, allowed, now),
        "agent": truth.of_turns(taken.values(), rows, done, zone),
    }


async def stamp(service: Service, phone: str) -> str:
    """Changes when the snapshot would."""
    brand = next(iter(service.brands))
    async with service.database.reading() as session:
        return await stamps.of_thread(session, thread_id_of(brand, phone))


def _is_busy(thread: Any, rows: list[dict[str, Any]]) -> bool:
    """Whether something is still to come without the customer doing anything: an answer, or a delivery."""
    if thread is not None and (thread["due_at"] is not None or thread["lease_until"] is not None):
        return True
    return any(tick_of(row) in ("queued", "sent") for row in rows)
