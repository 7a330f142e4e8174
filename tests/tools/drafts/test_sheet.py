"""Tests of tools.drafts.sheet: what a price means for the class, the word and the life of a proposal."""

from __future__ import annotations

import pytest

from tests.tools.desk import NOW, desk
from tools.command import CancelOrder
from tools.demo.people import MAYA
from tools.drafts.live import read_live
from tools.drafts.refusal import OverCap
from tools.drafts.sheet import Sheet, Word, lifetime_minutes, price_sheet, proposed, require_cap
from tools.money import ZERO, dollars
from tools.proposal import ActionClass

COMMAND = CancelOrder(order="12347", refund=ZERO)


@pytest.mark.parametrize(
    ("difference", "action_class", "word", "preview"),
    [
        ("0.00", ActionClass.REVERSIBLE, "CONFIRM", "cancel_order"),
        ("0.01", ActionClass.IRREVERSIBLE, "BUY", "cancel_order_more"),
        ("-0.01", ActionClass.EXTERNALLY_REVERSIBLE, "CONFIRM", "cancel_order_less"),
    ],
)
def test_what_costs_more_needs_buy(difference: str, action_class: ActionClass, word: Word, preview: str) -> None:
    sheet = price_sheet(COMMAND, dollars(difference), ActionClass.REVERSIBLE, {})
    assert (sheet.action_class, sheet.word, sheet.preview) == (action_class, word, preview)
    assert not sheet.facts["amount"].startswith("-")


@pytest.mark.parametrize(("word", "minutes"), [("BUY", 10), ("CONFIRM", 30)])
async def test_a_charge_waits_for_less_long(word: Word, minutes: int) -> None:
    live = await read_live(COMMAND, (await desk(MAYA)).ctx)
    proposal = proposed(Sheet(COMMAND, ActionClass.IRREVERSIBLE, "x", {}, word), COMMAND, None, live)
    assert lifetime_minutes(word, live.ctx.policy) == minutes
    assert proposal.is_open_at(NOW) and (proposal.expires_at - NOW).total_seconds() == 60 * minutes
    assert proposal.facts["word"] == word


def test_the_cap_itself_is_allowed() -> None:
    require_cap(dollars("300.00"), dollars("300.00"), "Buy")
    with pytest.raises(OverCap):
        require_cap(dollars("300.01"), dollars("300.00"), "Buy")
