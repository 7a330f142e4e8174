"""The model behind its port: the same lines give the same move, with tools or without, with an encoder or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.embedded.model import EmbeddedModel
from agent.model import ChatLine, Model, ModelRequest
from agent.testing import FixedClock
from evals.play import Play
from prompts.library import Prompts
from tests.agent.embedded.thread import articles, model
from tests.scene import NOW, PRIYA, YAN, play
from tools import TOOLS
from tools.base import Effect

SCHEMAS = tuple(tool.schema for tool in TOOLS)


def _request(*texts: str) -> ModelRequest:
    lines = tuple(ChatLine(role="user", content=text) for text in texts)
    return ModelRequest(lines=lines, tools=SCHEMAS, thread_id="t")


async def test_it_is_a_model() -> None:
    one: Model = model()
    assert one.name == "embedded"
    assert (await one.move(_request("hi"))).model == "embedded"


async def test_it_looks_at_the_own_orders_before_it_acts() -> None:
    move = await model().move(_request("cancel my order"))
    assert move.calls[0].name == "find_orders"
    assert all(tool.effect is Effect.READS for tool in TOOLS for call in move.calls if tool.name == call.name)
    assert move.text is None and move.confidence is None


async def test_the_same_lines_give_the_same_move() -> None:
    assert await model().move(_request("cancel my order")) == await model().move(_request("cancel my order"))


@pytest.mark.parametrize("text", ["", "   ", "?", "\U0001f937", "\ud83d", "x" * 3000, "[photo]", "\u0000", "1/2 @ #"])
async def test_no_text_makes_it_fail(text: str) -> None:
    move = await model().move(_request(text))
    assert move.text or move.calls


async def test_a_request_without_any_text_is_answered() -> None:
    move = await model().move(ModelRequest(lines=(), tools=SCHEMAS, thread_id="t"))
    assert move.text or move.calls


async def test_a_text_can_be_understood_by_itself() -> None:
    reading = model().understand("cancel my order")
    assert reading.intent == "cancel_order" and reading.confidence > 0.9


async def test_without_an_encoder_the_main_requests_still_work(tmp_path: Path) -> None:
    lexical = EmbeddedModel(Prompts("smear"), None, FixedClock(NOW), tmp_path)
    cancelling: Play = play(PRIYA, lexical, passages=articles())[0]
    (question,) = await cancelling.text("please cancel my order")
    assert "#12349" in question and "#12350" in question
    returning: Play = play(YAN, lexical, passages=articles())[0]
    (preview,) = await returning.text("I want to return my order")
    assert "#12348" in preview and "CONFIRM" in preview
