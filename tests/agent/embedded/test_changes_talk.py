"""Talk about changing an order before it arrives."""

from __future__ import annotations

import pytest

from tests.agent.embedded.thread import thread
from tests.scene import DANAI, MAYA, PRIYA, STEPHANIE, YAN


async def test_cancelling_with_two_open_orders_asks_which() -> None:
    play = thread(PRIYA)
    (question,) = await play.text("cancel my order")
    assert "#12349" in question and "#12350" in question
    (preview,) = await play.text("the runner one")
    assert "#12349" in preview and "CONFIRM" in preview


async def test_one_line_of_several_is_not_the_whole_order() -> None:
    play = thread(MAYA)
    (question,) = await play.text("cancel the socks")
    assert "as a whole" in question and play.turns[-1].proposal is None
    (preview,) = await play.text("yes")
    assert "CONFIRM" in preview and play.effects == []


async def test_after_the_scan_the_open_way_is_said() -> None:
    (said,) = await thread(DANAI).text("can you cancel my order")
    assert "already left our warehouse" in said


async def test_a_change_without_its_target_is_asked_for() -> None:
    play = thread(STEPHANIE)
    (question,) = await play.text("change my order please")
    assert "size" in question
    (preview,) = await play.text("a 9")
    assert "from 8 to 9" in preview


async def test_a_delivered_size_change_is_an_exchange() -> None:
    (preview,) = await thread(YAN).text("I ordered 8.5 but need 9, can you change it")
    assert "exchange" in preview and "8.5 for 9" in preview


async def test_who_is_between_two_sizes_is_asked() -> None:
    play = thread(STEPHANIE)
    (question,) = await play.text("can I still change the size? my foot is between 8 and 9")
    assert "What size" in question and play.effects == []


@pytest.mark.parametrize(
    "text",
    [
        "do you think I should get an 8.5",
        "I might need a 9",
        "would an 8.5 be better for me?",
        "cancel my order? no way, I love them",
        "I'd like to know how to cancel",
        "did you cancel my order?",
        "why did you change my order to a 9",
        "what happens if I cancel my order",
        "my sister cancelled her order",
    ],
)
async def test_wondering_telling_and_asking_change_nothing(text: str) -> None:
    play = thread(STEPHANIE)
    await play.text(text)
    assert play.effects == [] and play.turns[-1].proposal is None


async def test_taking_an_item_out_is_offered_to_a_person() -> None:
    (said,) = await thread(MAYA).text("keep my order but drop the socks")
    assert "take out" in said


async def test_a_color_is_asked_for_by_name() -> None:
    play = thread(PRIYA)
    (question,) = await play.text("I want to change the color of my runner")
    assert "color" in question
    (preview,) = await play.text("clay")
    assert "8 Slate to 8 Clay" in preview


async def test_a_quantity_is_changed() -> None:
    (preview,) = await thread(PRIYA).text("make it 2 of the chalk in my order")
    assert "from 1 to 2" in preview and "BUY" in preview


async def test_an_address_is_put_together_from_pieces() -> None:
    play = thread(PRIYA)
    await play.text("I need to change the shipping address")
    await play.text("the runner one")
    (rest,) = await play.text("55 Cedar Lane")
    assert "55 Cedar Lane" in rest
    (preview,) = await play.text("Portland OR 97201")
    assert "55 Cedar Lane, Portland, OR 97201" in preview and "#12349" in preview


async def test_adding_an_item_is_offered_to_a_person() -> None:
    play = thread(STEPHANIE)
    (question,) = await play.text("can you add socks to my order")
    assert "not add" in question
    await play.text("yes")
    handoff = play.turns[-1].handoff
    assert handoff is not None and "add socks" in handoff.ask


async def test_two_items_are_taken_one_at_a_time() -> None:
    play = thread(MAYA)
    said = await play.text("swap the drago for an 8.5 and the socks for a large")
    assert "One thing at a time" in said[0]
    assert "8.5" in said[-1] and "Crag Socks" not in said[-1]


async def test_a_refused_act_is_not_done() -> None:
    play = thread(STEPHANIE)
    (said,) = await play.text("I don't want to cancel my order, just checking when it comes")
    assert "#12346" in said and play.turns[-1].proposal is None and play.effects == []
    (kept,) = await thread(STEPHANIE).text("don't cancel my order")
    assert "nothing was changed" in kept
