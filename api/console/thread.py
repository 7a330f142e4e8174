"""One thread as colleagues see it: every text with its delivery and its reasons, the handoff, and the shop's truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from agent.transcript import Speaker
from api import truth
from api.bubble import clock_time, day_and_time, gaps, parts_of, tick_of, visible
from api.console import words
from api.errors import NotFound
from api.people import People, shown
from api.service import Service
from api.store import consent, effects, handoffs, stamps, texts, threads, turns, users
from tools.shop import ShopError

Row = Mapping[str, Any]
SPEAKERS: Final = {
    Speaker.CUSTOMER.value: "customer",
    Speaker.AGENT.value: "Agent",
    Speaker.PERSON.value: "Person",
    Speaker.BRAND.value: "Notice",
}
NO_SHOP: Final[dict[str, Any]] = {"badges": ["the shop does not answer"], "orders": [], "extras": []}


@dataclass(frozen=True)
class Stored:
    """What the database has of one thread."""

    thread: Row
    texts: Sequence[Row]
    turns: Mapping[str, Row]
    handoffs: Sequence[Row]
    done: Sequence[str]
    consent: consent.ConsentState
    names: Mapping[str, str]


async def thread(service: Service, thread_id: str, reader: str) -> dict[str, Any]:
    """Everything that the page shows to ``reader``, an address. Raises NotFound."""
    stored = await _read(service, thread_id)
    brand, phone = stored.thread["brand"], stored.thread["phone"]
    deps = service.brands[brand]
    now = service.clock()
    try:
        shop = await truth.of_shop(deps.shop, phone, stored.consent, now)
    except ShopError:
        shop = NO_SHOP
    current = next((row for row in stored.handoffs if row["status"] != "resolved"), None)
    holder = current["claimed_by"] if current else None
    return {
        "id": thread_id,
        "name": await People(service).name(brand, phone),
        "phone": shown(phone),
        "owner": stored.thread["owner"],
        "opted_out": stored.consent.opted_out,
        "holder": stored.names.get(holder or "", holder or ""),
        "holder_id": holder or "",
        "mine": holder is not None and holder == reader,
        "card": _card(current, service, deps.brand.timezone) if current else None,
        "earlier": [_earlier(row, deps.brand.timezone) for row in stored.handoffs if row["status"] == "resolved"],
        "texts": _texts(stored, deps.brand.timezone),
        "shop": shop,
        "agent": truth.of_turns(stored.turns.values(), stored.texts, stored.done, deps.brand.timezone),
    }


async def stamp(service: Service, thread_id: str) -> str:
    """Changes when the page would look different."""
    async with service.database.reading() as session:
        return await stamps.of_thread(session, thread_id)


async def _read(service: Service, thread_id: str) -> Stored:
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
        if row is None or row["brand"] not in service.brands:
            raise NotFound("There is no such thread.")
        return Stored(
            thread=row,
            texts=await texts.of_thread(session, thread_id),
            turns=await turns.of_thread(session, thread_id),
            handoffs=await handoffs.of_thread(session, thread_id),
            done=await effects.done(session, thread_id),
            consent=await consent.state(session, row["brand"], row["phone"]),
            names={user.email: user.name for user in await users.listed(session)},
        )


def _texts(stored: Stored, zone: str) -> list[dict[str, Any]]:
    above = gaps(stored.texts, zone)
    return [_text(row, gap, stored, zone) for row, gap in zip(stored.texts, above, strict=True)]


def _text(row: Row, gap: str, stored: Stored, zone: str) -> dict[str, Any]:
    note = row["direction"] == "note"
    who = SPEAKERS.get(row["speaker"], row["speaker"])
    body = words.outcome(row["body"]) if note else visible(row["body"])
    turn = stored.turns.get(row["turn_id"] or "") if row["direction"] == "out" else None
    return {
        "id": row["id"],
        "side": "note" if note else "in" if row["direction"] == "in" else "out",
        "speaker": row["speaker"],
        "gap": gap,
        "who": row["author"] or ("" if who == "customer" else who),
        "time": clock_time(row["at"], zone),
        "parts": parts_of(body) or [{"text": "", "href": ""}],
        "photos": _photos(len(row["media"] or ())),
        "tick": tick_of(row),
        "trouble": _trouble(row),
        "why": _why(turn) if turn else "",
    }


def _photos(count: int) -> str:
    return "" if not count else "Sent a photo" if count == 1 else f"Sent {count} photos"


def _trouble(row: Row) -> str:
    if tick_of(row) not in ("failed", "not sent", "unknown"):
        return ""
    why = f"code {row['error_code']}" if row["error_code"] else (row["reason"] or "").replace("_", " ")
    return f"({why})" if why else ""


def _why(turn: Row) -> str:
    """In one line: who decided, how sure, on which grounds."""
    grounds = [f"by {turn['decided_by']}", f"{round(float(turn['confidence']) * 100)}% sure"]
    for name in ("reasons", "tools", "passages"):
        if turn[name]:
            grounds.append(f"{name}: {', '.join(turn[name])}")
    return "; ".join(grounds)


def _card(row: Row, service: Service, zone: str) -> dict[str, Any]:
    answered = row["answered_at"] is not None
    return {
        "id": row["id"],
        "status": row["status"],
        "reason": words.reason(row["reason"]),
        "urgent": row["reason"] in words.URGENT,
        "ask": visible(row["ask"]),
        "tried": ", ".join(row["tried"]) or "nothing",
        "sure": f"{round(float(row['confidence']) * 100)}%",
        "since": "" if answered else row["waiting_since"].isoformat(),
        "waits": "Answered" if answered else words.span(service.clock() - row["waiting_since"]),
        "promised": day_and_time(row["promised_by"], zone) if row["promised_by"] else "",
    }


def _earlier(row: Row, zone: str) -> str:
    return f"{words.reason(row['reason'])}: {words.outcome(row['outcome'])}, {day_and_time(row['resolved_at'], zone)}"
