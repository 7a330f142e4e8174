"""Marketing leaves in open hours, within its caps, and while the shop still bears it out (S26-S32, I8)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from agent.outcome import OutText, TextKind
from api.event import Newsroom, ShopEvent, notice_of
from api.marketing import REPLAYED
from api.outbox import Outbox
from api.phone.starters import LICENCE
from api.store import handoffs, notices, stops, threads
from api.store.tables import TEXTS
from tests.api.served import BRAND, Served, served
from tests.scene import DANAI, LEE, ROSA, STEPHANIE
from tools.command import CancelOrder
from tools.demo.people import AVERY, NOOR

pytestmark = pytest.mark.both_engines

NIGHT = datetime(2026, 6, 10, 4, 30, tzinfo=UTC)  # half past nine in the evening in Los Angeles
MORNING = datetime(2026, 6, 10, 16, 0, tzinfo=UTC)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        for phone in (AVERY, NOOR, LEE, ROSA, DANAI):
            await made.consents("marketing_opt_in", phone)
        yield made


async def tell(scene: Served, event_id: str, kind: str, phone: str, **values: Any) -> None:
    """An event as it is posted."""
    event = ShopEvent.model_validate({"id": event_id, "type": kind, "phone": phone, **values})
    deps = scene.service.brands[BRAND]
    notice = await notice_of(event, Newsroom(deps.brand, deps.shop, deps.prompts, deps.clock))
    async with scene.service.database.writing() as session:
        cause = event.model_dump(mode="json")
        await notices.put(session, (BRAND, phone), event_id, notice.text, scene.clock(), cause)


async def say(scene: Served, event_id: str, phone: str, kind: TextKind = TextKind.MARKETING) -> None:
    """A text that tells of no event."""
    async with scene.service.database.writing() as session:
        await notices.put(session, (BRAND, phone), event_id, OutText(body=event_id, kind=kind), scene.clock())


async def send(scene: Served) -> list[str]:
    outbox = Outbox(scene.service)
    while await outbox.send_due():
        pass
    return scene.sent()


async def reasons(scene: Served) -> list[Any]:
    return [(row["state"], row["reason"]) for row in (await scene.texts()).values()]


async def test_a_text_at_night_waits_for_the_morning_and_keeps_no_reply_waiting(scene: Served) -> None:
    scene.clock.at = NIGHT
    await tell(scene, "e1", "cart_abandoned", AVERY, product="Scarpa Drago")
    assert await send(scene) == []
    (row,) = (await scene.texts()).values()
    assert (row["state"], row["reason"], row["next_try_at"]) == ("new", "quiet_hours", MORNING)
    thread = await scene.receive("where is my order", phone=AVERY)
    await scene.put(thread, "on its way")
    await say(scene, "it shipped", AVERY, TextKind.NOTICE)
    assert set(await send(scene)) == {"on its way", "it shipped"}
    scene.clock.at = MORNING
    assert "Scarpa Drago" in (await send(scene))[-1]


async def test_both_coasts_must_be_awake_where_number_and_zone_differ(scene: Served) -> None:
    scene.clock.at = datetime(2026, 6, 10, 12, 30, tzinfo=UTC)
    await say(scene, "sale", ROSA)
    assert await send(scene) == []
    (row,) = (await scene.texts()).values()
    assert row["next_try_at"] == datetime(2026, 6, 10, 14, 0, tzinfo=UTC)  # nine in Pensacola, ten in Miami


async def test_two_a_week_leave_however_many_flows_fire(scene: Served) -> None:
    for number in range(5):
        await say(scene, f"flow {number}", AVERY)
    await say(scene, "another person", NOOR)
    sent = await send(scene)
    assert (len(sent), "another person" in sent) == (3, True)
    assert {reason for state, reason in await reasons(scene) if state == "dropped"} == {"weekly_cap"}
    scene.clock.advance(days=7)
    await say(scene, "next week", AVERY)
    assert "next week" in await send(scene)


async def test_a_brand_with_a_higher_cap_still_tells_three_a_day(scene: Served) -> None:
    deps = scene.service.brands[BRAND]
    brand = deps.brand.model_copy(update={"marketing_per_week": 50})
    object.__setattr__(deps, "brand", brand)
    for number in range(5):
        await say(scene, f"flow {number}", AVERY)
    assert len(await send(scene)) == 3
    assert ("dropped", "daily_cap") in await reasons(scene)
    scene.clock.advance(hours=25)
    await say(scene, "tomorrow", AVERY)
    assert len(await send(scene)) == 4


async def test_the_same_cart_is_told_once(scene: Served) -> None:
    await tell(scene, "e1", "cart_abandoned", AVERY, product="Scarpa Drago")
    await tell(scene, "e2", "cart_abandoned", AVERY, product="scarpa drago")
    assert len(await send(scene)) == 1
    assert ("dropped", "told_already") in await reasons(scene)


async def test_what_is_not_true_in_the_morning_is_not_told(scene: Served) -> None:
    scene.clock.at = NIGHT
    await tell(scene, "e1", "cart_abandoned", AVERY, product="Scarpa Drago")
    await send(scene)
    ((text_id, row),) = (await scene.texts()).items()
    await scene.change_text(text_id, body=row["body"].replace("Scarpa", "Skarpa"))
    scene.clock.at = MORNING
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "reason_changed")]


async def test_what_was_bought_meanwhile_is_not_offered(scene: Served) -> None:
    order = (await scene.service.brands[BRAND].shop.orders(DANAI))[0]
    scene.clock.at = max(order.placed_at, datetime(2026, 6, 9, 17, tzinfo=UTC))
    await tell(scene, "e1", "cart_abandoned", DANAI, product=order.lines[0].item)
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "bought")]
    await scene.service.brands[BRAND].shop.perform(DANAI, CancelOrder(order=order.number, refund=order.total), "k1")


async def test_a_birthday_is_told_on_the_day_or_not_at_all(scene: Served) -> None:
    await tell(scene, "e1", "birthday", LEE)
    scene.clock.advance(hours=24)
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "reason_gone")]


async def test_what_has_waited_two_days_is_not_told(scene: Served) -> None:
    await say(scene, "sale", AVERY)
    scene.clock.advance(hours=48)
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "too_late")]


async def test_an_opt_out_overnight_counts_in_the_morning(scene: Served) -> None:
    scene.clock.at = NIGHT
    await say(scene, "sale", AVERY)
    await send(scene)
    await scene.consents("opt_out", AVERY)
    scene.clock.at = MORNING
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "opted_out")]


@pytest.mark.parametrize("what", [stops.of_marketing(BRAND), stops.of_template(BRAND, "cart_abandoned")])
async def test_a_stopped_template_or_program_is_dropped(scene: Served, what: str) -> None:
    async with scene.service.database.writing() as session:
        await stops.stop(session, what, "30007", scene.clock())
    await tell(scene, "e1", "cart_abandoned", AVERY, product="Scarpa Drago")
    assert await send(scene) == []
    assert await reasons(scene) == [("dropped", "stopped")]


async def test_the_demos_own_openers_wait_for_nothing_and_only_in_the_demo(tmp_path: Path) -> None:
    assert REPLAYED == LICENCE
    for demo, sent in (("1", 3), ("0", 0)):
        (tmp_path / demo).mkdir()
        async with served(tmp_path / demo, PARLEY_DEMO=demo) as scene:
            await scene.consents("marketing_opt_in", AVERY)
            scene.clock.at = NIGHT
            for number in range(3):
                await say(scene, f"starter:cart:{number}", AVERY)
            assert len(await send(scene)) == sent


async def write(scene: Served, body: str, phone: str, licence: str | None) -> None:
    """A colleague's text, in a thread that is made for it."""
    await say(scene, f"{body}?", phone, TextKind.NOTICE)
    async with scene.service.database.writing() as session:
        thread = await threads.find(session, BRAND, phone)
        assert thread is not None
        await handoffs.reply(session, thread["id"], body, body, "Ana", scene.clock())
        await session.execute(update(TEXTS).where(TEXTS.c.id == body).values(licence=licence))


async def test_what_a_colleague_starts_waits_for_the_morning_as_well(scene: Served) -> None:
    scene.clock.at = NIGHT
    await write(scene, "new shoes", AVERY, None)
    await write(scene, "about your order", AVERY, "order:12345")
    assert "about your order" in await send(scene) and "new shoes" not in scene.sent()
    scene.clock.at = MORNING
    assert (await send(scene))[-1] == "new shoes"


async def test_what_a_colleague_starts_needs_consent_and_counts_against_the_caps(scene: Served) -> None:
    for number in range(3):
        await write(scene, f"news {number}", AVERY, None)
    await write(scene, "no consent", STEPHANIE, None)
    sent = await send(scene)
    assert [one for one in sent if "news" in one and "?" not in one] == ["news 0", "news 1"]
    rows = await scene.texts()
    assert [rows[one]["reason"] for one in ("news 2", "no consent")] == ["weekly_cap", "no_marketing_consent"]
