"""The people on the page are those of the demo world, all of them."""

from __future__ import annotations

import pytest

from api.errors import NotFound
from api.phone.people import PEOPLE, person_of
from tests.scene import DANAI, NOBODY, NOW
from tools.demo.world import demo_world


def test_the_page_and_the_world_have_the_same_people() -> None:
    world = {one.phone: one.name for one in demo_world(NOW).customers}
    assert {phone: one.name for phone, one in PEOPLE.items() if phone != NOBODY} == world
    assert NOBODY in PEOPLE


def test_a_number_is_found_with_and_without_its_plus() -> None:
    assert person_of(DANAI).name == person_of(DANAI.lstrip("+")).name == "Danai"
    with pytest.raises(NotFound):
        person_of("+14155550000")
