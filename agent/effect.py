"""One effect: checked again, done once under its key, read back, and put into words; no model is on this path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from agent.deps import Deps
from agent.errors import Paused
from agent.introduction import with_introduction
from agent.outcome import EffectOrder, HandoffOrder, OutText, TextKind
from agent.preview import preview_text
from agent.transcript import Transcript
from agent.turn import open_context
from agent.voice import handoff_text, say
from tools.base import HandoffReason, Refused, ToolContext
from tools.command import Command
from tools.drafts.draft import draft, holds
from tools.drafts.refusal import OverCap
from tools.proposal import Proposal
from tools.receipt import receipt, refusal
from tools.shop import Outcome, ShopUnavailable

DECIDED_BY_A_PERSON: Final = ("person", "confirmed_to_person")
"""Bases that the caps do not bar: a colleague approved it, or showed it and the customer confirmed (S77)."""


Stopped = Callable[[], Awaitable[bool]]
"""Whether the kill switch is on, asked as late as can be: right before the shop is called (I25, W6)."""


class EffectResult(BaseModel):
    """What became of an order. ``changed``: live state differs, nothing was done, ``proposal`` is previewed afresh."""

    model_config = ConfigDict(frozen=True)

    state: Literal["done", "refused", "unknown", "changed"]
    refusal: str | None = None
    reference: str | None = None
    texts: tuple[OutText, ...]
    proposal: Proposal | None = None
    handoff: HandoffOrder | None = None


async def never_stopped() -> bool:
    """Where there is no kill switch: evaluations and plays."""
    return False


async def run(
    order: EffectOrder, key: str, transcript: Transcript, deps: Deps, stopped: Stopped = never_stopped
) -> EffectResult:
    """Re-check (W6), perform under the key (W8), read back (W10). Raises ShopError if it cannot even be re-checked.

    A key that took effect before (a crash in between) is found again and only put into words. Raises Paused when
    ``stopped`` says so at the last moment: the shop was not called, and the same order may be run again later.
    """
    theirs = order.basis not in DECIDED_BY_A_PERSON
    context = replace(await open_context(transcript, deps, veiled=theirs), capped=theirs)
    outcome = await deps.shop.outcome(key)
    if outcome is None:
        if context.unproven:
            return _for_a_person(HandoffReason.UNPROVEN, order.command, "refused", deps)
        barred = await _recheck(order, context, deps)
        if barred is not None:
            return _introduced(barred, transcript, context, deps)
        if await stopped():
            raise Paused(order.command.action)
        outcome = await _performed(order.command, key, transcript.phone, deps)
    return _introduced(await _in_words(order.command, outcome, context, deps), transcript, context, deps)


async def _recheck(order: EffectOrder, context: ToolContext, deps: Deps) -> EffectResult | None:
    """The same draft, made again from live state: the same digest, or nothing is done (I12, I15)."""
    try:
        if await holds(order.proposal, order.command, replace(context, spoken=order.proposal.language)):
            return None
        fresh = await draft(order.command, context)
    except OverCap:
        return _for_a_person(HandoffReason.OVER_CAP, order.command, "refused", deps)
    except Refused as refused:
        return _refused(refused.code, refused.facts, context, deps)
    texts = (say(deps, "changed", language=context.language), preview_text(deps, fresh, context.language))
    return EffectResult(state="changed", texts=texts, proposal=fresh)


async def _performed(command: Command, key: str, phone: str, deps: Deps) -> Outcome | None:
    """The shop's word, asked for once more where the call gave none; None means that nobody knows (I16)."""
    try:
        return await deps.shop.perform(phone, command, key)
    except ShopUnavailable:
        pass
    try:
        return await deps.shop.outcome(key)
    except ShopUnavailable:
        return None


async def _in_words(command: Command, outcome: Outcome | None, context: ToolContext, deps: Deps) -> EffectResult:
    if outcome is None:
        return _for_a_person(HandoffReason.UNKNOWN_OUTCOME, command, "unknown", deps)
    if outcome.status == "refused":
        refused = await refusal(command, context, outcome.refusal or "unknown_order")
        return _refused(refused.code, refused.facts, context, deps)
    read = await receipt(command, context, outcome.reference)
    body = deps.prompts.template("receipts", read.section, context.language).render(**read.facts)
    text = OutText(body=body, kind=TextKind.RECEIPT)
    return EffectResult(state="done", reference=outcome.reference, texts=(text,))


def _refused(code: str, facts: dict[str, object], context: ToolContext, deps: Deps) -> EffectResult:
    page = "refusals" if deps.prompts.has("refusals", code) else "questions"
    template = deps.prompts.template(page, code, context.language)
    body = template.render(**{name: facts.get(name, "") for name in template.variables})
    return EffectResult(state="refused", refusal=code, texts=(OutText(body=body, kind=TextKind.RECEIPT),))


def _for_a_person(
    reason: HandoffReason, command: Command, state: Literal["refused", "unknown"], deps: Deps
) -> EffectResult:
    order = HandoffOrder(reason=reason, ask=f"{command.action}: {reason}", tried=(command.action,))
    return EffectResult(state=state, refusal=reason, texts=(handoff_text(deps, reason),), handoff=order)


def _introduced(result: EffectResult, transcript: Transcript, context: ToolContext, deps: Deps) -> EffectResult:
    texts = with_introduction(result.texts, transcript, deps, context.language)
    return result.model_copy(update={"texts": texts})
