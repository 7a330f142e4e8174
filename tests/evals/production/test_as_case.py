"""A record is a case on its own day, whose claim is what really happened."""

from __future__ import annotations

from typing import Any

from evals.case import Case
from evals.production.as_case import case_of, done_of, handed_over
from evals.production.course import course_of
from evals.world import start_of, world_of
from tests.evals.production.talks import agent, customer, record
from tests.scene import NOW
from tools.demo.world import World


def case(**keys: Any) -> Case:
    found = record(customer("return it"), agent("Done."), **keys)
    return case_of(found, course_of(found))


def test_it_begins_when_and_where_it_began() -> None:
    found = case(label="bad")
    assert start_of(found.clock) == NOW and found.tags == ("bad", "smear")
    world = world_of(found.world, NOW)
    assert isinstance(world, World) and {one.number for one in world.orders} == {"12348"}


def test_it_expects_what_the_agent_did_and_nothing_that_others_did() -> None:
    effects = [
        {"action": "return_items", "state": "done", "turn": "turn-0"},
        {"action": "cancel_order", "state": "refused", "turn": "turn-0"},
        {"action": "change_address", "state": "done", "turn": None, "actor": "kim"},
    ]
    found = record(customer("return it"), agent("Done."), effects=effects)
    assert done_of(found) == ("return_items",) and handed_over(found) == ()
    end = case(effects=effects).end
    assert end is not None and (end.effects, end.handoff_reasons) == (("return_items",), ())


def test_a_card_that_was_turned_down_is_turned_down_again() -> None:
    refused = {"action": "buy", "state": "refused", "refusal": "card_declined", "command": {"card_id": "card-x"}}
    assert case(effects=[refused]).world.declined_cards == ("card-x",)
    assert case().world.declined_cards is None
