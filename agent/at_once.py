"""Whether an action may be done at once: the brand's `confirm: when_unsure`, and all its conditions."""

from __future__ import annotations

from agent.confidence import Confidence
from agent.deps import Deps
from agent.explicit import asks_for
from agent.state import TurnState
from tools.command import CancelOrder, ChangeItem, Command
from tools.money import Money


async def may_be_done_at_once(state: TurnState, confidence: Confidence, deps: Deps) -> bool:
    """True only if the brand chose it, the text itself asks for exactly this, the amount is under the cap, and the
    turn is sure enough. The model has no part in this: it is asked of the customer's own words (I11)."""
    proposal, policy = state.proposal, state.context.policy
    if proposal is None or proposal.command is None or state.transcript.proof.just_given:
        return False
    if policy.confirm_mode(proposal.action) != "when_unsure" or confidence.value < deps.thresholds.at_once_above:
        return False
    amount = _amount(proposal.command)
    if amount is None or policy.at_once_cap < amount:
        return False
    orders = await deps.shop.orders(state.transcript.phone)
    products = await deps.shop.products()
    return asks_for(state.transcript.said, proposal.command, orders, products)


def _amount(command: Command) -> Money | None:
    """What moves, or None where doing it at once is never allowed: only cancellations and changes at equal price."""
    match command:
        case CancelOrder(refund=refund):
            return refund
        case ChangeItem(difference=difference) if difference.amount == 0:
            return difference
        case _:
            return None
