"""Proposals by colleagues: drafted from live state, and acted on only as they stand on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from agent.deps import Deps
from agent.transcript import Transcript
from agent.turn import open_context
from api.auth import LoggedIn
from api.console.doing import Act, NotDone, done, is_mine
from api.console.wish import Wish, command_of
from api.errors import NotFound
from api.service import Service
from api.store import pending, proposals, threads
from api.store.pending import Shown
from api.store.rows import id_of
from tools.base import ToolContext, ToolError
from tools.drafts.draft import draft
from tools.proposal import Proposal

Then = Callable[[AsyncSession, Proposal], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Desk:
    """A thread, its brand, and what the tools may touch for its customer: no cap bars what a person decides (S77)."""

    thread_id: str
    brand: str
    phone: str
    deps: Deps
    ctx: ToolContext


class Declined(Exception):
    """The shop's rules say no, or a field says nothing; ``words`` tell why, as a customer would be told."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


async def desk_of(service: Service, thread_id: str) -> Desk:
    """Raises NotFound, ShopError."""
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
    if row is None or row["brand"] not in service.brands:
        raise NotFound("There is no such thread.")
    deps = service.brands[row["brand"]]
    transcript = Transcript(thread_id=thread_id, brand=row["brand"], phone=row["phone"], texts=())
    ctx = replace(await open_context(transcript, deps), capped=False)
    return Desk(thread_id, row["brand"], row["phone"], deps, ctx)


async def propose(service: Service, desk: Desk, wish: Wish, login: LoggedIn) -> Proposal:
    """Store what was asked for as a proposal that waits. Raises Declined, NotDone, ShopError."""
    try:
        drafted = await draft(await command_of(wish, desk.ctx), desk.ctx)
    except ToolError as error:
        raise Declined(words_of(error, desk)) from error

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, desk.thread_id, login.user.email)
        await _open(session, desk, drafted, login)
        return {"action": drafted.action, "digest": drafted.digest}

    await done(service, Act(login.user.email, "propose", desk.thread_id), do)
    return drafted


async def act_on(service: Service, act: Act, shown: Shown, login: LoggedIn, then: Then) -> None:
    """Close what the page shows and go on with the same, drafted anew from live state, in one unit of work (W6, W7).

    ``then`` is given the fresh proposal. Raises NotDone: for one that is not shown any more, and ``proposal-changed``
    where live state gives another one, which then waits instead. Raises Declined where it cannot be done any more.
    """
    desk = await desk_of(service, act.thread_id)
    fresh = await _afresh(service, desk, shown)
    is_same = fresh.digest == shown.digest

    async def do(session: AsyncSession) -> dict[str, Any]:
        await is_mine(session, act.thread_id, login.user.email)
        if not await pending.close(session, act.thread_id, shown):
            raise NotDone("proposal-changed")
        if is_same:
            return await then(session, fresh)
        await _open(session, desk, fresh, login)
        return {"changed": fresh.digest}

    await done(service, act, do)
    if not is_same:
        raise NotDone("proposal-changed")


def words_of(error: ToolError, desk: Desk) -> str:
    """A refusal or a question as its page has it."""
    code, facts = str(getattr(error, "code", "")), dict(getattr(error, "facts", {}))
    page = "refusals" if desk.deps.prompts.has("refusals", code) else "questions"
    if not desk.deps.prompts.has(page, code):
        return code.replace("_", " ")
    template = desk.deps.prompts.template(page, code)
    return template.render(**{name: facts.get(name, "") for name in template.variables})


async def _afresh(service: Service, desk: Desk, shown: Shown) -> Proposal:
    async with service.database.reading() as session:
        held = await pending.of_thread(session, desk.thread_id)
    if held is None or held.state != "open" or Shown(held.proposal.id, held.digest) != shown:
        raise NotDone("proposal-changed")
    if held.proposal.command is None:
        raise NotDone("still-open")
    try:
        return await draft(held.proposal.command, desk.ctx)
    except ToolError as error:
        raise Declined(words_of(error, desk)) from error


async def _open(session: AsyncSession, desk: Desk, drafted: Proposal, login: LoggedIn) -> None:
    turn_id = id_of("person", drafted.id)
    await proposals.open_new(session, desk.thread_id, turn_id, drafted, None, login.user.email)
