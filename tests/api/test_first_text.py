"""What a first text says by itself, what it may be about, and that the gate is asked before anything is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agent.texting import segments
from api import first_text
from api.first_text import STILL_AN_ORDER, Permission, greeting, licence_of, permission, texted_about, whole
from api.store import stops
from tests.api.served import BRAND, Served, served
from tests.scene import DANAI, NOW, ROSA, scene
from tools.demo.people import AVERY


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


async def test_it_names_the_shop_and_news_say_how_to_stop() -> None:
    deps, shop = scene()
    danai, rosa = await shop.customer(DANAI), await shop.customer(ROSA)
    assert danai is not None and rosa is not None
    assert whole(deps, danai, " Hi there ", "12345") == "SMEAR SHOES: Hi there"
    assert whole(deps, danai, "Smear Shoes has news", "") == "Smear Shoes has news Text STOP to opt-out."
    assert whole(deps, danai, "News of SMEAR SHOES. STOP ends it.", "") == "News of SMEAR SHOES. STOP ends it."
    assert whole(deps, danai, " ", "") == ""
    spanish = whole(deps, rosa, "Hola", "")
    assert "Envia STOP" in spanish and segments(spanish).encoding == "GSM-7"
    assert greeting(deps, rosa, "Ana") == "Hola Rosa, soy Ana de SMEAR SHOES. "


async def test_an_order_is_a_reason_while_it_is_new_or_on_its_way() -> None:
    _, shop = scene()
    orders = await shop.orders(DANAI)
    now = max(one.placed_at for one in orders) + STILL_AN_ORDER
    assert [one.number for one in texted_about(orders, NOW)] == ["12345"]
    assert [one.number for one in texted_about(orders, now + timedelta(days=900))] == ["12345"], "still on its way"
    assert (licence_of("12345"), licence_of("")) == ("order:12345", None)


async def test_the_gate_is_asked_and_its_reason_is_told(opened: Served) -> None:
    service = opened.service
    assert await permission(service, (BRAND, AVERY), "") == Permission("no_marketing_consent")
    assert await permission(service, (BRAND, AVERY), "1") == Permission()
    await opened.consents("marketing_opt_in", AVERY)
    assert await permission(service, (BRAND, AVERY), "") == Permission()
    async with service.database.writing() as session:
        await stops.stop(session, stops.of_marketing(BRAND), "too many complaints", NOW)
    assert await permission(service, (BRAND, AVERY), "") == Permission("stopped")
    await opened.consents("opt_out", AVERY)
    assert await permission(service, (BRAND, AVERY), "1") == Permission("opted_out")
    assert (await permission(replace(service, brands={}), (BRAND, DANAI), "")).refused == "no_marketing_consent"


async def test_who_is_looked_after_is_known_and_whoever_is_not_is_nobodys(opened: Served) -> None:
    assert await first_text.holder(opened.service, (BRAND, DANAI)) is None
    assert await first_text.found(opened.service, "no such customer") == []
    assert [one.name for _, one in await first_text.found(opened.service, "avery")] == ["Avery"]
