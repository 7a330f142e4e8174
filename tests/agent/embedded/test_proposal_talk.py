"""Talk while a proposal waits."""

from __future__ import annotations

from datetime import timedelta

from tests.agent.embedded.thread import thread
from tests.scene import MAYA, NOW, PRIYA, YAN
from tools.demo.world import World


def delivered(world: World) -> World:
    """Maya's two items came yesterday."""
    came = NOW - timedelta(days=1)
    return world.model_copy(
        update={
            "orders": tuple(
                one.model_copy(
                    update={
                        "state": "delivered",
                        "tracking": one.tracking.model_copy(update={"scanned_at": came, "delivered_at": came}),
                    }
                )
                if one.number == "12347" and one.tracking
                else one
                for one in world.orders
            )
        }
    )


async def test_another_size_is_proposed_anew() -> None:
    play = thread(YAN)
    await play.text("exchange the drago for a 9")
    (preview,) = await play.text("no, a 9.5")
    assert "8.5 for 9.5" in preview
    await play.text("CONFIRM")
    assert play.effects == ["exchange_item"]


async def test_the_other_order_is_proposed_instead() -> None:
    play = thread(PRIYA)
    await play.text("cancel the order")
    await play.text("the first one")
    (preview,) = await play.text("no wait, the other one")
    assert "#12349" in preview and "CONFIRM" in preview


async def test_a_change_of_mind_closes_what_waits() -> None:
    for refusal in ("actually never mind", "cancel that"):
        play = thread(YAN)
        await play.text("i want to return my order")
        (said,) = await play.text(refusal)
        assert "nothing was changed" in said
        assert not play.transcript().open_proposals
        await play.text("CONFIRM")
        assert play.effects == []


async def test_a_question_is_answered_and_the_preview_stays() -> None:
    play = thread(YAN)
    await play.text("i want to return my order")
    said = await play.text("how long until I get the money?")
    assert "refund" in said[0].casefold()
    await play.text("CONFIRM")
    assert play.effects == ["return_items"]


async def test_another_wish_replaces_the_proposal() -> None:
    play = thread(YAN)
    await play.text("I want to exchange the drago")
    (preview,) = await play.text("no, I want my money back instead")
    assert "return" in preview
    await play.text("CONFIRM")
    assert play.effects == ["return_items"]


async def test_the_item_that_was_meant_is_returned_instead() -> None:
    play = thread(MAYA, world=delivered)
    await play.text("i want to return the drago")
    (preview,) = await play.text("no sorry i meant the socks")
    assert "Crag Socks M" in preview and "Drago" not in preview
    await play.text("CONFIRM")
    assert play.effects == ["return_items"]


async def test_meaning_what_is_shown_already_shows_it_again() -> None:
    play = thread(MAYA, world=delivered)
    await play.text("i want to return the drago")
    said = await play.text("yes i meant the drago")
    assert "Scarpa Drago 9" in said[-1] and "Socks" not in said[-1]
