"""One turn: a transcript in, a Turn out. Nothing is written here; who called settles what was decided."""

from __future__ import annotations

import asyncio
from typing import Any

from agent import proof
from agent.asking import asking_text, may_ask
from agent.at_once import may_be_done_at_once
from agent.confidence import Confidence, judge
from agent.deps import Deps
from agent.embedded.language import thread_language
from agent.errors import ModelError, ModelRefused
from agent.gate import gate
from agent.graph import run_graph
from agent.introduction import introduced
from agent.model import DECLINED, Usage
from agent.outcome import Basis, EffectOrder, HandoffOrder, OutText, ProofStep, Turn
from agent.preview import preview_text
from agent.state import TurnState
from agent.texting import normalise
from agent.transcript import Transcript
from agent.voice import handoff_text, say
from tools.base import HandoffReason, Refused, ToolContext
from tools.drafts.draft import holds
from tools.proposal import Proposal
from tools.shop import opening_of
from tools.veiled import VeiledShop


async def take_turn(transcript: Transcript, deps: Deps) -> Turn:
    """Decides what becomes of the customer's new texts. Raises ShopError when the shop cannot be read at all."""
    deps.prompts.refresh()
    if not transcript.new:
        return Turn(saw=())
    context = await open_context(transcript, deps)
    turn = await _taken(transcript, context, deps)
    if turn.proof is not None and turn.proof.step is ProofStep.PROVED:
        turn = await _what_had_waited(turn, transcript, turn.proof.waiting, deps)
    turn = introduced(_with_card_notice(turn, transcript, deps), transcript, deps, context.language)
    return turn.model_copy(update={"language": context.language})


async def _taken(transcript: Transcript, context: ToolContext, deps: Deps) -> Turn:
    turn = await gate(transcript, context, deps)
    if turn is not None:
        return turn
    if not context.unproven:
        return await _ask_the_model(transcript, context, deps)
    # Who may be somebody else is not told what the thread said before.
    only_new = transcript.model_copy(update={"texts": transcript.new, "open_proposals": (), "open_question": None})
    turn = await _ask_the_model(only_new, context, deps)
    if turn.proof is None:
        return turn
    return turn.model_copy(update={"void_proposals": tuple(one.proposal.id for one in transcript.open_proposals)})


async def _what_had_waited(turn: Turn, transcript: Transcript, waiting: tuple[str, ...], deps: Deps) -> Turn:
    """The proof is given: the customer need not say again what they had asked for."""
    fresh = proof.proven(transcript, waiting)
    if fresh is None:
        return turn
    answer = await _taken(fresh, await open_context(fresh, deps), deps)
    if answer.effect is not None:
        return turn
    return answer.model_copy(update={"saw": turn.saw, "texts": (*turn.texts, *answer.texts), "proof": turn.proof})


async def open_context(transcript: Transcript, deps: Deps, veiled: bool = True) -> ToolContext:
    """What the tools of this turn may touch: the verified phone's customer, and nothing of anybody else (I14).

    Where the phone's link to the customer is stale, nothing of them either (S80); ``veiled`` False is for what a
    colleague decided.
    """
    opening = await opening_of(deps.shop, transcript.phone)
    customer = opening.customer
    usual = customer.language if customer else "en"
    unproven = veiled and customer is not None and await proof.is_needed(transcript, deps)

    async def knowledge(query: str, limit: int) -> list[dict[str, Any]]:
        findings = await deps.library.search(query, limit)
        return [
            {"id": p.id, "title": p.title, "heading": p.heading, "text": p.text, "score": round(found.score, 3)}
            for found in findings.passages
            for p in (found.passage,)
        ]

    return ToolContext(
        phone=transcript.phone,
        shop=VeiledShop(deps.shop) if unproven else deps.shop,
        policy=opening.policy,
        customer=None if unproven else customer,
        subscriptions=() if unproven else opening.subscriptions,
        now=deps.clock(),
        new_id=deps.new_id,
        knowledge=knowledge,
        may_ask=may_ask(transcript, deps.thresholds),
        unproven=unproven,
        speaks=usual,
        spoken=thread_language([text.body for text in transcript.texts if text.inbound], usual),
    )


async def _ask_the_model(transcript: Transcript, context: ToolContext, deps: Deps) -> Turn:
    start = TurnState(transcript=transcript, context=context, prompt_version=deps.prompts.version)
    try:
        async with asyncio.timeout(deps.settings.turn_seconds):
            state = await run_graph(start, deps)
    except ModelRefused:
        return _to_a_person(start, HandoffReason.MODEL_FAILED, deps, Confidence(0.0, ("model_refused",)))
    except (ModelError, TimeoutError) as error:
        reason = f"{type(error).__name__}"
        return _to_a_person(start, HandoffReason.MODEL_FAILED, deps, Confidence(0.0, (reason,)))
    return await _concluded(state, deps)


