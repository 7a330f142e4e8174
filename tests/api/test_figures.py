"""Every figure by hand: a small shop whose numbers can be counted on one's fingers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, update

from agent.outcome import HandoffOrder, OutText
from api.figures import figures, share, spread, waits
from api.store import handoffs, texts
from api.store.tables import HANDOFFS, TEXTS, TURNS
from tests.api.served import Served, served
from tests.scene import DANAI, MAYA, NOW, STEPHANIE
from tools.base import HandoffReason


def hand_off(minutes: float | None, status: str = "resolved") -> dict[str, Any]:
    answered = None if minutes is None else NOW + timedelta(minutes=minutes)
    return {"handed_over_at": NOW, "answered_at": answered, "first_answered_at": answered, "status": status}


def test_a_median_and_a_percentile_are_values_that_happened() -> None:
    assert spread([]) == {"count": 0, "median_seconds": None, "p90_seconds": None}
    assert spread([4, None, 2, 9]) == {"count": 3, "median_seconds": 4, "p90_seconds": 9}
    assert spread(range(1, 101)) == {"count": 100, "median_seconds": 50, "p90_seconds": 90}


def test_who_was_never_answered_is_counted_apart_and_in_no_median() -> None:
    found = waits([hand_off(2), hand_off(30), hand_off(None), hand_off(None, "claimed"), hand_off(2000)])
    assert (found["count"], found["median_seconds"], found["never_answered"], found["still_waiting"]) == (3, 1800, 1, 1)
    assert [bucket["count"] for bucket in found["buckets"]] == [1, 0, 1, 0, 0, 1]


def test_a_share_of_nothing_is_not_zero() -> None:
    assert (share(0, 0), share(1, 3)) == (None, 0.3333)


async def spoke(
    scene: Served, phone: str, days_ago: float, body: str = "where is it", answer: str = "On its way."
) -> str:
    """A customer's text and what the agent answered, some days ago; the id of the thread."""
    sid = f"SM{phone[-4:]}{int(days_ago * 100):028d}"
    thread_id = await scene.receive(body, sid=sid, phone=phone)
    at = NOW - timedelta(days=days_ago)
    async with scene.service.database.writing() as session:
        await session.execute(update(TEXTS).where(TEXTS.c.id == sid).values(at=at, created_at=at))
        row = texts.outbound_row(thread_id, f"a-{sid}", OutText(body=answer), at + timedelta(minutes=1))
        await texts.send(session, [{**row, "state": "sent", "sent_at": at + timedelta(minutes=1)}])
    return thread_id


def test_who_waited_for_nothing_when_they_were_taken_over_is_in_no_wait() -> None:
    taken = {**hand_off(None, "claimed"), "answered_at": NOW}
    counted = waits([taken, hand_off(9)])
    assert (counted["count"], counted["never_answered"], counted["still_waiting"]) == (1, 0, 0)


async def test_a_week_is_counted_in_the_brands_own_days(tmp_path: Path) -> None:
    async with served(tmp_path, PARLEY_TOKEN_PRICES="2/1/10") as scene:
        await spoke(scene, DANAI, 8)
        thread_id = await spoke(scene, DANAI, 2)
        await spoke(scene, MAYA, 3)
        other = await spoke(scene, STEPHANIE, 4)
        at = NOW - timedelta(days=4)
        async with scene.service.database.writing() as session:
            order = HandoffOrder(reason=HandoffReason.ASKED, ask="x")
            await handoffs.open_new(session, other, "h", order, handoffs.Waiting(at, None))
            answered = {"first_answered_at": at + timedelta(minutes=7), "status": "resolved"}
            await session.execute(update(HANDOFFS).values(**answered, answered_at=NOW, waiting_since=NOW))
            failed = update(TEXTS).where(TEXTS.c.thread_id == thread_id, TEXTS.c.direction == "out")
            await session.execute(failed.values(delivery="undelivered", error_code=30003))
            own = {"id": "t2", "decided_by": "embedded", "prompt_tokens": 9_000}
            await session.execute(insert(TURNS), [turn(thread_id), {**turn(thread_id), **own}])
        found = await figures(scene.service, "smear", 7)
        assert found["conversations"]["counts"] == {
            **{"confirmed": 0, "presumed": 2, "recontacted": 0, "handed_over": 1},
            **{"wrong": 0, "open": 0, "unanswered": 0},
        }
        assert found["conversations"]["shares"]["presumed"] == 0.6667 and found["threads"] == 3
        assert found["handovers"]["by_reason"] == [{"reason": "asked_for_person", "count": 1, "rate": 0.3333}]
        assert found["waits"]["median_seconds"] == 420
        assert found["deliveries"]["failed"] == 1 and found["deliveries"]["by_code"] == [{"code": 30003, "count": 1}]
        assert found["segments"] == {"sent": 3, "per_thread": 1.0}
        days = {day["day"]: (day["agent"], day["person"]) for day in found["per_day"]}
        assert len(days) == 7 and list(days)[-1] == "2026-06-10"
        assert (days["2026-06-08"], days["2026-06-07"], days["2026-06-06"]) == ((1, 0), (1, 0), (0, 1))
        assert Decimal(found["model"]["cost"]) == Decimal("0.002700")  # 800 x $2, 200 x $1, 90 x $10 a million
        assert [(one["model"], one["share"]) for one in found["model"]["by_model"]] == [("embedded", 0.5), ("gpt", 0.5)]
        assert found["since"] == "2026-06-04T00:00:00-07:00"
        with pytest.raises(KeyError):
            await figures(scene.service, "other", 7)


async def test_an_evening_in_the_west_belongs_to_its_own_day(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        await spoke(scene, DANAI, 0)
        scene.clock.advance(hours=10)  # the next day in UTC
        await scene.receive("still there?", sid="SM" + "9" * 32, phone=MAYA)
        async with scene.service.database.writing() as session:
            late = update(TEXTS).where(TEXTS.c.id == "SM" + "9" * 32)
            await session.execute(late.values(at=scene.clock()))
        found = await figures(scene.service, "smear", 7)
    assert found["per_day"][-1] == {"day": "2026-06-10", "agent": 0, "person": 0, "other": 2, "opt_outs": 0}
    assert found["until"] == "2026-06-10T20:00:00-07:00"


async def test_an_empty_shop_has_numbers_too(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        found = await figures(scene.service, "smear", 90)
    assert found["conversations"]["total"] == 0 and len(found["per_day"]) == 90
    assert found["model"]["cost"] is None and found["segments"]["per_thread"] is None


def turn(thread_id: str) -> dict[str, Any]:
    return {
        "id": "t1",
        "thread_id": thread_id,
        "at": NOW - timedelta(days=1),
        "saw": [],
        "status": "handled",
        "decided_by": "gpt",
        "confidence": 1.0,
        "reasons": [],
        "prompt_version": "",
        "passages": [],
        "tools": [],
        "prompt_tokens": 1000,
        "cached_tokens": 200,
        "completion_tokens": 90,
        "took_ms": 5,
    }
