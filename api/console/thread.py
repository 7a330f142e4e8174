"""One thread as colleagues see it: the timeline, the handoff, what waits for a yes, and the customer beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.bubble import day_and_time, visible
from api.console import words
from api.console.desk_acts import can_have
from api.console.panel import consents, earlier, notes, panel
from api.console.presence import seen_by
from api.console.proposal_card import proposal_card
from api.console.question_card import current as current_question
from api.console.question_card import question_card
from api.console.send_lock import newest
from api.console.summary import summary
from api.console.timeline import Scene, asked, timeline
from api.errors import NotFound
from api.people import People, shown
from api.service import Service
from api.store import (
    articles,
    blocks,
    cases,
    consent,
    effects,
    files,
    handoffs,
    labels,
    licences,
    pending,
    questions,
    stamps,
    texts,
    threads,
    turns,
    users,
)
from api.store import notes as noted
from api.store.pending import Pending

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Stored:
    """What the database has of one thread."""

    thread: Row
    texts: Sequence[Row]
    turns: Mapping[str, Row]
    handoffs: Sequence[Row]
    effects: Sequence[Row]
    consent: consent.ConsentState
    ledger: Sequence[Row]
    files: Sequence[Row]
    labels: Sequence[Row]
    notes: Sequence[Row]
    pending: Pending | None
    blocked: Row | None
    licence: str | None
    questions: list[dict[str, Any]]
    drafts: Mapping[str, str]
    cases: int
    names: Mapping[str, str]
    presence: str
    colleagues: Sequence[tuple[str, str]]


async def thread(service: Service, thread_id: str, reader: str) -> dict[str, Any]:
    """Everything that the page shows to ``reader``, an address. Raises NotFound."""
    stored = await _read(service, thread_id, reader)
    brand, phone = stored.thread["brand"], stored.thread["phone"]
    deps = service.brands[brand]
    zone, now = deps.brand.timezone, service.clock()
    current = next((row for row in stored.handoffs if row["status"] != "resolved"), None)
    holder = current["claimed_by"] if current else None
    card = _card(current, service, zone) if current else None
    customer = await panel(deps.shop, phone, stored.consent, now, zone)
    waits = proposal_card(stored.pending, deps, stored.thread["language"], stored.names, now)
    return {
        "id": thread_id,
        "name": await People(service).name(brand, phone),
        "phone": shown(phone),
        "owner": stored.thread["owner"],
        "stopped": _stopped(stored, zone),
        "starts": stored.licence is None and not stored.consent.opted_out and stored.blocked is None,
        "holder": stored.names.get(holder or "", holder or ""),
        "holder_id": holder or "",
        "presence": stored.presence,
        "newest": newest(stored.texts),
        "asleep": bool(current and current["snoozed_until"] and current["snoozed_until"] > now),
        "colleagues": stored.colleagues,
        "mine": holder is not None and holder == reader,
        "card": card,
        "summary": summary(card, stored.texts, customer["orders"], stored.effects, waits),
        "texts": timeline(_scene(stored, thread_id, zone, service, reader)),
        "proposal": waits,
        "question": _question(stored, zone, now),
        "asked": asked(stored.texts),
        "customer": customer,
        "consents": consents(stored.ledger, zone),
        "notes": notes(stored.notes, zone),
        "earlier": earlier(stored.handoffs, zone),
        "cases": stored.cases,
    }


async def stamp(service: Service, thread_id: str) -> str:
    """Changes when the page would look different."""
    async with service.database.reading() as session:
        return await stamps.of_thread(session, thread_id)


async def _read(service: Service, thread_id: str, reader: str) -> Stored:
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
        if row is None or row["brand"] not in service.brands:
            raise NotFound("There is no such thread.")
        everybody = await users.listed(session)
        asked_of_us = await questions.of_thread(session, thread_id)
        return Stored(
            thread=row,
            texts=await texts.of_thread(session, thread_id),
            turns=await turns.of_thread(session, thread_id),
            handoffs=await handoffs.of_thread(session, thread_id),
            effects=await effects.of_thread(session, thread_id),
            consent=await consent.state(session, row["brand"], row["phone"]),
            ledger=[dict(one._mapping) for one in await consent.trail(session, row["brand"], row["phone"])],
            files=await files.of_thread(session, thread_id),
            labels=await labels.of_thread(session, thread_id),
            notes=await noted.of_thread(session, thread_id),
            pending=await pending.of_thread(session, thread_id),
            blocked=await blocks.of(session, thread_id),
            licence=await licences.of_answer(session, thread_id, service.clock()),
            questions=asked_of_us,
            drafts=await articles.status_of(session, [one["id"] for one in asked_of_us]),
            cases=await cases.count(session, thread_id),
            names={user.email: user.name for user in everybody},
            presence=await seen_by(session, service, thread_id, reader),
            colleagues=[(one.email, one.name) for one in everybody if can_have(one, row["brand"])],
        )


def _scene(stored: Stored, thread_id: str, zone: str, service: Service, reader: str) -> Scene:
    """The timeline of this reader: labels under names, and their own text in its seconds of second thoughts."""
    named = [
        {**row, "author": stored.names.get(row["author"], row["author"]), "mine": row["author"] == reader}
        for row in stored.labels
    ]
    return Scene(
        thread_id=thread_id,
        texts=stored.texts,
        turns=stored.turns,
        labels=named,
        files=stored.files,
        consents=stored.ledger,
        effects=stored.effects,
        zone=zone,
        now=service.clock(),
        me=stored.names.get(reader, ""),
    )


def _question(stored: Stored, zone: str, now: datetime) -> dict[str, Any] | None:
    row = current_question(stored.questions, now)
    return question_card(row, stored.thread, stored.drafts.get(row["id"], ""), zone, now) if row else None


def _stopped(stored: Stored, zone: str) -> str:
    """Why nothing that is written here leaves, or nothing."""
    if stored.blocked is not None:
        since, by = day_and_time(stored.blocked["at"], zone), stored.blocked["by"]
        why = visible(stored.blocked["why"])
        return (
            f"This sender is blocked since {since} by {stored.names.get(by, by)}: {why}. Nothing is answered or sent."
        )
    if stored.consent.opted_out:
        return "This customer wants no texts. Nothing that you write here will be sent."
    return ""


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
