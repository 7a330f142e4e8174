"""A stage for cases: a scripted model, or the embedded one, over the case's own shop and clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from agent.deps import Deps
from agent.model import Model
from evals.case import Case
from evals.played import Played
from evals.playing import play_case
from tests.scene import scene
from tools.shop import Shop


def case(*steps: dict[str, Any], phone: str = "+14155550104", **keys: Any) -> Case:
    kept = {"id": "tried", "shows": "It is tried.", "from": phone, "steps": list(steps), **keys}
    return Case.model_validate(kept)


async def played(one: Case, model: Model | None = None, **options: Any) -> Played:
    """Without a model, asking one fails the test."""

    def deps(shop: Shop, clock: Callable[[], datetime]) -> Deps:
        return replace(scene(model, **options)[0], shop=shop, clock=clock)

    return await play_case(one, deps)
