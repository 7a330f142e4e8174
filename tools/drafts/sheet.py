"""One drafted command before it is a proposal: its class, its preview and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tools.command import Command
from tools.drafts.live import Live
from tools.drafts.refusal import OverCap
from tools.money import ZERO, Money
from tools.policy import Policy
from tools.proposal import ActionClass, Choice, Proposal
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import Refusal

Word = Literal["CONFIRM", "BUY"]


@dataclass(frozen=True)
class Sheet:
    """``preview`` names a section of ``prompts/fixed/preview.md``, ``facts`` are its variables."""

    command: Command
    action_class: ActionClass
    preview: str
    facts: dict[str, str]
    word: Word = "CONFIRM"

    def proposal(self, live: Live) -> Proposal:
        return proposed(self, self.command, None, live)


def proposed(sheet: Sheet, command: Command | None, choice: Choice | None, live: Live) -> Proposal:
    """The proposal of a sheet; either ``command`` or ``choice`` is set."""
    ctx = live.ctx
    minutes = lifetime_minutes(sheet.word, ctx.policy)
    return Proposal(
        id=ctx.new_id(),
        action=sheet.command.action,
        action_class=sheet.action_class,
        word=sheet.word,
        command=command,
        choice=choice,
        preview=sheet.preview,
        facts={**sheet.facts, "word": sheet.word},
        language=ctx.language,
        policy_version=ctx.policy.version,
        created_at=ctx.now,
        expires_at=ctx.now + timedelta(minutes=minutes),
    )


def lifetime_minutes(word: Word, policy: Policy) -> int:
    """Charges wait for less long than everything else (W5)."""
    return policy.purchase_expiry_minutes if word == "BUY" else policy.proposal_expiry_minutes


def verdict(command: Command, live: Live) -> Change | Refusal:
    """What the shop's own rules say to the command now; nothing is changed."""
    return apply(command, live.state)


def price_sheet(command: Command, difference: Money, equal: ActionClass, facts: dict[str, str]) -> Sheet:
    """A change by what it costs: more is charged and needs BUY, less is refunded, equal moves no money.

    The preview's name says which: ``change_item``, ``change_item_more``, ``change_item_less``.
    """
    amount = Money(amount=abs(difference.amount), currency=difference.currency)
    words = {**facts, "amount": amount.text}
    if difference == ZERO:
        return Sheet(command, equal, command.action, words)
    if difference.amount > 0:
        return Sheet(command, ActionClass.IRREVERSIBLE, f"{command.action}_more", words, "BUY")
    return Sheet(command, ActionClass.EXTERNALLY_REVERSIBLE, f"{command.action}_less", words)


def card_label(card_id: str | None, live: Live) -> str:
    """The payment method that was named, as the customer knows it; empty for the one that the order was paid with."""
    cards = live.ctx.customer.cards if live.ctx.customer else ()
    return next((card.label for card in cards if card.id == card_id), "")


def require_cap(amount: Money, cap: Money, ask: str) -> None:
    """Raises OverCap above the cap, not at it."""
    if cap < amount:
        raise OverCap(f"{ask}: {amount.text} is above the cap of {cap.text}.")


def require_difference_cap(difference: Money, live: Live, ask: str) -> None:
    """A charge is held against the cap of purchases, money back against the cap of refunds."""
    policy = live.ctx.policy
    cap = policy.purchase_cap if difference.amount > 0 else policy.refund_cap
    require_cap(Money(amount=abs(difference.amount), currency=difference.currency), cap, ask)
