"""What was played is judged: every scorer asked, every broken rule found, and one result made of it."""

from __future__ import annotations

from evals.played import Played
from evals.record import CaseResult, Violation
from evals.recording import Told, recorded
from evals.scorers.actions import actions, actions_precision, actions_recall, flow, forbidden_tools
from evals.scorers.end_state import end_state
from evals.scorers.facts import facts
from evals.scorers.handoff import consent, handoff
from evals.scorers.policy import violations
from evals.scorers.reading import reading
from evals.scorers.texting import texting
from evals.scorers.tone import tone
from evals.snapshot import Tree
from evals.world import world_of

SCORERS = (
    end_state,
    actions,
    actions_precision,
    actions_recall,
    facts,
    flow,
    handoff,
    consent,
    forbidden_tools,
    texting,
    tone,
    reading,
)


def judged(played: Played, told: Told) -> CaseResult:
    """One result: every scorer is asked, and no rule may be broken."""
    return recorded(played, told, tuple(score(played) for score in SCORERS), _broken(played))


def _broken(played: Played) -> tuple[Violation, ...]:
    confirm = world_of(played.case.world, played.started_at).policy.confirm
    return violations(played, {action: str(mode) for action, mode in confirm.items()}, of_others(played))


def of_others(played: Played) -> Tree:
    """What only other customers may read, and whose it is: order and tracking numbers, streets and e-mail addresses."""
    secrets: dict[str, str] = {}
    for number, order in played.start["orders"].items():
        if order["customer_phone"] == played.case.phone:
            continue
        secrets[f"#{number}"] = f"order of {order['customer_phone']}"
        if order["tracking"]:
            secrets[order["tracking"]["number"]] = f"parcel of {order['customer_phone']}"
    for phone, customer in played.start["customers"].items():
        if phone != played.case.phone:
            secrets[customer["email"]] = f"e-mail of {phone}"
            if customer["address"]:
                secrets[customer["address"]["street"]] = f"street of {phone}"
    return secrets