async def _concluded(state: TurnState, deps: Deps) -> Turn:
    """What the finished graph means for the customer."""
    confidence = judge(state, deps.thresholds)
    if state.wants_proof:
        return await proof.ask(state.transcript, deps, state.context.language)
    if state.handoff is not None:
        return _to_a_person(state, state.handoff.reason, deps, confidence, state.handoff.ask)
    if state.question is not None:
        return await _asks_a_colleague(state, confidence, deps)
    if confidence.handoff is not None:
        return _to_a_person(state, confidence.handoff, deps, confidence)
    if state.proposal is not None:
        return await _proposed(state, confidence, deps)
    reply = OutText(
        body=normalise(state.move.text or "") if state.move else "", ask=state.move.ask if state.move else None
    )
    if state.move and DECLINED in state.move.reasons:
        closed = tuple(one.proposal.id for one in state.transcript.open_proposals)
        return Turn(saw=_saw(state), texts=(reply,), void_proposals=closed, basis=_basis(state, confidence))
    waiting = await _previews_again(state, deps)
    gone = () if waiting else tuple(one.id for one in _waiting(state)[-1:])
    return Turn(saw=_saw(state), texts=(reply, *waiting), void_proposals=gone, basis=_basis(state, confidence))


async def _proposed(state: TurnState, confidence: Confidence, deps: Deps) -> Turn:
    """A preview that asks for the customer's word; or at once, where the brand allows and the text itself asked."""
    proposal = state.proposal
    assert proposal is not None
    lead = (OutText(body=normalise(state.lead)),) if state.lead else ()
    basis = _basis(state, confidence)
    replaced = tuple(one.proposal.id for one in state.transcript.open_proposals)
    if proposal.command is not None and await may_be_done_at_once(state, confidence, deps):
        last = state.transcript.new[-1]
        order = EffectOrder(proposal=proposal, command=proposal.command, basis="explicit", confirming_text_id=last.id)
        return Turn(saw=_saw(state), texts=lead, effect=order, void_proposals=replaced, basis=basis)
    preview = preview_text(deps, proposal, state.context.language)
    if preview.ask is None and state.move is not None:
        preview = preview.model_copy(update={"ask": state.move.ask})
    return Turn(saw=_saw(state), texts=(*lead, preview), proposal=proposal, void_proposals=replaced, basis=basis)


async def _asks_a_colleague(state: TurnState, confidence: Confidence, deps: Deps) -> Turn:
    """The customer is told, and the agent keeps the thread (S89)."""
    lead = (OutText(body=normalise(state.lead)),) if state.lead else ()
    waiting = await _previews_again(state, deps)
    gone = () if waiting else tuple(one.id for one in _waiting(state)[-1:])
    return Turn(
        saw=_saw(state),
        texts=(*lead, asking_text(deps, state.context.language), *waiting),
        question=state.question,
        void_proposals=gone,
        basis=_basis(state, confidence),
    )


async def _previews_again(state: TurnState, deps: Deps) -> tuple[OutText, ...]:
    """After a question in the middle of a flow, what waits is shown again, so that it is the last thing shown.

    Only what can still be done: a preview of what has sold out meanwhile would promise it.
    """
    for one in _waiting(state)[-1:]:
        if await _can_be_done(one, state.context):
            return (preview_text(deps, one, state.context.language),)
    return ()


def _waiting(state: TurnState) -> list[Proposal]:
    """What still waits for the customer's word, the newest last."""
    return [one.proposal for one in state.transcript.open_proposals if one.proposal.is_open_at(state.context.now)]


async def _can_be_done(proposal: Proposal, context: ToolContext) -> bool:
    """The same draft on live state comes to the same; one with an option open is checked once it is named."""
    try:
        return proposal.command is None or await holds(proposal, proposal.command, context)
    except Refused:
        return False


def _to_a_person(
    state: TurnState, reason: HandoffReason, deps: Deps, confidence: Confidence, ask: str | None = None
) -> Turn:
    said = state.transcript.in_one_line
    order = HandoffOrder(reason=reason, ask=ask or said, tried=state.tools_used)
    text = handoff_text(deps, reason, state.context.language)
    return Turn(saw=_saw(state), texts=(text,), handoff=order, status="human", basis=_basis(state, confidence))


def _basis(state: TurnState, confidence: Confidence) -> Basis:
    return Basis(
        decided_by=state.move.model if state.move else "none",
        prompt_version=state.prompt_version,
        passages=state.passages,
        tools=state.tools_used,
        confidence=round(confidence.value, 3),
        reasons=confidence.reasons,
        usage=state.usage,
        spared=state.move.spared if state.move else Usage(),
    )


def _with_card_notice(turn: Turn, transcript: Transcript, deps: Deps) -> Turn:
    """A card number beside a request: the request is answered, and the customer is told kindly (S69)."""
    notice = say(deps, "card_removed")
    if "[card removed]" not in transcript.said or not turn.texts or notice in turn.texts:
        return turn
    return turn.model_copy(update={"texts": (notice, *turn.texts)})


def _saw(state: TurnState) -> tuple[str, ...]:
    return tuple(text.id for text in state.transcript.new)
