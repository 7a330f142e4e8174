"""An order page shows live facts and live choices, and a proposal's own fields again when it is edited."""

from __future__ import annotations

from pathlib import Path

from api.console.order_page import chosen, order, subscription
from api.console.proposing import desk_of
from tests.api.console.desk import desk
from tests.scene import LEE, STEPHANIE
from tools.command import CancelOrder, SkipSubscription
from tools.money import ZERO


async def test_choices_come_from_the_live_catalogue(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        here = await desk_of(opened.service, await opened.waiting(phone=STEPHANIE))
        seen = await order(here, "12346")
        assert seen is not None and await order(here, "12348") is None
        (line,) = seen["lines"]
        assert "scarpa-drago-8" not in [one["id"] for one in line["others"]]
        assert all(one["gone"] for one in line["others"] if "sold out" in one["words"])
        lee = await desk_of(opened.service, await opened.waiting(phone=LEE))
        assert (await subscription(lee, "sub-lee-loose-chalk") or {})["active"]
        assert await subscription(here, "sub-lee-loose-chalk") is None


def test_only_the_page_of_what_waits_begins_with_its_fields() -> None:
    command = CancelOrder(order="12346", refund=ZERO, reason="too_slow")
    assert chosen(command, "12346")["reason"] == "too_slow"
    assert chosen(command, "12345") == {} == chosen(None, "12346")
    day = "2026-12-01"
    skip = SkipSubscription.model_validate({"subscription_id": "s1", "charge_on": day, "next_charge_on": day})
    assert chosen(skip, "s1")["subscription"] == "s1"
