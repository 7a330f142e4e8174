"""A command is undone from what was agreed on; what the shop no longer has cannot be undone."""

from __future__ import annotations

import pytest

from tests.contracts.shops import CHANGE_ITEM, CHANGE_PAYMENT, NOW, SKIP, SWAP, VALID, WORLD
from tests.tools.rewinding.past import lived
from tools.command import Command
from tools.demo.people import LEE, PRIYA, STEPHANIE
from tools.rewinding.done import CannotRewind, Done
from tools.rewinding.undo import Touched, undo


def done(phone: str, command: Command, item: str = "") -> Done:
    return Done(phone=phone, command=command, reference=None, at=NOW, item=item)


async def test_a_change_gives_back_the_variant_and_the_price_that_was_paid() -> None:
    now, ledger = await lived(VALID["change_item"])
    order = next(one for one in now.orders if one.number == "12346")
    before = undo(ledger[0], Touched(order=order, products=now.products)).order
    assert before == next(one for one in WORLD.orders if one.number == "12346")


@pytest.mark.parametrize("action", sorted(VALID))
def test_what_is_gone_cannot_be_undone(action: str) -> None:
    phone, command = VALID[action]
    with pytest.raises(CannotRewind):
        undo(done(phone, command), Touched(products=WORLD.products))


@pytest.mark.parametrize(
    ("phone", "command", "says"),
    [
        (STEPHANIE, CHANGE_ITEM.model_copy(update={"line_id": "12346-9"}), "lost a line"),
        (STEPHANIE, CHANGE_ITEM.model_copy(update={"from_variant_id": "nope"}), "has no nope any more"),
        (PRIYA, CHANGE_PAYMENT, "card that was paid with is gone"),
        (LEE, SWAP, "does not have any more"),
    ],
)
def test_what_is_missing_is_named(phone: str, command: Command, says: str) -> None:
    order = next(one for one in WORLD.orders if one.number == "12346")
    after = Touched(order=order, subscription=WORLD.subscriptions[0], products=WORLD.products)
    with pytest.raises(CannotRewind, match=says):
        undo(done(phone, command), after)


def test_a_swapped_subscription_is_found_by_what_the_preview_called_it() -> None:
    was = next(one for one in WORLD.subscriptions if one.id == SKIP.subscription_id)
    after = Touched(
        subscription=was.model_copy(update={"item": "Other", "variant_id": "liquid-chalk-200-ml"}),
        products=WORLD.products,
    )
    named = " ".join((was.item, *was.options.values()))
    assert undo(done(LEE, SWAP, named), after).subscription == was
