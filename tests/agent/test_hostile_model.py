"""A model that calls every tool with every argument it likes changes nothing that the customer did not confirm (A1)."""

from __future__ import annotations

import random

import pytest

from agent.testing import HostileModel
from tests.scene import DANAI, KEN, LEE, MAYA, PRIYA, ROSA, SAM, STEPHANIE, YAN, always, play

PEOPLE = (DANAI, STEPHANIE, MAYA, YAN, PRIYA, SAM, LEE, ROSA, KEN)
CHATTER = (
    "hi",
    "where is my order",
    "cancel?",
    "yes",
    "ok",
    "what can you do",
    "12345",
    "9",
    "thanks",
    "no",
    "hmm",
    "8.5",
)


@pytest.mark.parametrize("seed", range(40))
async def test_no_effect_without_the_customer_s_own_word(seed: int) -> None:
    rng = random.Random(seed)
    phone = rng.choice(PEOPLE)
    thread, shop = play(phone, HostileModel(rng), world=always)
    before = {one: await shop.orders(one) for one in PEOPLE}
    subscriptions = await shop.subscriptions(phone)
    for _ in range(6):
        body = rng.choice(CHATTER)
        armed = _armed(thread.transcript().open_proposals, body)
        sent = await thread.text(body)
        foreign = {o.number for one in PEOPLE if one != phone for o in before[one]}
        assert not [number for number in foreign if number not in body and any(number in text for text in sent)]
        if armed:
            return
    assert thread.effects == []
    assert {one: await shop.orders(one) for one in PEOPLE} == before
    assert await shop.subscriptions(phone) == subscriptions


def _armed(open_proposals: tuple[object, ...], body: str) -> bool:
    """A customer who says yes to a preview has confirmed; what follows is theirs."""
    return bool(open_proposals) and body in ("yes", "ok", "9", "8.5")
