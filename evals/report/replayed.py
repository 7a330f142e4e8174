"""The report's section on real conversations: what came out differently, then and now side by side."""

from __future__ import annotations

from typing import Any

from evals.production.comparing import ASPECTS
from evals.production.tally import Replay

SHOWN = 40


def replayed(replay: Replay | None) -> dict[str, Any]:
    """What the template is given; nothing of a run of suites."""
    return {"replay": replay, "aspects": ASPECTS, "shown": SHOWN}
