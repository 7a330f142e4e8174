"""Tests of tools.resolve.subscription."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.base import BadArguments
from tools.demo.people import LEE, MAYA
from tools.resolve.subscription import active_subscriptions, resolve_subscription


async def test_a_subscription_is_named_by_its_item() -> None:
    here = await desk(LEE)
    assert (await resolve_subscription("loose chalk", here.ctx)).item == "Loose Chalk 300 g"
    assert (await resolve_subscription("liqiud", here.ctx)).item == "Liquid Chalk 200 ml"


@pytest.mark.parametrize("words", [None, "", "chalk", "rope"])
async def test_what_fits_several_or_none_is_asked_about(words: str | None) -> None:
    here = await desk(LEE)
    with pytest.raises(BadArguments) as asked:
        await resolve_subscription(words, here.ctx)
    assert asked.value.code == "which_subscription"
    assert asked.value.facts["options"] == ["Loose Chalk 300 g", "Liquid Chalk 200 ml"]


async def test_no_subscription_is_said_as_such() -> None:
    here = await desk(MAYA)
    with pytest.raises(BadArguments) as asked:
        await active_subscriptions(here.ctx)
    assert asked.value.code == "no_subscriptions"
