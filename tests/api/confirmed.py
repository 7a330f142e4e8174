"""A customer who was shown a proposal and confirms it, and what the ledger says of it."""

from __future__ import annotations

from sqlalchemy import update

from agent.outcome import Turn
from agent.transcript import Transcript
from api.store.tables import EFFECTS, TEXTS
from api.store.threads import Claim, claim_due, load
from tests.api.line import Line, Script, confirms, previews
from tests.api.store.line import rows_of
from tools.proposal import Proposal


async def ledger(line: Line) -> dict[str, object]:
    (row,) = await rows_of(line.database, EFFECTS)
    return row


async def shown(line: Line) -> Proposal:
    """A proposal whose preview the carrier took, a minute ago."""
    proposal = await line.cancellation()
    await line.receive("cancel it")
    await line.worker(Script([previews(proposal)])).work_once()
    async with line.database.writing() as session:
        await session.execute(update(TEXTS).where(TEXTS.c.direction == "out").values(state="sent"))
    line.clock.advance(minutes=1)
    return proposal


async def planned(line: Line, proposal: Proposal) -> tuple[Claim, Transcript, Turn]:
    """A worker that has claimed the thread and planned its turn, and not yet acted."""
    async with line.database.writing() as session:
        (claim,) = await claim_due(session, "w1", line.clock(), 90)
        transcript = await load(session, claim, line.clock())
    return claim, transcript, await confirms(proposal)(transcript)
