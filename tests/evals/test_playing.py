"""A case is played as it is written: pauses move the clock, people own threads, and the shop changes meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.testing import ScriptedModel
from evals.case import Case
from evals.scorers.end_state import end_state
from evals.scorers.facts import facts
from evals.suite import CASES, load_suite
from evals.world import PatchError
from tests.agent.embedded.thread import articles, model
from tests.evals.stage import case, played
from tests.scene import calls
from tools.demo.world import demo_world

RETURN = {"text": "return my order", "expect": {"previews": "return_items"}}


def returning() -> ScriptedModel:
    return ScriptedModel([calls("return_items", order=None, items=None)])


async def test_a_confirmed_return_leaves_its_effect_and_its_preview_behind() -> None:
    found = await played(case(RETURN, {"text": "CONFIRM"}), returning())
    assert found.effects == ("return_items",) and [one.previews for one in found.answers] == ["return_items", None]
    assert [one.effect for one in found.answers] == [None, "return_items"] and "return_items" in found.tools


async def test_a_pause_moves_the_clock_past_the_proposal() -> None:
    found = await played(case(RETURN, {"text": "CONFIRM", "wait": "31m"}), returning())
    assert found.effects == () and found.answers[1].at - found.started_at == timedelta(minutes=31)


async def test_a_person_owns_the_thread_until_they_hand_it_back() -> None:
    steps = ({"person": "Hi, Kim here."}, {"text": "HELLO"}, {"person": "Bye.", "hands_back": True}, {"text": "HELP"})
    found = await played(case(*steps, end={"changes": {}}))
    assert found.answers[0].bodies == () and found.answers[1].bodies != ()


async def test_who_answers_changes_without_a_word() -> None:
    steps = ({"owner": "person"}, {"text": "HELLO"}, {"owner": "agent"}, {"text": "HELP"})
    found = await played(case(*steps, end={"changes": {}}))
    assert found.answers[0].bodies == () and found.answers[1].bodies != ()


async def test_a_case_is_played_against_exactly_the_shop_that_was_frozen() -> None:
    then = datetime(2025, 11, 3, 18, 0, 30, tzinfo=UTC)
    frozen = demo_world(then).model_dump(mode="json")
    clock, world = {"on": "2025-11-03", "at": "10:00:30"}, {"frozen": frozen, "stock": {"scarpa-drago-9": 7}}
    found = await played(case({"text": "HELP"}, clock=clock, world=world, end={"changes": {}}))
    assert found.started_at == then and found.start["stock"]["scarpa-drago-9"] == 7
    placed = next(one.placed_at for one in demo_world(then).orders if one.number == "12348")
    assert found.start["orders"]["12348"]["placed_at"] == placed
    assert end_state(found).perfect


async def test_an_event_changes_the_shop_in_the_middle() -> None:
    event = {"event": {"orders": {"12348": {"state": "in_transit"}}, "stock": {"scarpa-drago-9": 0}}}
    found = await played(case(event, {"text": "HELP"}, end={"changes": {}}))
    assert found.end["orders"]["12348"]["state"] == "in_transit" and found.end["stock"]["scarpa-drago-9"] == 0


async def test_an_event_about_no_order_is_refused() -> None:
    event = {"event": {"orders": {"99999": {"state": "delivered"}}}}
    with pytest.raises(PatchError, match="99999"):
        await played(case(event, {"text": "HELP"}, end={"changes": {}}))


async def test_stop_is_remembered_and_a_handoff_keeps_its_reason() -> None:
    assert (await played(case({"text": "STOP"}, end={"consent": "opt_out"}))).consent == "opt_out"
    assert (await played(case({"text": "human please"}, end={"handoff": "any"}))).handoffs == ("asked_for_person",)


@pytest.mark.parametrize("one", load_suite(CASES / "founding.yaml").cases, ids=lambda one: one.id)
async def test_the_founding_suite_comes_out_as_it_says(one: Case) -> None:
    found = await played(one, model(), passages=articles())
    assert one.end is not None and found.effects == one.end.effects and not found.handoffs
    assert end_state(found).perfect and facts(found).perfect, (end_state(found), facts(found))
