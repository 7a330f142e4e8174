"""A task played by a model: the user texts, the agent answers as customers are answered, the end state is compared."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from agent.brand import Brand
from agent.deps import Deps
from agent.errors import ModelError
from agent.testing import FixedClock
from evals.case import Case, End
from evals.equipment import Equipment
from evals.play import Play
from evals.played import Played
from evals.playing import Playing, Talk
from evals.record import CaseResult
from evals.recording import Told, recorded
from evals.running import NO_CUSTOMER, Prices
from evals.scorers.policy import violations
from evals.simulated import Actor, Goal, converse
from evals.tau.customer import customer_of, opener_of, say_and_agree
from evals.tau.database import TauDatabase
from evals.tau.policy import Instructed, RetailPolicy
from evals.tau.scoring import score
from evals.tau.state import end_state
from evals.tau.task import Task
from evals.tau.world import TauWorld, number_of
from knowledge.testing import MemoryLibrary
from tools.demo.world import World
from tools.shop import Shop, ShopError
from tools.testing import MemoryShop

RETAIL: Final = Brand(
    id="smear",
    name="Retail",
    number="+14155550100",
    email="help@retail.example",
    site="retail.example",
    timezone="America/New_York",
)
_NO_NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Retail:
    """The world that every task starts from, as of ``now``."""

    database: TauDatabase
    world: TauWorld
    policy: RetailPolicy
    now: datetime


@dataclass(frozen=True)
class TauTry:
    """One task once more. ``seed`` is the run's."""

    suite: str
    task: Task
    repeat: int
    seed: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        return self.suite, name_of(self.task), self.repeat


def name_of(task: Task) -> str:
    """The task's id as a case's."""
    return _NO_NAME.sub("-", task.id.casefold()).strip("-") or "task"


async def play_task(wants: TauTry, retail: Retail, equipment: Equipment, prices: Prices) -> CaseResult:
    """It never raises for what a task, a shop or a model does wrong.

    Without a model that plays the customer, only what can be told in one message is played (``say_and_agree``).
    """
    case = case_of(wants, retail)
    if wants.task.gold_tool_errors:
        return _unplayed(wants, case, skipped="its own gold actions fail upstream")
    talk = _talk_of(wants, case, equipment)
    if talk is None:
        return _unplayed(wants, case, skipped=NO_CUSTOMER)
    clock = FixedClock(retail.now)
    shop = MemoryShop(retail.world.world, clock)
    thread = Play(_deps(equipment, retail, shop, clock), case.phone)
    nobody_else = World(policy=retail.world.world.policy, products=(), customers=(), orders=())
    try:
        played = await Playing(case, shop, clock, thread, time.monotonic).run(nobody_else, talk)
    except (ShopError, ModelError) as error:
        return _unplayed(wants, case, error=f"{type(error).__name__}: {str(error).splitlines()[0]}")
    scores = score(wants.task, retail.database, await end_state(shop, retail.database, retail.world), played)
    told = Told(wants.suite, wants.repeat, equipment.model.name, prices)
    return recorded(played, told, scores, violations(played, {}, _of_others(played, retail)))


def case_of(wants: TauTry, retail: Retail) -> Case:
    """The task as a case of ours, whose end is judged by the task's own end state."""
    user = wants.task.user(retail.database)
    return Case.model_validate(
        {
            "id": name_of(wants.task),
            "shows": wants.task.reason or wants.task.request_text or wants.task.opener or "A task.",
            "tags": _tags(wants.task),
            "from": retail.world.phones.get(user, "+14155559999"),
            "customer": customer_of(wants.task),
            "end": End(consent="none"),
        }
    )


def _tags(task: Task) -> list[str]:
    """How many changes it wants, and which."""
    kinds = sorted({one.name.replace("_", "-") for one in task.writes})
    return [f"changes-{len(task.writes)}", *kinds]


def _talk_of(wants: TauTry, case: Case, equipment: Equipment) -> Talk | None:
    customer = case.customer
    if equipment.customer is not None and customer is not None:
        actor = Actor(customer.played_as(), equipment.customer, wants.seed + wants.repeat)
        return lambda thread, send: converse(thread, Goal(customer.wants, customer.facts), actor, send)
    if opener_of(wants.task):
        return lambda thread, send: say_and_agree(wants.task, thread, send)
    return None


def _deps(equipment: Equipment, retail: Retail, shop: Shop, clock: Callable[[], datetime]) -> Deps:
    return replace(
        equipment.deps(shop, clock),
        brand=RETAIL,
        library=MemoryLibrary(retail.policy.passages),
        model=Instructed(equipment.model, retail.policy),
    )


def _of_others(played: Played, retail: Retail) -> dict[str, str]:
    """Order numbers and e-mail addresses of all other users."""
    phones = retail.world.phones
    orders = {f"#{number_of(one.order_id)}": one.user_id for one in retail.database.orders.values()}
    mails = {one.email: one.user_id for one in retail.database.users.values()}
    return {secret: f"of {user}" for secret, user in {**orders, **mails}.items() if phones[user] != played.case.phone}


def _unplayed(wants: TauTry, case: Case, *, error: str | None = None, skipped: str | None = None) -> CaseResult:
    return CaseResult(
        suite=wants.suite,
        case=case.id,
        shows=case.shows,
        tags=case.tags,
        repeat=wants.repeat,
        passed=False,
        error=error,
        skipped=skipped,
    )
