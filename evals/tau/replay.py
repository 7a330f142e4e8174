"""Gold actions replayed through our tools: each is proposed, confirmed, checked again and done, as for a customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from pydantic import ValidationError

from evals.tau.database import TauDatabase
from evals.tau.gold import NoTool, call_for
from evals.tau.state import differences, end_state, repaired
from evals.tau.task import Action, Task
from evals.tau.world import TauWorld, tau_world
from tools import TOOLS
from tools.base import BadArguments, Proposed, Refused, ToolContext
from tools.drafts.draft import holds
from tools.testing import MemoryShop

BY_NAME = {tool.name: tool for tool in TOOLS}


@dataclass(frozen=True)
class Replayed:
    """One task. ``refusals`` are the actions that our tools would not do, ``differences`` where the end states part."""

    task: str
    refusals: tuple[str, ...]
    differences: tuple[str, ...]
    fails_upstream: bool

    @property
    def exact(self) -> bool:
        return not self.differences


async def replay_all(tasks: Sequence[Task], database: TauDatabase, now: datetime) -> list[Replayed]:
    """Every task on a world of its own."""
    world = tau_world(database, now)
    return [await replay(task, database, world, lambda: now) for task in tasks]


async def replay(task: Task, database: TauDatabase, world: TauWorld, clock: Callable[[], datetime]) -> Replayed:
    """The gold actions that write, in order; what is refused is left out, and told."""
    shop = MemoryShop(world.world, clock)
    phone = world.phones.get(task.user(database), "")
    refusals = [why for action in task.writes if (why := await _do(action, database, shop, phone, clock())) is not None]
    got = await end_state(shop, database, world)
    return Replayed(
        task=task.id,
        refusals=tuple(refusals),
        differences=tuple(differences(repaired(task.expected_end_state, database), got)),
        fails_upstream=bool(task.gold_tool_errors),
    )


async def _do(action: Action, database: TauDatabase, shop: MemoryShop, phone: str, now: datetime) -> str | None:
    """None when it was done, else why not."""
    numbers = count(1)
    context = ToolContext(
        phone=phone,
        shop=shop,
        policy=await shop.policy(),
        customer=await shop.customer(phone),
        now=now,
        new_id=lambda: f"proposal-{next(numbers)}",
        knowledge=_nothing_known,
    )
    try:
        name, said = call_for(action, database)
        result = await BY_NAME[name].run(BY_NAME[name].arguments.model_validate(said), context)
        if not isinstance(result, Proposed) or result.proposal.command is None:
            return f"{action.name}: not proposed"
        if not await holds(result.proposal, result.proposal.command, context):
            return f"{action.name}: does not hold"
    except (BadArguments, Refused) as error:
        return f"{action.name}: {error.code} {error.facts.get('wanted') or error.facts.get('item') or ''}".rstrip()
    except (NoTool, ValidationError) as error:
        return f"{action.name}: {error}"
    key = f"{action.name}-{action.arguments}"
    outcome = await shop.perform(phone, result.proposal.command, key)
    return None if outcome.status == "done" else f"{action.name}: {outcome.refusal}"


async def _nothing_known(query: str, limit: int) -> list[dict[str, Any]]:
    return []
