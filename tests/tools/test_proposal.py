"""Tests of tools.proposal: the digest binds what was agreed to, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.tools.desk import NOW
from tools.command import CancelOrder, ExchangeItem
from tools.money import ZERO, dollars
from tools.proposal import ActionClass, Choice, Proposal, effect_key

COMMAND = CancelOrder(order="12347", refund=dollars("217.00"))
PROPOSAL = Proposal(
    id="proposal-1",
    action="cancel_order",
    action_class=ActionClass.IRREVERSIBLE,
    word="CONFIRM",
    command=COMMAND,
    preview="cancel_order",
    facts={"order": "12347", "refund": "$217.00"},
    policy_version="v1",
    created_at=NOW,
    expires_at=NOW + timedelta(minutes=30),
)


def changed(**update: Any) -> Proposal:
    return PROPOSAL.model_copy(update=update)


def test_the_same_agreement_has_the_same_digest_at_another_time() -> None:
    later = changed(id="proposal-2", created_at=NOW + timedelta(hours=1), expires_at=NOW + timedelta(hours=2))
    assert later.digest == PROPOSAL.digest


@pytest.mark.parametrize(
    "update",
    [
        {"command": COMMAND.model_copy(update={"refund": dollars("217.01")})},
        {"command": COMMAND.model_copy(update={"order": "12346"})},
        {"facts": {"order": "12347", "refund": "$217.01"}},
        {"policy_version": "v2"},
        {"action": "change_item"},
    ],
)
def test_any_other_agreement_has_another_digest(update: dict[str, Any]) -> None:
    assert changed(**update).digest != PROPOSAL.digest


def test_the_offered_values_are_part_of_the_digest() -> None:
    nine = ExchangeItem(order="1", line_id="1-1", to_variant_id="shoe-9", difference=ZERO)
    ten = nine.model_copy(update={"to_variant_id": "shoe-10"})
    one = changed(command=None, choice=Choice(option="size", current="8", values={"9": nine}))
    two = changed(command=None, choice=Choice(option="size", current="8", values={"9": ten}))
    assert one.digest != two.digest


def test_a_proposal_is_open_until_it_expires() -> None:
    assert PROPOSAL.is_open_at(NOW + timedelta(minutes=29, seconds=59))
    assert not PROPOSAL.is_open_at(NOW + timedelta(minutes=30))


def test_an_effect_key_belongs_to_one_phone_one_proposal_and_one_command() -> None:
    key = effect_key("smear", "+14155550103", PROPOSAL, COMMAND)
    assert key == effect_key("smear", "+14155550103", changed(policy_version="v2"), COMMAND)
    others = {
        effect_key("other", "+14155550103", PROPOSAL, COMMAND),
        effect_key("smear", "+14155550104", PROPOSAL, COMMAND),
        effect_key("smear", "+14155550103", changed(id="proposal-2"), COMMAND),
        effect_key("smear", "+14155550103", PROPOSAL, COMMAND.model_copy(update={"refund": ZERO})),
    }
    assert key not in others and len(others) == 4
