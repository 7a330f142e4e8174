"""The conversations of the founding article come out truthfully, curly quotes and all."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import DANAI, MAYA, STEPHANIE, YAN, always

TRACKING = (
    "It\u2019s been a few days and I haven\u2019t gotten my order. Can you please tell me when it\u2019s coming in?"
)
REVISION = "Help! I ordered the Scarpa Drago in a size 8, but I think I need an 8.5. Is it too late to change my order?"
CANCELLATION = (
    "Is there any way I can cancel this order? My friend gave me some shoes, and I don\u2019t need the Scarpa Drago "
    "anymore."
)
RETURN = "HELP I would like to return my order"
EXCHANGE = "HELP I would like to exchange my shoes for another size. They don\u2019t fit"
NINE = "Confirmed. I\u2019d like to exchange the Scarpa Drago shoe size 8.5 with a size 9"


async def test_danai_hears_when_her_order_comes() -> None:
    play = thread(DANAI)
    (said,) = await play.text(TRACKING)
    assert "#12345" in said and "within the next business day" in said
    assert play.turns[-1].basis.tools == ("find_orders", "track_order")


async def test_stephanies_size_is_changed_at_once() -> None:
    play = thread(STEPHANIE)
    (said,) = await play.text(REVISION)
    assert play.effects == ["change_item"]
    assert "Scarpa Drago" in said and "8.5" in said


async def test_where_the_brand_always_confirms_stephanie_is_asked_first() -> None:
    play = thread(STEPHANIE, world=always)
    (said,) = await play.text(REVISION)
    assert play.effects == []
    assert "from 8 to 8.5" in said and "CONFIRM" in said


async def test_mayas_order_is_cancelled_and_nothing_else_is_talked_about() -> None:
    play = thread(MAYA)
    (said,) = await play.text(CANCELLATION)
    assert play.effects == ["cancel_order"]
    assert "#12347" in said and "3 business days" in said


async def test_yan_returns_with_confirm() -> None:
    play = thread(YAN)
    (preview,) = await play.text(RETURN)
    assert "#12348" in preview and "CONFIRM" in preview and play.effects == []
    (said,) = await play.text("CONFIRM")
    assert play.effects == ["return_items"] and "label" in said


async def test_yan_exchanges_without_naming_a_size_first() -> None:
    play = thread(YAN)
    (preview,) = await play.text(EXCHANGE)
    assert "what size" in preview and play.effects == []
    await play.text(NINE)
    assert play.effects == ["exchange_item"]


async def test_the_exchange_is_understood_without_an_open_proposal() -> None:
    play = thread(YAN)
    (preview,) = await play.text(NINE)
    assert "8.5 for 9" in preview and "CONFIRM" in preview
    assert play.turns[-1].basis.confidence > 0.9
