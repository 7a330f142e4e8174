"""Customers are called by the name that the shop has, and by their number where it does not answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api.people import People, shown
from tests.api.served import served
from tests.scene import DANAI, NOBODY
from tools.customer import Customer
from tools.shop import ShopUnavailable
from tools.testing import MemoryShop

pytestmark = pytest.mark.both_engines


class SilentShop(MemoryShop):
    """A shop that is away."""

    def __init__(self) -> None:
        self.asked = 0

    async def customer(self, phone: str) -> Customer | None:
        self.asked += 1
        raise ShopUnavailable("away")


async def test_names_come_from_the_shop(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        people = People(scene.service)
        assert await people.name("smear", DANAI) == "Danai"
        assert await people.name("smear", NOBODY) == "Not a customer"
        assert await people.name("gone", DANAI) == "(415) 555-0101"


async def test_a_silent_shop_is_asked_once_and_breaks_no_page(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        shop = SilentShop()
        deps = replace(scene.service.brands["smear"], shop=shop)
        people = People(replace(scene.service, brands={"smear": deps}))
        assert await people.name("smear", DANAI) == await people.name("smear", DANAI) == "(415) 555-0101"
        assert shop.asked == 1


def test_a_number_is_shown_as_phones_show_it() -> None:
    assert shown(DANAI) == "(415) 555-0101"
    assert shown("+442071838750") == "+442071838750"
