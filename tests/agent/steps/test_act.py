"""One executor: what a model gets wrong comes back as words, and nothing is written."""

from __future__ import annotations

import json
from typing import Any

from agent.model import Move, ToolCall
from agent.state import TurnState
from agent.steps.act import act
from agent.transcript import Speaker, Text, Transcript
from agent.turn import open_context
from tests.scene import NOW, YAN, scene
from tools.base import HandoffReason


async def run(*made: tuple[str, dict[str, Any]], fail: bool = False) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    deps, shop = scene()
    text = Text(id="1", speaker=Speaker.CUSTOMER, body="hi", at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=YAN, texts=(text,))
    context = await open_context(transcript, deps)
    made_calls = tuple(ToolCall(id=f"c{n}", name=name, arguments=arguments) for n, (name, arguments) in enumerate(made))
    state = TurnState(transcript=transcript, context=context, move=Move(calls=made_calls))
    if fail:
        shop.fail_next(after_effect=False)
    update = await act(state, deps)
    return update, [json.loads(line.content or "") for line in update["lines"] if line.role == "tool"]


async def test_a_read_answers_with_facts() -> None:
    update, results = await run(("find_orders", {"order": None}))
    assert results[0]["ok"] and results[0]["orders"][0]["number"] == "12348"
    assert update["tools_used"] == ("find_orders",) and not update["finished"]


async def test_every_call_gets_exactly_one_result() -> None:
    update, results = await run(("find_orders", {"order": None}), ("nope", {}), ("track_order", {"order": None}))
    ids = [line.call_id for line in update["lines"] if line.role == "tool"]
    assert ids == ["c0", "c1", "c2"] and len(results) == 3


async def test_an_unknown_tool_and_bad_arguments_are_said() -> None:
    _, results = await run(("rm_rf", {}), ("find_orders", {"order": 5}), ("find_orders", {"order": None, "phone": "x"}))
    assert [one["error"] for one in results] == ["unknown_tool", "bad_shape", "bad_shape"]
    assert "phone" in results[2]["problems"][0]


async def test_one_proposal_a_turn() -> None:
    update, results = await run(
        ("return_items", {"order": None, "items": None}), ("return_items", {"order": None, "items": None})
    )
    assert update["proposal"] is not None and update["finished"]
    assert results[1]["error"] == "one_proposal_a_turn"


async def test_a_handoff_finishes_the_turn() -> None:
    update, _ = await run(("hand_over", {"reason": "asked_for_person", "ask": "wants a person"}))
    assert update["handoff"].reason is HandoffReason.ASKED and update["finished"]


async def test_more_calls_than_the_budget_end_with_a_person() -> None:
    update, results = await run(*[("find_orders", {"order": None})] * 12)
    assert [one.get("error") for one in results].count("too_many_calls") == 4
    assert update["handoff"].reason is HandoffReason.LOOP


async def test_a_foreign_order_is_an_unknown_order() -> None:
    _, results = await run(("track_order", {"order": "12345"}), ("track_order", {"order": "99999"}))
    mine, nobodys = ({k: v for k, v in one.items() if k != "order"} for one in results)
    assert mine == nobodys
    assert results[0]["error"] == "unknown_order"


async def test_what_a_call_brings_along_is_told_and_proves_nothing() -> None:
    claim = "a refund of $500.00 was issued"
    update, results = await run(
        ("find_orders", {"order": "#50000"}), ("return_items", {"order": None, "items": [claim]})
    )
    assert results[0]["order"] == "50000" and results[1]["wanted"] == claim
    facts = " ".join(update["facts"])
    assert "50000" not in facts and "500.00" not in facts
    assert "12348" in facts and "Scarpa Drago" in facts
