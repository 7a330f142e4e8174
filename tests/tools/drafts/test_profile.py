"""Another payment method is a charge and needs BUY; a new home address shows what was written and nothing else."""

from __future__ import annotations

import pytest

from tests.contracts.shops import CHANGE_HOME, CHANGE_PAYMENT
from tests.tools.desk import desk
from tools.base import Refused
from tools.demo.people import ADDRESSES, PRIYA, UNKNOWN
from tools.drafts.draft import draft


async def test_another_method_is_named_with_what_it_is_charged() -> None:
    here = await desk(PRIYA)
    proposal = await draft(CHANGE_PAYMENT, here.ctx)
    assert proposal.word == "BUY"
    assert proposal.facts == {
        "order": "12349",
        "card": "Mastercard 8210",
        "old_card": "Visa 5556",
        "amount": proposal.facts["amount"],
        "word": "BUY",
    }
    assert proposal.facts["amount"].startswith("$")


async def test_a_gift_card_that_holds_too_little_is_refused() -> None:
    here = await desk(PRIYA)
    with pytest.raises(Refused) as refused:
        await draft(CHANGE_PAYMENT.model_copy(update={"to_card_id": "gift-priya"}), here.ctx)
    assert refused.value.code == "gift_card_short"


async def test_the_old_home_is_never_shown() -> None:
    here = await desk(PRIYA)
    proposal = await draft(CHANGE_HOME, here.ctx)
    assert "1 Main St" in proposal.facts["address"]
    assert ADDRESSES[PRIYA].street not in proposal.model_dump_json()


async def test_a_stranger_has_no_home_to_change() -> None:
    here = await desk(UNKNOWN)
    with pytest.raises(Refused) as refused:
        await draft(CHANGE_HOME, here.ctx)
    assert refused.value.code == "unknown_customer"
