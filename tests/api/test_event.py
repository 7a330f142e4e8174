"""Events become notices whose facts are the shop's own."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from agent.outcome import TextKind
from api.errors import Conflict, NotFound
from api.event import EventType, Newsroom, ShopEvent, notice_of
from tests.scene import DANAI, LEE, ROSA, YAN, scene


def event(kind: str, **values: Any) -> ShopEvent:
    return ShopEvent.model_validate({"id": "e1", "type": kind, **values})


def room() -> Newsroom:
    deps, shop = scene()
    return Newsroom(brand=deps.brand, shop=shop, prompts=deps.prompts, clock=deps.clock)


async def said(kind: str, **values: Any) -> str:
    return (await notice_of(event(kind, **values), room())).text.body


async def test_a_shipment_is_told_in_the_words_of_the_brand() -> None:
    notice = await notice_of(event("order_shipped", order="#12345"), room())
    assert notice.phone == DANAI
    assert notice.text.kind is TextKind.NOTICE
    assert notice.text.body.startswith(
        "SMEAR SHOES: Hi Danai! Exciting news - your order #12345 has shipped! Track here: "
    )


async def test_an_order_is_called_delivered_only_when_the_shop_shows_it() -> None:
    assert "Hi Yan! Your order #12348 has been delivered." in await said("order_delivered", order="12348")
    with pytest.raises(Conflict):
        await said("order_delivered", order="12345")
    with pytest.raises(Conflict):
        await said("order_shipped", order="12348")
    with pytest.raises(Conflict):
        await said("order_shipped", order="12349")


async def test_a_customer_who_writes_spanish_is_told_in_spanish() -> None:
    notice = await notice_of(event("order_delayed", order="12354"), room())
    assert notice.phone == ROSA
    assert "retrasado tu pedido #12354" in notice.text.body


async def test_marketing_says_how_to_stop() -> None:
    for kind in set(get_args(EventType)) - {"order_shipped", "order_delivered", "order_delayed"}:
        product = {} if kind == "birthday" else {"product": "La Sportiva Solution"}
        notice = await notice_of(event(kind, phone=LEE, **product), room())
        assert notice.text.kind is TextKind.MARKETING
        assert notice.text.body.endswith("Text STOP to opt-out.")


async def test_a_price_is_called_lower_only_when_it_is() -> None:
    assert "$179.00 (was $205.00)" in await said("price_dropped", phone=LEE, product="la-sportiva-solution")
    with pytest.raises(Conflict):
        await said("price_dropped", phone=LEE, product="Scarpa Drago")


async def test_what_the_shop_does_not_know_is_not_found() -> None:
    for values in ({"order": "99999"}, {"order": "12345", "phone": YAN}):
        with pytest.raises((NotFound, Conflict)):
            await said("order_shipped", **values)
    with pytest.raises(NotFound):
        await said("back_in_stock", phone=LEE, product="Spaceship")
    with pytest.raises(NotFound):
        await said("birthday", phone="+14155550199")


@pytest.mark.parametrize(
    "values",
    [
        {"type": "order_shipped"},
        {"type": "price_dropped", "phone": LEE},
        {"type": "birthday"},
        {"type": "order_teleported", "order": "1"},
        {"type": "birthday", "phone": "415"},
        {"type": "birthday", "phone": LEE, "body": "our own words"},
        {"type": "order_shipped", "order": "12345; drop"},
        {"type": "order_shipped", "order": "12345", "id": ""},
    ],
)
def test_an_event_that_says_too_little_or_too_much_is_invalid(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ShopEvent.model_validate({"id": "e1", **values})


async def test_a_live_offer_is_told_with_its_keyword() -> None:
    assert "Text RESOLE to buy it by text" in await said("back_in_stock", phone=LEE, product="Resole Kit")
    assert "Text RESOLE" not in await said("back_in_stock", phone=YAN, product="Resole Kit")
