"""A person of the store's tests who has a bit of everything, and the erasure of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from agent.outcome import EffectOrder, HandoffOrder, QuestionOrder
from api.store import audit, effects, erase, handoffs, proposals, questions, seals
from api.store.database import Database
from api.store.effects import LedgerEnd, LedgerEntry
from api.store.erase import Gone
from api.store.handoffs import Waiting
from tests.api.store.line import NOW, PHONE, cancellation, database_at, receive
from tools.base import HandoffReason

SID = "SM" + "1" * 32
KEY = "k1"


@asynccontextmanager
async def sealed_at(folder: Path) -> AsyncIterator[Database]:
    """An empty database whose key is agreed on, so that people can be erased from it."""
    async with database_at(folder) as database:
        await seals.agree(database)
        yield database


async def somebody(database: Database, state: str = "done") -> str:
    """A thread with a text, a used proposal, its effect in ``state``, a handoff, a question and a colleague's act."""
    thread_id = (await receive(database, "cancel my order, it is for Zoe", SID)).thread_id
    proposal = cancellation()
    assert proposal.command is not None
    order = EffectOrder(proposal=proposal, command=proposal.command, basis="confirmed", confirming_text_id=SID)
    entry = LedgerEntry(order=order, key=KEY, thread_id=thread_id, phone=PHONE, turn_id="t1", saw=(SID,))
    asked = HandoffOrder(reason=HandoffReason.ASKED, ask="Zoe wants a person", tried=("Zoe",))
    async with database.writing() as session:
        await proposals.open_new(session, thread_id, "t1", proposal, None)
        assert await effects.begin(session, entry, NOW)
        if state != "executing":
            await effects.finish(session, LedgerEnd(KEY, state, reference="12345"), NOW)
        await handoffs.open_new(session, thread_id, "t1", asked, Waiting(NOW, None))
        await questions.ask(session, (thread_id, "t1"), QuestionOrder(ask="Is Zoe's vegan?", said="Zoe"), NOW, NOW)
        await audit.record(session, "ana", "claim", thread_id, {}, NOW)
    return thread_id


async def erased(database: Database, phone: str = PHONE, listed: tuple[str, ...] | None = ()) -> Gone:
    async with database.erasing() as session:
        return await erase.erase(session, phone, listed, NOW)
