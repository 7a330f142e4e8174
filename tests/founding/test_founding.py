"""The conversations of the founding article come out truthfully, on either model, word for word as printed there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.fakes.openai_server import openai_server
from tests.founding.brain import brain
from tests.founding.stage import Stage, stage
from tests.scene import DANAI, KEN, LEE, MAYA, STEPHANIE, YAN


@pytest.fixture(params=["embedded", "openai"])
async def live(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:
        url = ""
        if request.param == "openai":
            url = (await stack.enter_async_context(openai_server(brain))).url
        yield await stack.enter_async_context(stage(tmp_path, openai_url=url))


async def test_order_tracking(live: Stage) -> None:
    order = await live.order("12345")
    sent = await live.text(
        DANAI, "It’s been a few days and I haven’t gotten my order. Can you please tell me when it’s coming in?"
    )
    assert len(sent) == 1 and "12345" in sent[0] and order["tracking"]["url"] in sent[0]
    assert await live.order("12345") == order


async def test_order_revision(live: Stage) -> None:
    sent = await live.text(
        STEPHANIE,
        "Help! I ordered the Scarpa Drago in a size 8, but I think I need an 8.5. Is it too late to change my order?",
    )
    order = await live.order("12346")
    assert order["lines"][0]["options"] == {"size": "8.5"} and order["state"] == "label_created"
    assert "8.5" in sent[0]


async def test_order_cancellation(live: Stage) -> None:
    sent = await live.text(
        MAYA,
        "Is there any way I can cancel this order? My friend gave me some shoes, and I don’t need the Scarpa Drago "
        "anymore.",
    )
    order = await live.order("12347")
    assert order["state"] == "cancelled"
    assert [refund["amount"]["amount"] for refund in order["refunds"]] == ["217.00"]
    assert "$217.00" in sent[0] and "3 business days" in sent[0]


async def test_order_return(live: Stage) -> None:
    asked = await live.text(YAN, "HELP I would like to return my order")
    assert "CONFIRM" in asked[0] and (await live.order("12348"))["returns"] == []
    done = await live.text(YAN, "CONFIRM")
    order = await live.order("12348")
    assert [one["state"] for one in order["returns"]] == ["label_sent"]
    assert order["returns"][0]["label_url"] in done[0] and "3-5 business days" in done[0]


async def test_order_exchange(live: Stage) -> None:
    asked = await live.text(YAN, "HELP I would like to exchange my shoes for another size. They don’t fit")
    assert "size" in asked[0] and (await live.order("12348"))["exchanges"] == []
    done = await live.text(YAN, "Confirmed. I’d like to exchange the Scarpa Drago shoe size 8.5 with a size 9")
    order = await live.order("12348")
    assert [one["to_options"] for one in order["exchanges"]] == [{"size": "9"}]
    assert order["exchanges"][0]["label_url"] in done[0]


async def test_text_to_buy_needs_a_second_word(live: Stage) -> None:
    quoted = await live.text(LEE, "RESOLE")
    assert "$45.00" in quoted[0] and "BUY" in quoted[0]
    assert "BUY" in (await live.text(LEE, "yes"))[0]
    done = await live.text(LEE, "BUY")
    order = await live.order("12358")
    assert order["customer_phone"] == LEE and order["total"] == {"amount": "45.00", "currency": "USD"}
    assert "12358" in done[0]


async def test_a_declined_card_buys_nothing(live: Stage) -> None:
    await live.text(KEN, "RESOLE")
    assert "declined" in (await live.text(KEN, "BUY"))[0]
    answer = await live.client.get("/api/orders/12358", headers={"Authorization": "Bearer the-api-token"})
    assert answer.status_code == 404


async def test_every_reply_says_what_it_rests_on(live: Stage) -> None:
    await live.text(DANAI, "how long do refunds take after a return?")
    message = (await live.thread(DANAI))["messages"][-1]
    assert message["based_on"]["decided_by"] in ("embedded", "fake-model-1")
    assert len(message["based_on"]["prompt_version"]) == 16
    assert message["delivery_status"] in ("sent", "delivered")
