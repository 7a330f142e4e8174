"""The JSON API shows what the shop and the threads hold, and takes events once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from agent.outcome import HandoffOrder
from api.errors import answer_errors
from api.json_routes import routes
from api.outbox import Outbox
from api.store import handoffs, intake
from tests.api.served import Served, served
from tests.scene import DANAI, LEE, NOBODY
from tools.base import HandoffReason
from tools.demo.people import AVERY

pytestmark = pytest.mark.both_engines


class Api:
    """A client with the right token, and what is behind it."""

    def __init__(self, client: httpx.AsyncClient, scene: Served) -> None:
        self.client = client
        self.scene = scene

    async def get(self, path: str, status: int = 200) -> Any:
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def post(self, event: dict[str, Any], status: int = 202) -> Any:
        answer = await self.client.post("/api/events", json=event)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    async with served(tmp_path, PARLEY_API_TOKEN="right") as scene:
        app = FastAPI()
        app.state.service = scene.service
        app.include_router(routes)
        answer_errors(app)
        token = {"Authorization": "Bearer right"}
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://parley", headers=token) as client:
            yield Api(client, scene)


async def test_every_route_wants_the_token(api: Api) -> None:
    for path in ("orders/12345", f"customers/{DANAI}", f"threads/{DANAI}", "escalations"):
        answer = await api.client.get(f"/api/{path}", headers={"Authorization": "Bearer wrong"})
        assert answer.status_code == 401
    assert (await api.client.post("/api/events", json={}, headers={"Authorization": ""})).status_code == 401


async def test_an_order_has_what_the_contract_lists(api: Api) -> None:
    order = await api.get("/api/orders/12345")
    assert (order["number"], order["customer_phone"], order["state"]) == ("12345", DANAI, "in_transit")
    (line,) = order["lines"]
    assert (line["item"], line["options"], line["quantity"]) == ("Scarpa Drago", {"size": "7.5"}, 1)
    assert line["price"] == {"amount": "199.00", "currency": "USD"}
    assert {"state"} <= line.keys()
    assert {"total", "refunds", "returns", "exchanges", "tracking"} <= order.keys()
    await api.get("/api/orders/99999", 404)
    await api.get("/api/orders/abc", 422)


async def test_a_customer_has_profile_consent_subscriptions_and_offers(api: Api) -> None:
    await api.scene.consents("marketing_opt_in", LEE)
    lee = await api.get(f"/api/customers/{LEE}")
    assert lee["profile"]["name"] == "Lee"
    assert lee["consent"]["marketing_consent"] is True
    assert len(lee["subscriptions"]) == 2
    assert {offer["keyword"] for offer in lee["offers"]} == {"RESOLE", "DRAGO"}
    assert await api.get(f"/api/customers/{LEE.lstrip('+')}") == lee
    await api.get(f"/api/customers/{NOBODY}", 404)


async def test_a_thread_shows_every_text_and_what_became_of_it(api: Api) -> None:
    thread_id = await api.scene.receive("where is my order?")
    await api.scene.put(thread_id, "on its way")
    await Outbox(api.scene.service).send_due()
    thread = await api.get(f"/api/threads/{DANAI}")
    assert (thread["owner"], thread["state"]) == ("agent", "waiting")
    asked, answered = thread["messages"]
    assert (asked["direction"], asked["body"], asked["delivery_status"]) == ("inbound", "where is my order?", None)
    assert (answered["direction"], answered["segments"], answered["delivery_status"]) == ("outbound", 1, "sent")
    await api.get(f"/api/threads/{NOBODY}", 404)


async def test_the_queue_is_shown_by_status(api: Api) -> None:
    thread_id = await api.scene.receive("I want a person")
    order = HandoffOrder(reason=HandoffReason.ASKED, ask="Wants a person")
    now = api.scene.clock()
    async with api.scene.service.database.writing() as session:
        await handoffs.open_new(session, thread_id, "t1", order, handoffs.Waiting(now, None))
    (waiting,) = await api.get("/api/escalations?status=open")
    assert (waiting["phone"], waiting["reason"], waiting["ask"]) == (DANAI, "asked_for_person", "Wants a person")
    assert await api.get("/api/escalations") == [waiting]
    assert await api.get("/api/escalations?status=claimed") == []
    await api.get("/api/escalations?status=lost", 422)


async def test_a_brand_that_is_not_served_here_is_not_told_of(api: Api) -> None:
    came = intake.Inbound("AC1", "SM" + "9" * 32, LEE, "another", "a secret", api.scene.clock())
    async with api.scene.service.database.writing() as session:
        thread_id = (await intake.accept(session, came, api.scene.clock(), 0)).thread_id
        order = HandoffOrder(reason=HandoffReason.ASKED, ask="a secret")
        waiting = handoffs.Waiting(api.scene.clock(), None)
        await handoffs.open_new(session, thread_id, "t9", order, waiting)
    await api.get(f"/api/threads/{LEE}", 404)
    assert await api.get("/api/escalations") == []
    ours = await api.scene.receive("hello", phone=LEE)
    assert [one["body"] for one in (await api.get(f"/api/threads/{LEE}"))["messages"]] == [
        "hello"
    ] and ours != thread_id


async def test_an_event_becomes_one_text_however_often_it_is_posted(api: Api) -> None:
    shipped = {"id": "evt-1", "type": "order_shipped", "order": "12345"}
    first, second = await api.post(shipped), await api.post(shipped)
    assert (first["created"], first["state"]) == (True, "new")
    assert (second["created"], second["state"]) == (False, "new")
    await Outbox(api.scene.service).send_due()
    (body,) = api.scene.sent()
    assert "order #12345 has shipped" in body
    (message,) = (await api.get(f"/api/threads/{DANAI}"))["messages"]
    assert (message["speaker"], message["kind"]) == ("brand", "notice")


async def test_marketing_without_consent_is_not_sent(api: Api) -> None:
    cart = {"id": "evt-2", "type": "cart_abandoned", "phone": AVERY, "product": "Scarpa Drago"}
    assert await api.post(cart) == {
        "id": "evt-2",
        "created": True,
        "state": "dropped",
        "reason": "no_marketing_consent",
    }
    await api.scene.consents("marketing_opt_in", AVERY)
    assert (await api.post({**cart, "id": "evt-3"}))["state"] == "new"
    await Outbox(api.scene.service).send_due()
    (body,) = api.scene.sent()
    assert "considering the Scarpa Drago" in body


async def test_an_event_to_somebody_who_opted_out_is_not_sent(api: Api) -> None:
    await api.scene.consents("opt_out", DANAI)
    answer = await api.post({"id": "evt-4", "type": "order_shipped", "order": "12345"})
    assert (answer["state"], answer["reason"]) == ("dropped", "opted_out")


async def test_an_event_that_the_shop_does_not_bear_out_is_refused(api: Api) -> None:
    await api.post({"id": "evt-5", "type": "order_delivered", "order": "12345"}, 409)
    await api.post({"id": "evt-6", "type": "order_shipped", "order": "99999"}, 404)
    await api.post({"id": "evt-7", "type": "order_shipped"}, 422)
    await api.get(f"/api/threads/{DANAI}", 404)
