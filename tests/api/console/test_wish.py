"""A form stands for one command; what it does not say is asked for, and a stranger's order is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.console.wish import Wish, command_of, wish_of
from tests.tools.desk import desk
from tools.base import BadArguments, Refused
from tools.command import ChangeItem, ExchangeItem, ReturnItems
from tools.demo.people import LEE, STEPHANIE, YAN
from tools.drafts.draft import draft

ORDER = {"order": "12348", "line": "12348-1"}


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("cancel_order", {"order": "12346", "reason": "too_slow"}),
        ("change_item", {"order": "12346", "line": "12346-1", "variant": "scarpa-drago-9"}),
        ("change_quantity", {"order": "12346", "line": "12346-1", "quantity": "2"}),
        (
            "change_address",
            {"order": "12346", "street": "1 Main St", "city": "Oakland", "state": "ca", "postcode": "94607"},
        ),
    ],
)
async def test_each_form_is_its_command_and_can_be_edited_from_it(action: str, fields: dict[str, str]) -> None:
    here = await desk(STEPHANIE)
    command = await command_of(Wish(action, fields), here.ctx)
    assert command.action == action
    again = await command_of(Wish(action, wish_of(command)), here.ctx)
    assert again == command


async def test_lines_that_are_ticked_go_back() -> None:
    here = await desk(YAN)
    command = await command_of(Wish("return_items", {"order": "12348"}, ("12348-1",)), here.ctx)
    assert isinstance(command, ReturnItems)
    assert (await draft(command, here.ctx)).facts["refund"] == "$199.00"
    exchange = await command_of(Wish("exchange_item", {**ORDER, "variant": "scarpa-drago-9"}), here.ctx)
    assert isinstance(exchange, ExchangeItem)


@pytest.mark.parametrize(
    ("action", "subscribed"),
    [
        ("skip_subscription", {}),
        ("reschedule_subscription", {"to_date": "2027-01-20"}),
        ("swap_subscription", {"variant": "chalk-block"}),
        ("cancel_subscription", {}),
    ],
)
async def test_subscriptions_are_known_by_their_id(action: str, subscribed: dict[str, str]) -> None:
    here = await desk(LEE)
    fields = {"subscription": "sub-lee-loose-chalk", **subscribed}
    command = await command_of(Wish(action, fields), here.ctx)
    assert command.action == action
    assert wish_of(command)["subscription"] == "sub-lee-loose-chalk"


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("whatever", {}),
        ("return_items", {"order": "12346"}),
        ("change_item", {"order": "12346", "line": "12346-1"}),
        ("change_quantity", {"order": "12346", "line": "12346-1", "quantity": "-1"}),
        ("change_quantity", {"order": "12346", "line": "12346-1", "quantity": "1e9"}),
        ("change_address", {"order": "12346", "street": "1 Main St"}),
        ("reschedule_subscription", {"subscription": "s", "to_date": "soon"}),
        ("buy", {"variant": "scarpa-drago-9", "quantity": "0"}),
    ],
)
async def test_a_form_that_says_too_little_is_a_question(action: str, fields: dict[str, str]) -> None:
    here = await desk(STEPHANIE)
    with pytest.raises(BadArguments):
        await command_of(Wish(action, fields), here.ctx)


async def test_a_strangers_line_is_not_there() -> None:
    here = await desk(STEPHANIE)
    with pytest.raises(Refused):
        await command_of(Wish("change_item", {**ORDER, "variant": "scarpa-drago-9"}), here.ctx)
    mine = replace(here.ctx, phone=YAN)
    assert isinstance(await command_of(Wish("change_item", {**ORDER, "variant": "v"}), mine), ChangeItem)
