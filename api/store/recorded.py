"""What a record of a conversation is made of: every row of one thread, and what was done in the shop since a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from agent.transcript import Ask, Speaker, Text
from api.store import consent, handoffs, labels, turns
from api.store.erasure_tables import ERASED
from api.store.proposals import was_accepted
from api.store.rows import id_of
from api.store.shop_tables import ShopEffectRow
from api.store.tables import CONSENTS, EFFECTS, PROPOSALS, TEXTS, THREADS
from tools.command import parse_command
from tools.rewinding.done import Done

MOST_TEXTS: Final = 2_000
SHOP_EFFECTS: Final = SQLModel.metadata.tables[str(ShopEffectRow.__tablename__)]
_X, _E, _S = TEXTS.c, EFFECTS.c, SHOP_EFFECTS.c
_TEXTS: Final = (
    select(TEXTS)
    .where(_X.thread_id == bindparam("of_thread"), _X.state != "dropped")
    .order_by(_X.at.desc(), _X.created_at.desc())
    .limit(MOST_TEXTS)
)
_EFFECTS: Final = (
    select(_E.turn_id, _E.action, _E.command, _E.state, _E.refusal, _E.actor, _E.created_at)
    .where(_E.thread_id == bindparam("of_thread"))
    .order_by(_E.created_at, _E.key)
)
_LEDGER: Final = (
    select(_S.phone, _S.command, _S.reference, _S.at, PROPOSALS.c.body.label("proposal"))
    .select_from(
        SHOP_EFFECTS.outerjoin(EFFECTS, _E.key == _S.key).outerjoin(PROPOSALS, PROPOSALS.c.id == _E.proposal_id)
    )
    .where(_S.at > bindparam("since"), _S.status == "done")
    .order_by(_S.at, _S.key)
)
_ELSEWHERE: Final = (
    select(_E.phone, _E.command, _E.reference, _E.settled_at.label("at"), PROPOSALS.c.body.label("proposal"))
    .select_from(
        EFFECTS.outerjoin(SHOP_EFFECTS, _E.key == _S.key).outerjoin(PROPOSALS, PROPOSALS.c.id == _E.proposal_id)
    )
    .where(_E.settled_at > bindparam("since"), _E.state == "done", _S.key.is_(None))
    .order_by(_E.settled_at, _E.key)
)
_CONSENTS: Final = (
    select(CONSENTS.c.event)
    .where(
        CONSENTS.c.brand == bindparam("of_brand"),
        CONSENTS.c.phone == bindparam("of_phone"),
        CONSENTS.c.at < bindparam("before"),
    )
    .order_by(CONSENTS.c.id)
)
_LIVELY: Final = (
    select(THREADS)
    .where(THREADS.c.phone != ERASED, THREADS.c.updated_at >= bindparam("since"))
    .order_by(THREADS.c.updated_at.desc(), THREADS.c.id)
)


@dataclass(frozen=True)
class Rows:
    """Everything of one thread. ``texts`` are oldest first, colleagues' notes among them; ``turns`` by id."""

    thread: dict[str, Any]
    texts: list[dict[str, Any]]
    turns: dict[str, dict[str, Any]]
    handoffs: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    effects: list[dict[str, Any]]


@dataclass(frozen=True)
class Ledger:
    """What was done in the shop, oldest first, and how much of it an erasure has left too little of to know."""

    done: tuple[Done, ...]
    lost: int


async def rows_of(session: AsyncSession, thread: dict[str, Any]) -> Rows:
    """The newest MOST_TEXTS texts of a thread, and everything that hangs on them."""
    which = {"of_thread": thread["id"]}
    return Rows(
        thread=thread,
        texts=[dict(row) for row in reversed((await session.execute(_TEXTS, which)).mappings().all())],
        turns=await turns.of_thread(session, thread["id"]),
        handoffs=sorted(await handoffs.of_thread(session, thread["id"]), key=came_at),
        labels=await labels.of_thread(session, thread["id"]),
        effects=[dict(row) for row in (await session.execute(_EFFECTS, which)).mappings()],
    )


async def ledger_since(session: AsyncSession, since: datetime) -> Ledger:
    """Everything that took effect in the shop after ``since``, whoever's it was: stock is shared.

    Our own shop keeps the moment of each effect; of another shop's we know when we heard of it.
    """
    rows = (*await session.execute(_LEDGER, {"since": since}), *await session.execute(_ELSEWHERE, {"since": since}))
    done = [found for row in rows if (found := _done(row)) is not None]
    return Ledger(tuple(done), len(rows) - len(done))


async def opted_out_before(session: AsyncSession, brand: str, phone: str, before: datetime) -> bool:
    """Whether the customer had opted out at a moment."""
    events = (await session.execute(_CONSENTS, {"of_brand": brand, "of_phone": phone, "before": before})).scalars()
    return consent.fold(events).opted_out


async def lively(session: AsyncSession, since: datetime) -> list[dict[str, Any]]:
    """The threads in which anything happened since, the newest first; nobody's who was erased."""
    return [dict(row) for row in (await session.execute(_LIVELY, {"since": since})).mappings()]


def came_at(handoff: dict[str, Any]) -> datetime:
    """When a thread went to a person; the moment that a customer waits since moves with each of their texts."""
    at: datetime = handoff["handed_over_at"] or handoff["waiting_since"]
    return at


def text_of(row: dict[str, Any], name: str) -> Text:
    """A text as the agent sees it, under another id: a carrier's says whose account it was sent with."""
    inbound = row["direction"] == "in"
    return Text(
        id=name,
        speaker=Speaker(row["speaker"]),
        kind=row["kind"],
        body=row["body"],
        at=row["at"],
        media_count=len(row["media"] or ()),
        proposal_id=row["proposal_id"],
        accepted=inbound or was_accepted(row["state"], row["delivery"]),
        ask=Ask.model_validate(row["ask"]) if row["ask"] else None,
    )


def handed_back(rows: Iterable[dict[str, Any]]) -> list[datetime]:
    """When a person gave the thread back to the agent, by the end markers among the notes."""
    return [
        row["at"]
        for row in rows
        if row["direction"] == "note" and row["id"] == id_of(row["thread_id"], "end", row["at"].isoformat())
    ]


def _done(row: Any) -> Done | None:
    try:
        command = parse_command(row.command)
    except ValidationError:
        return None  # what an erasure has left for the books
    facts = (row.proposal or {}).get("facts", {})
    return Done(phone=row.phone, command=command, reference=row.reference, at=row.at, item=str(facts.get("item", "")))
