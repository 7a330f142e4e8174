"""Tests of tools.subscriptions."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.demo.people import LEE, MAYA


async def test_subscriptions_are_listed_by_their_next_charge() -> None:
    facts = await (await desk(LEE)).facts("list_subscriptions")
    assert [one["item"] for one in facts["subscriptions"]] == ["Loose Chalk 300 g", "Liquid Chalk 200 ml"]


@pytest.mark.parametrize(
    ("name", "said", "action"),
    [
        ("skip_subscription", {"item": "loose chalk"}, "skip_subscription"),
        ("swap_subscription", {"item": "loose", "to_item": "liquid chalk"}, "swap_subscription"),
        ("delay_subscription", {"item": "liquid", "to_date": "2027-01-05"}, "reschedule_subscription"),
        ("cancel_subscription", {"item": "liquid"}, "cancel_subscription"),
    ],
)
async def test_each_change_is_proposed_and_done(name: str, said: dict[str, str], action: str) -> None:
    here = await desk(LEE)
    proposal = await here.proposal(name, **said)
    assert (proposal.action, proposal.preview) == (action, action)
    assert (await here.done(proposal)).section == action


@pytest.mark.parametrize("name", ["skip_subscription", "cancel_subscription"])
async def test_one_of_two_is_asked_about(name: str) -> None:
    here = await desk(LEE)
    assert (await here.asked(name)).code == "which_subscription"


async def test_the_only_one_left_needs_no_name() -> None:
    here = await desk(LEE)
    await here.done(await here.proposal("cancel_subscription", item="liquid"))
    assert (await here.proposal("skip_subscription")).facts["item"] == "Loose Chalk 300 g"


@pytest.mark.parametrize(
    ("to_date", "code"),
    [("", "which_date"), ("next week", "bad_date"), ("2027-02-30", "bad_date"), ("5/1", "bad_date")],
)
async def test_a_day_that_is_none_is_asked_about(to_date: str, code: str) -> None:
    asked = await (await desk(LEE)).asked("delay_subscription", item="loose", to_date=to_date)
    assert (asked.code, asked.facts["item"]) == (code, "Loose Chalk 300 g")


async def test_a_day_in_the_past_is_refused() -> None:
    refused = await (await desk(LEE)).refused("delay_subscription", item="loose", to_date="2026-11-25")
    assert refused.code == "bad_date"


async def test_what_should_come_instead_must_be_sold() -> None:
    here = await desk(LEE)
    assert (await here.asked("swap_subscription", item="loose", to_item="hoverboard")).code == "unknown_product"
    assert (await here.refused("swap_subscription", item="loose", to_item="resole kit")).code == "not_subscribable"


@pytest.mark.parametrize("name", ["list_subscriptions", "skip_subscription", "cancel_subscription"])
async def test_who_has_none_is_told_so(name: str) -> None:
    assert (await (await desk(MAYA)).asked(name)).code == "no_subscriptions"
