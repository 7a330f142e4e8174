"""Ways to move: calls once, questions never twice, refusals in words, and a person when there are none."""

from __future__ import annotations

from agent.embedded.scene import Result, Scene
from agent.model import ChatLine, Move, ToolCall
from agent.transcript import Ask
from tests.agent.embedded.thread import ALL_TOOLS, talk

CALL = ToolCall(id="1", name="cancel_order", arguments={"order": None})


def _scene(*results: Result, ask: Ask | None = None, tools: frozenset[str] = ALL_TOOLS) -> Scene:
    before = (ChatLine(role="assistant", content="?", ask=ask),) if ask else ()
    return Scene(("cancel it",), before, results, None, redraft=False, tools=tools)


def test_a_call_is_made_once() -> None:
    first = talk("cancel it", scene=_scene()).once("find_orders", order=None)
    assert isinstance(first, Move) and first.calls[0].name == "find_orders"
    done = Result(first.calls[0], True, "", {"orders": []})
    assert talk("cancel it", scene=_scene(done)).once("find_orders", order=None) is done


def test_another_argument_is_another_call() -> None:
    done = Result(ToolCall(id="1", name="track_order", arguments={"order": "1"}), True, "", {})
    assert isinstance(talk("x", scene=_scene(done)).once("track_order", order="2"), Move)


def test_a_question_of_a_tool_becomes_ours() -> None:
    facts = {"options": ["#1 (A)", "#2 (B)"], "order": "", "item": "", "wanted": ""}
    which = Result(CALL, False, "which_order", facts)
    move = talk("cancel it", scene=_scene(which), intent="cancel_order").propose("cancel_order", order=None)
    assert move.text and "#1 (A)" in move.text
    assert move.ask == Ask(intent="cancel_order", missing="order", options=("#1 (A)", "#2 (B)"))


def test_the_same_question_is_not_asked_twice() -> None:
    ask = Ask(intent="cancel_order", missing="order")
    move = talk("cancel it", scene=_scene(ask=ask), intent="cancel_order").ask("Which order?", "order")
    assert move.calls[0].name == "hand_over"


def test_a_refusal_offers_the_way_that_is_open() -> None:
    facts = {"order": "12348", "item": "", "options": [], "instead": "return", "days": "", "last_day": ""}
    refused = Result(CALL, False, "already_scanned", facts)
    move = talk("cancel it", scene=_scene(refused), intent="cancel_order").propose("cancel_order", order=None)
    assert move.ask == Ask(intent="return_order", missing="go_ahead", known={"order": "12348"})


def test_what_has_no_words_goes_to_a_person() -> None:
    strange = Result(CALL, False, "unavailable", {})
    move = talk("cancel it", scene=_scene(strange)).propose("cancel_order", order=None)
    assert move.calls[0].name == "hand_over"


def test_a_turn_without_the_tool_is_answered_as_if_there_were_nothing() -> None:
    answer = talk("x", scene=_scene(tools=frozenset({"search_products"}))).once("find_orders", order=None)
    assert isinstance(answer, Result) and answer.error == "no_orders"


def test_two_dead_ends_bring_a_person() -> None:
    first = talk("x").ask_person("Shall I ask a person?")
    assert first.ask is not None and first.ask.missing == "person"
    second = talk("x", scene=_scene(ask=first.ask)).ask_person("Shall I ask a person?")
    assert second.calls[0].arguments["reason"] == "no_answer"


def test_a_handoff_says_what_it_is_about_in_one_line() -> None:
    move = talk("one\ntwo " + "x" * 300).hand_over("other")
    assert move.calls[0].arguments["ask"].startswith("one two") and len(move.calls[0].arguments["ask"]) <= 180
