"""What was spared is what the same requests would have read and written."""

from __future__ import annotations

from agent.cascade_spared import spared
from agent.model import ChatLine, ModelRequest
from agent.tokens import LINE_TOKENS, TokenCounter
from tests.scene import calls, says, user

TOKENS = TokenCounter()
SYSTEM = ChatLine(role="system", content="You are a shop. " * 40)
TOOL = {"type": "function", "function": {"name": "find_orders", "parameters": {}}}


def test_an_answer_at_once_spares_one_request() -> None:
    request = ModelRequest(lines=(SYSTEM, user("hi")), tools=(TOOL,), thread_id="t")
    found = spared(request, says("Hello there."), TOKENS)
    assert found.prompt_tokens == TOKENS.count_lines(request.lines, request.tools)
    assert found.cached_tokens == 0
    assert found.completion_tokens == TOKENS.count_text("Hello there.")


def test_an_answer_after_a_look_spares_two_of_which_the_second_repeats_the_first() -> None:
    look = ChatLine(role="assistant", calls=calls("find_orders").calls)
    result = ChatLine(role="tool", call_id=look.calls[0].id, content='{"ok": true}')
    request = ModelRequest(lines=(SYSTEM, user("hi"), look, result), tools=(), thread_id="t")
    found = spared(request, says("It ships Friday."), TOKENS)
    first, second = TOKENS.count_lines(request.lines[:2]), TOKENS.count_lines(request.lines)
    assert (found.prompt_tokens, found.cached_tokens) == (first + second, first)
    assert found.completion_tokens == TOKENS.count_line(look) - LINE_TOKENS + TOKENS.count_text("It ships Friday.")
