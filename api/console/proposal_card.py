"""What waits for a yes, as a card: in the words that the customer reads, with what a colleague may do about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from agent.deps import Deps
from agent.preview import preview_text
from api.bubble import clock_time, visible
from api.store.pending import Pending
from prompts.template import PromptError
from tools.shopkeeping.state import order_number, subscription_id

CHARGES: Final = "BUY"


def proposal_card(
    held: Pending | None, deps: Deps, language: str, names: Mapping[str, str], now: datetime
) -> dict[str, Any] | None:
    """None where nothing waits."""
    if held is None:
        return None
    proposal = held.proposal
    is_open = held.state == "open" and proposal.is_open_at(now)
    complete = proposal.command is not None
    return {
        "id": proposal.id,
        "digest": held.digest,
        "title": _title(held),
        "words": _words(held, deps, language),
        "by": f"Proposed by {names.get(held.made_by, held.made_by) if held.made_by else 'the agent'}",
        "state": _state(held, is_open),
        "until": f"Open until {clock_time(proposal.expires_at, deps.brand.timezone)}" if is_open else "",
        "send": "send" if held.state == "open" and complete else "",
        "approve": "approve" if held.state == "open" and complete and proposal.word != CHARGES else "",
        "charges": "charges" if proposal.word == CHARGES else "",
        "decline": "decline" if held.state == "open" else "",
        "edit": _edit(held),
    }


def _title(held: Pending) -> str:
    action = held.proposal.action.replace("_", " ").capitalize()
    number = held.proposal.facts.get("order", "")
    return f"{action}, order #{number}" if number else action


def _words(held: Pending, deps: Deps, language: str) -> str:
    if held.words:
        return visible(held.words)
    try:
        return visible(preview_text(deps, held.proposal, language).body)
    except PromptError:
        return ", ".join(f"{name} {value}" for name, value in held.proposal.facts.items())


def _state(held: Pending, is_open: bool) -> str:
    if held.state == "executing":
        return "Being done now"
    if not is_open:
        return "Expired: sending or approving it checks everything anew"
    if held.shown is None:
        return "Not shown to the customer yet"
    return f"Shown to the customer, waits for their {held.proposal.word}"


def _edit(held: Pending) -> str:
    """Where its form stands, below the thread's own address."""
    command = held.proposal.command
    if command is None or held.state != "open":
        return ""
    if number := order_number(command):
        return f"orders/{quote(number, safe='')}"
    if which := subscription_id(command):
        return f"subscriptions/{quote(which, safe='')}"
    return ""
