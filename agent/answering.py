"""How an open proposal is answered: confirmed, declined, chosen, or left to the model."""

from __future__ import annotations

from agent.confirm import Confirmation, Reading, read_confirmation
from agent.deps import Deps
from agent.outcome import EffectOrder, OutText, TextKind, Turn
from agent.preview import preview_text
from agent.transcript import OpenProposal, Speaker, Text, Transcript
from agent.voice import say
from agent.word import printed
from tools.base import Refused, ToolContext, ToolError
from tools.drafts.draft import draft
from tools.proposal import Proposal

BARE_WORDS = frozenset(("confirm", "confirmed", "buy", "confirmar", "comprar"))
SILENT_KINDS = frozenset((TextKind.HELP.value,))


async def answer_proposal(
    transcript: Transcript, texts: tuple[Text, ...], context: ToolContext, deps: Deps
) -> Turn | None:
    """A turn settled by the customer's word on the open proposal, or None where a model has to read it."""
    saw = tuple(text.id for text in transcript.new)
    live = [one for one in transcript.open_proposals if one.proposal.is_open_at(context.now)]
    if not live:
        return await _nothing_open(transcript, texts, saw, context, deps)
    reading, last = _reading(texts, live, transcript)
    if reading is None or last is None:
        return None
    shown = live[0].proposal
    match reading.reading:
        case Reading.CONFIRMS if reading.command is not None:
            order = EffectOrder(proposal=shown, command=reading.command, basis="confirmed", confirming_text_id=last.id)
            return Turn(saw=saw, effect=order)
        case Reading.DECLINES:
            return Turn(saw=saw, void_proposals=(shown.id,), texts=(say(deps, "kept", language=context.language),))
        case Reading.NEEDS_WORD:
            return Turn(
                saw=saw, texts=(_again(deps, context, "needs_word", shown, word=printed(shown.word, context.language)),)
            )
        case Reading.NEEDS_CHOICE if shown.choice is not None:
            values = ", ".join(shown.choice.values)
            return Turn(
                saw=saw,
                texts=(_again(deps, context, "needs_choice", shown, option=shown.choice.option, values=values),),
            )
        case Reading.CHOOSES if reading.command is not None:
            return await _chosen(saw, shown, reading, context, deps)
    return None


async def confirmed_to_a_person(
    transcript: Transcript, texts: tuple[Text, ...], context: ToolContext, deps: Deps
) -> Turn | None:
    """What the customer agreed to where a colleague showed the preview; every other answer is the colleague's (S83)."""
    ours = [text for text in transcript.texts if not text.inbound and text.kind not in SILENT_KINDS]
    by_a_person = bool(ours) and ours[-1].speaker is Speaker.PERSON and ours[-1].proposal_id is not None
    if not texts or not by_a_person or any(text.media_count for text in transcript.new):
        return None
    turn = await answer_proposal(transcript, texts, context, deps)
    if turn is None or turn.effect is None:
        return None
    return turn.model_copy(update={"effect": turn.effect.model_copy(update={"basis": "confirmed_to_person"})})


def _reading(
    texts: tuple[Text, ...], live: list[OpenProposal], transcript: Transcript
) -> tuple[Confirmation | None, Text | None]:
    """What all new texts together say; one of them that changes something takes the burst to the model."""
    if len(live) != 1 or not _was_shown_last(live[0], texts, transcript):
        return None, None
    preview = _last_sent(transcript)
    readings = [read_confirmation(text.body, live[0].proposal, preview.body if preview else "") for text in texts]
    if any(one.reading is Reading.OTHER for one in readings):
        return None, None
    if len({(one.reading, one.command) for one in readings}) != 1:
        return None, None
    return readings[-1], texts[-1]


def _was_shown_last(one: OpenProposal, texts: tuple[Text, ...], transcript: Transcript) -> bool:
    """The carrier took the preview before these texts came, and we sent nothing else since (W4, W5, S65).

    The legal HELP text in between does not count: it must work in the middle of any flow (S12).
    """
    if one.previewed_at is None or any(text.at < one.previewed_at for text in texts):
        return False
    last = _last_sent(transcript)
    return last is not None and last.proposal_id == one.proposal.id


def _last_sent(transcript: Transcript) -> Text | None:
    """Our last text that is no legal answer."""
    ours = [text for text in transcript.texts if not text.inbound and text.kind not in SILENT_KINDS]
    return ours[-1] if ours else None


async def _nothing_open(
    transcript: Transcript, texts: tuple[Text, ...], saw: tuple[str, ...], context: ToolContext, deps: Deps
) -> Turn | None:
    """A bare CONFIRM or BUY with nothing to confirm changes nothing; an expired preview is shown afresh (S65)."""
    bare = all(text.body.strip(" .!").casefold() in BARE_WORDS for text in texts)
    if not bare:
        return None
    expired = _expired_and_shown_last(transcript)
    if expired is not None and expired.command is not None:
        try:
            fresh = await draft(expired.command, context)
        except ToolError:
            return Turn(saw=saw, texts=(say(deps, "nothing_to_confirm", language=context.language),))
        return Turn(
            saw=saw,
            proposal=fresh,
            texts=(say(deps, "expired", language=context.language), preview_text(deps, fresh, context.language)),
        )
    ours = transcript.last_outbound
    section = "already_done" if ours and ours.kind == TextKind.RECEIPT else "nothing_to_confirm"
    return Turn(saw=saw, texts=(say(deps, section, language=context.language),))


def _expired_and_shown_last(transcript: Transcript) -> Proposal | None:
    ours = [text for text in transcript.texts if not text.inbound and text.kind not in SILENT_KINDS]
    shown = ours[-1].proposal_id if ours else None
    return next((one.proposal for one in transcript.open_proposals if one.proposal.id == shown), None)


async def _chosen(
    saw: tuple[str, ...], shown: Proposal, reading: Confirmation, context: ToolContext, deps: Deps
) -> Turn:
    """The option was named without a yes: the complete proposal replaces the open one and is previewed."""
    assert reading.command is not None
    try:
        fresh = await draft(reading.command, context)
    except Refused as refusal:
        words = deps.prompts.template("refusals", refusal.code, context.language).render(**refusal.facts)
        return Turn(saw=saw, void_proposals=(shown.id,), texts=(OutText(body=words),))
    return Turn(
        saw=saw, proposal=fresh, void_proposals=(shown.id,), texts=(preview_text(deps, fresh, context.language),)
    )


def _again(deps: Deps, context: ToolContext, section: str, shown: Proposal, **values: object) -> OutText:
    """A reminder that keeps the proposal the last thing shown."""
    text = say(deps, section, TextKind.PREVIEW, context.language, **values)
    return text.model_copy(update={"proposal_id": shown.id})
