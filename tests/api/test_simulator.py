"""The simulated carrier behaves as a carrier: SIDs, statuses, opt-outs, faults."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from api.carrier import CarrierBusy, CarrierRefused, CarrierSilent, Media, Outgoing
from api.simulator import Simulator
from api.testing import MemoryInbox
from tests.api.texts import BRAND_NUMBER, DANAI, NOW

HELLO = Outgoing(to=DANAI, body="hello", text_id="t1")
AT_ONCE = ((0.0, "sent"), (0.0, "delivered"))


@pytest.fixture
async def inbox() -> MemoryInbox:
    return MemoryInbox()


@pytest.fixture
async def simulator(inbox: MemoryInbox) -> AsyncIterator[Simulator]:
    made = Simulator(inbox, BRAND_NUMBER, lambda: NOW, delivery=AT_ONCE)
    yield made
    await made.close()


async def test_a_text_is_sent_and_then_delivered(simulator: Simulator, inbox: MemoryInbox) -> None:
    sid = await simulator.send(HELLO)
    await simulator.settled()
    assert [(note.sid, note.status, note.text_id) for note in inbox.notes] == [
        (sid, "sent", "t1"),
        (sid, "delivered", "t1"),
    ]
    assert (await simulator.list_sent(DANAI, NOW))[0].status == "delivered"


async def test_a_customers_text_goes_the_way_of_the_webhook(simulator: Simulator, inbox: MemoryInbox) -> None:
    arrival = await simulator.deliver(DANAI, "where is my order?")
    assert list(inbox.arrivals.values()) == [arrival]
    assert await simulator.list_inbound(NOW) == (arrival,)


async def test_faults_come_in_their_order_and_take_nothing(simulator: Simulator) -> None:
    simulator.faults.extend([CarrierBusy("slow"), CarrierRefused(30007)])
    with pytest.raises(CarrierBusy):
        await simulator.send(HELLO)
    with pytest.raises(CarrierRefused):
        await simulator.send(HELLO)
    assert await simulator.list_sent(DANAI, NOW) == ()
    assert await simulator.send(HELLO)


async def test_a_lost_answer_leaves_the_text_with_the_carrier(simulator: Simulator, inbox: MemoryInbox) -> None:
    simulator.lose_answers = 1
    with pytest.raises(CarrierSilent):
        await simulator.send(HELLO)
    assert len(await simulator.list_sent(DANAI, NOW)) == 1
    await simulator.settled()
    assert inbox.notes[-1].status == "delivered"


async def test_an_opt_out_is_known_to_the_carrier_too(simulator: Simulator) -> None:
    await simulator.deliver(DANAI, "STOP")
    await simulator.send(HELLO)
    with pytest.raises(CarrierRefused, match="21610"):
        await simulator.send(HELLO)


async def test_a_store_that_is_full_for_a_moment_gets_the_status_later(
    simulator: Simulator, inbox: MemoryInbox
) -> None:
    inbox.full = True
    await simulator.send(HELLO)
    assert not inbox.notes
    inbox.full = False
    await simulator.settled()
    assert inbox.notes[-1].status == "delivered"


async def test_a_delivered_text_can_be_erased_and_one_under_way_cannot(simulator: Simulator) -> None:
    sid = await simulator.send(HELLO)
    with pytest.raises(CarrierRefused, match="20009"):
        await simulator.erase(sid)
    await simulator.settled()
    await simulator.erase(sid)
    assert await simulator.list_sent(DANAI, NOW) == ()


async def test_one_file_of_a_text_can_be_erased_and_the_text_stays(simulator: Simulator) -> None:
    came = await simulator.deliver(DANAI, "look", (Media(sid="ME1", content_type="image/png"),))
    for _ in range(2):
        await simulator.erase_file(came.sid, "ME1")
        assert [(one.body, one.media) for one in simulator.account.received] == [("look", ())]
