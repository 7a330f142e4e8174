"""Another size or color of an own item is a change, whatever the words sound like; what is bought besides is not."""

from __future__ import annotations

import pytest

from tests.agent.embedded.test_conversations import proposed
from tests.agent.embedded.thread import thread
from tests.scene import PRIYA, YAN


@pytest.mark.parametrize("said", ["runners in clay pls not slate", "the trailhead ones, can i get a 9, same color"])
async def test_another_option_of_an_own_item_changes_its_order(said: str) -> None:
    play = thread(PRIYA)
    await play.text(said)
    done = play.effects == ["change_item"]
    assert done or proposed(play) == ("change_item", "12349")


async def test_what_is_delivered_becomes_an_exchange() -> None:
    play = thread(YAN)
    await play.text("need these in a 9 theyre killing my toes")
    assert proposed(play) == ("exchange_item", "12348")


async def test_another_pair_is_no_change() -> None:
    play = thread(PRIYA)
    await play.text("i want another pair of trailhead runners in clay")
    assert play.effects == [] and proposed(play)[0] != "change_item"
