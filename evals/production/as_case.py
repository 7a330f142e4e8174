"""A recorded conversation as a case: played on its own day against the shop as it stood when it began."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from evals.case import Case
from evals.production.course import Course
from evals.production.recorded import Recorded
from tools.demo.days import BRAND_ZONE

SUITE: Final = "replay"


def done_of(record: Recorded) -> tuple[str, ...]:
    """The actions that the agent did, in order."""
    return tuple(one.action for one in record.effects if one.state == "done" and one.turn is not None)


def handed_over(record: Recorded) -> tuple[str, ...]:
    """Why turns handed over, in order; what the worker or a colleague put into the queue is not the agent's."""
    return tuple(one.handoff for one in record.turns if one.handoff is not None)


def case_of(record: Recorded, course: Course) -> Case:
    """What it expects is what really happened. Raises ValueError (pydantic's) for a shop that cannot be one."""
    return Case.model_validate({**frame_of(record, course), "steps": course.steps, "end": end_of(record)})


def frame_of(record: Recorded, course: Course) -> dict[str, Any]:
    """A case's head: who texts, when, and the frozen shop."""
    begins = course.begins_at.astimezone(ZoneInfo(BRAND_ZONE))
    return {
        "id": f"talk-{record.id}".lower(),
        "shows": "It comes out as it did.",
        "tags": [one for one in (record.label, record.brand) if one],
        "from": record.transcript.phone,
        "introduced": record.start.introduced,
        "opted_out": record.start.opted_out,
        "clock": {"on": begins.date().isoformat(), "at": f"{begins:%H:%M:%S}"},
        "world": {"frozen": record.start.shop, **_declined(record)},
    }


def _declined(record: Recorded) -> dict[str, list[str]]:
    """A card that was turned down is turned down again: the shop itself does not say which would be."""
    refused = [one.command for one in record.effects if one.refusal == "card_declined"]
    cards = [str(one.get("card_id") or one.get("to_card_id") or "") for one in refused]
    return {"declined_cards": cards} if any(cards) else {}


def end_of(record: Recorded) -> dict[str, Any]:
    reasons = handed_over(record)
    return {"effects": list(done_of(record)), "handoff": list(dict.fromkeys(reasons)) or "none"}
