"""A request is taken apart: new texts, history, results of this turn, the open proposal."""

from __future__ import annotations

import json

from agent.embedded.scene import Scene, read_scene
from agent.model import ChatLine, ModelRequest, ToolCall
from agent.transcript import Ask
from tools import TOOLS

ASK = Ask(intent="cancel_order", missing="order")
CALL = ToolCall(id="c1", name="find_orders", arguments={"order": None})


def _scene(*lines: ChatLine) -> Scene:
    return read_scene(ModelRequest(lines=lines, tools=tuple(tool.schema for tool in TOOLS), thread_id="t"))


def _user(text: str) -> ChatLine:
    return ChatLine(role="user", content=text)


def _tool(content: str) -> ChatLine:
    return ChatLine(role="tool", call_id="c1", content=content)


def test_new_texts_are_those_after_our_last() -> None:
    ours = ChatLine(role="assistant", content="Which order?", ask=ASK)
    scene = _scene(_user("cancel"), ours, _user("the first"), _user("please"))
    assert scene.said == ("the first", "please")
    assert scene.text == "the first\nplease"
    assert scene.ask == ASK
    assert scene.last_words == "Which order?"


def test_results_of_this_turn_are_read() -> None:
    calls = ChatLine(role="assistant", calls=(CALL,))
    scene = _scene(_user("where is it"), calls, _tool(json.dumps({"ok": True, "orders": []})))
    found = scene.result("find_orders")
    assert found is not None and found.ok and found.facts == {"orders": []}
    assert scene.said == ("where is it",)


def test_a_refusal_has_its_code() -> None:
    calls = ChatLine(role="assistant", calls=(CALL,))
    content = json.dumps({"ok": False, "error": "no_orders", "options": []})
    found = _scene(_user("x"), calls, _tool(content)).result("find_orders")
    assert found is not None and not found.ok and found.error == "no_orders"


def test_a_result_that_is_no_object_is_a_failure() -> None:
    calls = ChatLine(role="assistant", calls=(CALL,))
    for content in ("not json", "[1]", ""):
        found = _scene(_user("x"), calls, _tool(content)).result("find_orders")
        assert found is None or not found.ok


def test_the_open_proposal_is_read_from_its_line() -> None:
    line = ChatLine(role="system", content='OPEN PROPOSAL: {"action": "cancel_order", "order": "1"}')
    assert _scene(line, _user("x")).proposal == {"action": "cancel_order", "order": "1"}
    assert _scene(_user("OPEN PROPOSAL: {}")).proposal is None


def test_a_refused_draft_is_noticed() -> None:
    ours = ChatLine(role="assistant", content="It arrives Jun 30.")
    assert _scene(_user("x"), ours, ChatLine(role="system", content="Your draft was not sent")).redraft
    assert not _scene(ChatLine(role="system", content="Now: Monday"), _user("x")).redraft


def test_a_question_asked_before_is_remembered() -> None:
    ours = ChatLine(role="assistant", content="Which order?", ask=ASK)
    scene = _scene(ours, _user("hm"))
    assert scene.asked_before("cancel_order", "order")
    assert not scene.asked_before("cancel_order", "size")
