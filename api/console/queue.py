"""The queue as colleagues see it: who waits, for how long, why, and who is at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from api.bubble import day_and_time, visible
from api.console import words
from api.people import People, shown
from api.service import Service
from api.store import handoffs, stamps, threads, users

Status = Literal["open", "claimed", "resolved"]
MOST: Final = 100


async def queue(service: Service, status: Status) -> dict[str, Any]:
    """One tab of the queue, and how many are in each. What cannot wait comes first, then who waits longest.

    Resolved ones come newest first."""
    async with service.database.reading() as session:
        rows = await handoffs.listed(session, status, MOST)
        counts = await handoffs.counts(session)
        names = {user.email: user.name for user in await users.listed(session)}
    if status == "resolved":
        rows.sort(key=lambda row: row["resolved_at"], reverse=True)
    else:
        rows.sort(key=lambda row: (row["answered_at"] is not None, not _urgent(row), row["waiting_since"]))
    people = People(service)
    return {
        "status": status,
        "counts": {name: counts.get(name, 0) for name in ("open", "claimed", "resolved")},
        "places": [_place(row, await people.name(row["brand"], row["phone"]), names, service) for row in rows],
    }


async def recent(service: Service) -> list[dict[str, Any]]:
    """The threads that changed last, whoever has them."""
    async with service.database.reading() as session:
        rows = await threads.recent(session)
    people = People(service)
    return [
        {
            "id": row["id"],
            "name": await people.name(row["brand"], row["phone"]),
            "phone": shown(row["phone"]),
            "owner": "a person" if row["owner"] == "person" else "the agent",
            "at": day_and_time(row["updated_at"], _zone(service, row["brand"])),
        }
        for row in rows
    ]


def _urgent(row: Mapping[str, Any]) -> bool:
    return row["reason"] in words.URGENT


async def stamp(service: Service) -> str:
    """Changes when the queue would look different."""
    async with service.database.reading() as session:
        return await stamps.of_queue(session)


def _place(row: Mapping[str, Any], name: str, names: Mapping[str, str], service: Service) -> dict[str, Any]:
    now = service.clock()
    answered = row["answered_at"] is not None
    promised: datetime | None = row["promised_by"]
    return {
        "id": row["id"],
        "href": f"/console/threads/{row['thread_id']}",
        "name": name,
        "phone": shown(row["phone"]),
        "reason": words.reason(row["reason"]),
        "urgent": "urgent" if _urgent(row) else "",
        "ask": visible(row["ask"]),
        "since": "" if answered else row["waiting_since"].isoformat(),
        "waits": "answered" if answered else words.span(now - row["waiting_since"]),
        "late": "late" if promised and not answered and now > promised else "",
        "by": names.get(row["claimed_by"] or "", row["claimed_by"] or ""),
        "outcome": words.outcome(row["outcome"]),
    }


def _zone(service: Service, brand: str) -> str:
    return service.brands[brand].brand.timezone if brand in service.brands else "UTC"
