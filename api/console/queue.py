"""The queue as colleagues see it: who waits, for how long, why, and who is at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from api import support_hours
from api.bubble import day_and_time, visible
from api.console import words
from api.console.presence import SHOWN_FOR, at_work
from api.gravity import Gravity, gravity, rank
from api.people import People, shown
from api.service import Service
from api.store import places, presence, questions, stamps, threads, users
from api.store.places import Looker, Status

MOST: Final = 100
LANGUAGES: Final = {"en": "English", "es": "Spanish"}
Weight = Literal["", "grave", "high", "usual"]
Language = Literal["", "en", "es"]


@dataclass(frozen=True)
class Shown:
    """What a page of the queue shows: one tab, and of it only what is so grave and in this language; empty for all."""

    status: Status = "open"
    weight: Weight = ""
    language: Language = ""

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether this place is shown."""
        return self.weight in ("", gravity(row["reason"])) and self.language in ("", row["language"])


def shown_of(status: Status = "open", weight: Weight = "", language: Language = "") -> Shown:
    """What the address of a page asks for."""
    return Shown(status, weight, language)


async def queue(service: Service, seen: Shown, me: str) -> dict[str, Any]:
    """A tab of the queue for ``me``, an address, and how many are in each. The gravest first, then who waits longest.

    Who was answered comes after who was not; resolved ones come newest first.
    """
    now = service.clock()
    async with service.database.reading() as session:
        looker = Looker(me, service.brands)
        rows = await places.listed(session, seen.status, looker, now, MOST)
        counts = await places.counts(session, looker, now)
        counts["questions"] = await questions.count_open(session, service.brands)
        names = {user.email: user.name for user in await users.listed(session)}
        here = await presence.everywhere(session, now - SHOWN_FOR)
    if seen.status != "resolved":
        rows.sort(key=lambda row: (row["answered_at"] is not None, rank(row["reason"]), row["waiting_since"]))
    people = People(service)
    return {
        "status": seen.status,
        "weight": seen.weight,
        "language": seen.language,
        "counts": counts,
        "places": [
            {
                **_place(row, await people.name(row["brand"], row["phone"]), names, service),
                "here": at_work([one for one in here if one["thread_id"] == row["thread_id"]], names, me),
            }
            for row in rows
            if seen.fits(row)
        ],
    }


async def recent(service: Service) -> list[dict[str, Any]]:
    """The threads that changed last, whoever has them."""
    async with service.database.reading() as session:
        rows = await threads.recent(session, service.brands)
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


async def stamp(service: Service) -> str:
    """Changes when the queue would look different."""
    async with service.database.reading() as session:
        return await stamps.of_queue(session)


def _place(row: Mapping[str, Any], name: str, names: Mapping[str, str], service: Service) -> dict[str, Any]:
    now = service.clock()
    answered = row["answered_at"] is not None
    promised: datetime | None = row["promised_by"]
    weight: Gravity = gravity(row["reason"])
    return {
        "id": row["id"],
        "href": f"/console/threads/{row['thread_id']}",
        "name": name,
        "phone": shown(row["phone"]),
        "reason": words.reason(row["reason"]),
        "urgent": "urgent" if weight == "grave" else "",
        "ask": visible(row["ask"]),
        "language": "" if row["language"] == "en" else LANGUAGES.get(row["language"], row["language"]),
        "since": "" if answered else row["waiting_since"].isoformat(),
        "waits": "answered" if answered else words.span(now - row["waiting_since"]),
        "late": "late" if promised and not answered and now > promised else "",
        "target": "" if answered or row["status"] == "resolved" else _target(row, weight, service, now),
        "notice": _notice(row, names),
        "asleep": _asleep(row, service),
        "by": names.get(row["claimed_by"] or "", row["claimed_by"] or ""),
        "outcome": words.outcome(row["outcome"]),
    }


def _target(row: Mapping[str, Any], weight: Gravity, service: Service, now: datetime) -> str:
    """How long there is until a colleague should have answered (S85)."""
    brand = service.brands[row["brand"]].brand
    by = support_hours.after(brand, row["waiting_since"], brand.target_minutes[weight])
    if now > by:
        return f"{words.span(now - by)} over" if words.span(now - by) != "now" else "due now"
    return f"due in {words.span(by - now)}" if words.span(by - now) != "now" else "due now"


def _notice(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What the desk's clock did about it."""
    if row["status"] == "resolved" or row["answered_at"] is not None:
        return ""
    if row["nudged_at"] is not None:
        return "Answer soon: it goes back to the pool"
    told = {0: "", 1: "Customer was told that it takes longer"}.get(
        row["told"], f"Customer was told {row['told']} times"
    )
    gone = row["passed_from"] and row["status"] == "open"
    return told or (f"Passed on from {names.get(row['passed_from'], row['passed_from'])}" if gone else "")


def _asleep(row: Mapping[str, Any], service: Service) -> str:
    until: datetime | None = row["snoozed_until"]
    if until is None or until <= service.clock():
        return ""
    return f"until {day_and_time(until, _zone(service, row['brand']))}"


def _zone(service: Service, brand: str) -> str:
    return service.brands[brand].brand.timezone if brand in service.brands else "UTC"
