"""The gate on real plays: what makes customers worse off is caught, and a change that changes nothing passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from agent.deps import Deps
from evals.case import Suite
from evals.equipment import Choice, Equipment, equip
from evals.gate import Verdict, judge
from evals.record import Run
from evals.running import Plan, header, play_one, tries
from evals.suite import CASES, load_suite
from evals.summary import Summary, summarize
from evals.versions import REPOSITORY
from tests.evals.test_equipment import settings
from tests.evals.test_running import NOW
from tools.order import Order
from tools.shop import Shop, ShopUnavailable

FOUNDING = load_suite(CASES / "founding.yaml")
ASKED = Suite.model_validate(
    {
        "suite": "asked",
        "shows": "Articles answer, and a person does where the agent guesses.",
        "required": True,
        "cases": [
            {
                "id": "gift-cards",
                "shows": "Gift cards do not expire.",
                "from": "+14155550101",
                "steps": [{"text": "do gift cards expire?", "expect": {"says": ["do not expire"]}}],
            },
            {
                "id": "resole-kit",
                "shows": "The kit has a price.",
                "from": "+14155550101",
                "steps": [{"text": "how much is the resole kit?", "expect": {"says": ["$39"]}}],
            },
        ],
    }
)
GUESSED = Suite.model_validate(
    {
        "suite": "guessed",
        "shows": "Where the agent would guess, a person answers.",
        "required": True,
        "cases": [
            {
                "id": "no-request",
                "shows": "It is about no order and no parcel that can be told.",
                "from": "+14155550101",
                "steps": [{"text": "where do i send it and who pays"}],
                "end": {"handoff": "low_confidence"},
            }
        ],
    }
)
SUITES = (FOUNDING, ASKED)
CAREFUL = (("handoff_below", 0.6),)


async def played(equipment: Equipment, *suites: Suite) -> Summary:
    """Every case once, as `parley eval run` plays it."""
    results = tuple([await play_one(one, equipment) for one in tries(suites, 1)])
    return summarize(Run(header=header("run-1", NOW, suites, equipment, Plan()), results=results))


async def against_published(choice: Choice, *suites: Suite, published: Choice | None = None) -> Verdict:
    before = await played(equip(settings(), published or Choice()), *suites)
    assert all(one.passed == one.played for suite in before.suites.values() for one in suite.cases.values())
    return judge(await played(equip(settings(), choice), *suites), before)


def copied(kind: str, to: Path) -> Path:
    """The shipped prompts or articles, to be changed."""
    return Path(shutil.copytree(REPOSITORY / kind, to / kind, ignore=shutil.ignore_patterns("*.py", "__pycache__")))


def caught(verdict: Verdict) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in verdict.findings]


async def test_a_worse_prompt_is_caught(tmp_path: Path) -> None:
    folder = copied("prompts", tmp_path)
    page = folder / "base" / "receipts.md"
    told = "We've canceled order #{{ order }}."
    assert told in page.read_text()
    page.write_text(page.read_text().replace(told, "It is done, {{ order }} times thanks."))
    verdict = await against_published(Choice(prompts=str(folder)), *SUITES)
    assert caught(verdict) == [("worse", "founding/maya-cancellation")]


async def test_a_dropped_article_is_caught(tmp_path: Path) -> None:
    folder = copied("knowledge", tmp_path)
    (folder / "brands" / "smear" / "gift-cards.md").unlink()
    verdict = await against_published(Choice(knowledge=str(folder)), *SUITES)
    assert caught(verdict) == [("worse", "asked/gift-cards")]


async def test_a_lowered_threshold_is_caught() -> None:
    """A brand that publishes a careful threshold is told when somebody takes the care away."""
    lowered = Choice(thresholds=(("handoff_below", 0.1),))
    verdict = await against_published(lowered, GUESSED, published=Choice(thresholds=CAREFUL))
    assert caught(verdict) == [("worse", "guessed/no-request")]
    assert "expected low_confidence" in verdict.findings[0].says


class Unanswering:
    """A shop whose orders cannot be read."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def orders(self, phone: str) -> tuple[Order, ...]:
        raise ShopUnavailable("no answer")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shop, name)


@dataclass(frozen=True)
class Broken(Equipment):
    """The same, with that shop."""

    def deps(self, shop: Shop, clock: Callable[[], datetime]) -> Deps:
        return super().deps(cast(Shop, Unanswering(shop)), clock)


async def test_a_broken_tool_is_caught() -> None:
    sound = equip(settings(), Choice())
    broken = Broken(**{one.name: getattr(sound, one.name) for one in fields(sound)})
    verdict = judge(await played(broken, *SUITES), await played(sound, *SUITES))
    assert {where for _, where in caught(verdict)} >= {f"founding/{case.id}" for case in FOUNDING.cases}


async def test_a_change_that_changes_nothing_passes_ten_times_of_ten(tmp_path: Path) -> None:
    """The same words in another folder, and a threshold set to what it is."""
    folder = copied("prompts", tmp_path)
    same = equip(settings(), Choice(prompts=str(folder), thresholds=(("handoff_below", 0.35),)))
    before = await played(equip(settings(), Choice()), *SUITES)
    assert [judge(await played(same, *SUITES), before).findings for _ in range(10)] == [()] * 10
