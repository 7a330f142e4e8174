"""Effects: begun in the ledger, run once under their key, finished with their reply; picked up again after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from agent.deps import Deps
from agent.errors import Paused
from agent.outcome import Basis, EffectOrder, OutText, Turn
from agent.transcript import Transcript
from api.service import Service
from api.store import effects as ledger
from api.store import settle, stops, threads
from api.store.effects import LedgerEnd, LedgerEntry
from api.store.settle import Moment
from api.store.threads import Claim
from tools.base import HandoffReason
from tools.proposal import effect_key
from tools.shop import ShopUnavailable

if TYPE_CHECKING:
    from agent.effect import EffectResult, Stopped

EFFECT_SECONDS: Final = 30.0
"""How long one effect may take, its re-check and reading back included."""
BY_A_PERSON: Final = "person"
"""The basis of what a colleague approved: the ledger row was begun in the console, and a worker runs it."""


@dataclass(frozen=True)
class Agent:
    """What the worker asks of the agent: `agent.turn.take_turn`, `agent.effect.run`, `agent.voice.handoff_text`."""

    take_turn: Callable[[Transcript, Deps], Awaitable[Turn]]
    run_effect: Callable[[EffectOrder, str, Transcript, Deps, Stopped], Awaitable[EffectResult]]
    handoff_text: Callable[[Deps, HandoffReason], OutText]


class _Undo(Exception):
    """Leaves a unit of work without a trace."""


async def carry_out(service: Service, agent: Agent, claim: Claim, transcript: Transcript, turn: Turn) -> bool:
    """Run the effect that a turn ordered; False if it may not be run any more and the turn must be planned again.

    A pause that comes after the ledger row leaves the row as it is: whoever takes the thread after it resumes it.
    """
    order = turn.effect
    if order is None:
        raise ValueError("the turn orders no effect")
    entry = entry_of(claim, order, turn.saw)
    if not await begin(service, claim, entry):
        return False
    await _run(service, agent, (claim, entry), transcript, turn)
    return True


async def resume(service: Service, agent: Agent, claim: Claim, entry: LedgerEntry, transcript: Transcript) -> None:
    """End what a worker began and did not finish, under the same key (I10, I16), before anything else happens."""
    async with service.database.jotting() as session:
        await ledger.try_again(session, entry.key)
    turn = Turn(saw=entry.saw, effect=entry.order, introduces=True)
    if entry.order.basis == BY_A_PERSON:
        transcript = transcript.model_copy(update={"introduced": True})  # a person speaks for themselves
        turn = Turn(saw=entry.saw, effect=entry.order, basis=Basis(decided_by=BY_A_PERSON))
    await _run(service, agent, (claim, entry), transcript, turn)


async def ask_the_shop(service: Service) -> int:
    """Ask how effects ended that a person has because nobody knew; gives how many are known now. Runs nothing."""
    async with service.database.glancing() as session:
        open_ended = await ledger.unknown(session)
    found = 0
    for key, brand in open_ended:
        try:
            outcome = await service.brands[brand].shop.outcome(key)
        except ShopUnavailable:
            continue
        if outcome is not None:
            end = LedgerEnd(key, outcome.status, outcome.refusal, outcome.reference)
            async with service.database.jotting() as session:
                found += await ledger.finish(session, end, service.clock())
    return found


def entry_of(claim: Claim, order: EffectOrder, saw: tuple[str, ...]) -> LedgerEntry:
    """The ledger row of an order, under the one key that its proposal has (I10)."""
    return LedgerEntry(
        order=order,
        key=effect_key(claim.brand, claim.phone, order.proposal, order.command),
        thread_id=claim.thread_id,
        phone=claim.phone,
        turn_id=settle.turn_id_of(claim),
        saw=saw,
    )


async def begin(service: Service, claim: Claim, entry: LedgerEntry) -> bool:
    """The ledger row, committed before the first call (W7); only on the thread as the turn read it."""
    now = service.clock()
    until = now + timedelta(seconds=service.settings.lease_seconds)
    try:
        async with service.database.jotting() as session:
            if not (await settle.hold(session, claim, until) and await ledger.begin(session, entry, now)):
                raise _Undo
    except _Undo:
        return False
    return True


async def _run(
    service: Service, agent: Agent, begun: tuple[Claim, LedgerEntry], transcript: Transcript, turn: Turn
) -> None:
    claim, entry = begun
    deps = service.brands[claim.brand]
    if turn.texts and turn.introduces:  # the introduction is said in front of the effect's own texts
        transcript = transcript.model_copy(update={"introduced": True})
    started = service.clock()
    try:
        async with asyncio.timeout(EFFECT_SECONDS):
            result = await agent.run_effect(entry.order, entry.key, transcript, deps, _stopped(service, claim))
    except Paused:
        return await _wait_for_the_end_of_the_pause(service, claim)
    now = service.clock()
    moment = Moment(now, deps.brand.answers_by(now) if result.handoff else None, _ms(now - started))
    try:
        async with service.database.jotting() as session:
            after = _after(turn, result)
            kept = await settle.settle_effect(session, claim, entry.turn_id, transcript, after, moment)
            if not (kept and await ledger.finish(session, _end(entry.key, result), now)):
                raise _Undo
    except _Undo:
        return  # another worker has the thread, and reconciles by the key


def _stopped(service: Service, claim: Claim) -> Stopped:
    """Paused, or no longer ours: who slept through its lease leaves the effect to who has the thread now (D9, I25)."""

    async def stopped() -> bool:
        async with service.database.glancing() as session:
            return await stops.is_stopped(session, claim.brand) or not await threads.is_held(session, claim)

    return stopped


async def _wait_for_the_end_of_the_pause(service: Service, claim: Claim) -> None:
    """The thread is due at once: nobody takes it while it is paused, and the first to take it then resumes (I25)."""
    async with service.database.jotting() as session:
        await threads.release(session, claim, service.clock())


def _after(turn: Turn, result: EffectResult) -> Turn:
    """The turn as it is settled: what the effect said, instead of the order to run it."""
    return turn.model_copy(
        update={
            "texts": (*turn.texts, *result.texts),
            "effect": None,
            "proposal": result.proposal,
            "handoff": result.handoff or turn.handoff,
            "status": "human" if result.handoff else turn.status,
        }
    )


def _end(key: str, result: EffectResult) -> LedgerEnd:
    if result.state == "changed":
        return LedgerEnd(key, "refused", "changed")
    return LedgerEnd(key, result.state, result.refusal, result.reference)


def _ms(span: timedelta) -> int:
    return round(span.total_seconds() * 1000)
