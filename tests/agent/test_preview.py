"""A preview is rendered by code and names everything that is agreed on."""

from __future__ import annotations

from agent.outcome import TextKind
from agent.preview import preview_text
from agent.turn import open_context
from tests.scene import YAN, play
from tools.command import ReturnItems
from tools.drafts.draft import draft, draft_exchange_choice
from tools.money import dollars


async def test_it_names_order_money_and_word() -> None:
    thread, _ = play(YAN)
    context = await open_context(thread.transcript(), thread.deps)
    command = ReturnItems(order="12348", line_ids=("12348-1",), refund=dollars("199.00"))
    proposal = await draft(command, context)
    text = preview_text(thread.deps, proposal)
    assert text.kind is TextKind.PREVIEW and text.proposal_id == proposal.id
    assert all(word in text.body for word in ("12348", "$199.00", "CONFIRM"))


async def test_an_open_option_is_asked_for() -> None:
    thread, _ = play(YAN)
    context = await open_context(thread.transcript(), thread.deps)
    proposal = await draft_exchange_choice("12348", "12348-1", context)
    text = preview_text(thread.deps, proposal)
    assert text.ask is not None and text.ask.missing == "size" and "9" in text.ask.options
