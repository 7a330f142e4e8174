"""The service's own words: sections of `prompts/base/service.md` as texts to send."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from agent.brand import Brand
from agent.deps import Deps
from agent.outcome import OutText, TextKind
from tools.base import HandoffReason

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ES = ("lun.", "mar.", "mie.", "jue.", "vie.", "sab.", "dom.")  # without accents: one would make it UCS-2
HANDOFF_SECTIONS = {
    HandoffReason.SELF_HARM: "handoff_crisis",
    HandoffReason.INJURY: "handoff_care",
    HandoffReason.HARASSMENT: "handoff_care",
    HandoffReason.PHOTO: "photo",
    HandoffReason.MODEL_FAILED: "holding",
    HandoffReason.UNKNOWN_OUTCOME: "checking",
    HandoffReason.UNPROVEN: "proof_failed",
}


def say(deps: Deps, section: str, kind: TextKind = TextKind.REPLY, language: str = "en", **values: object) -> OutText:
    """One text of the service page. ``brand`` and ``email`` are always at hand."""
    template = deps.prompts.template("service", section, language)
    known = {"brand": deps.brand.name, "email": deps.brand.email, **values}
    return OutText(body=template.render(**known), kind=kind)


def handoff_text(deps: Deps, reason: HandoffReason, language: str = "en") -> OutText:
    """Says that a person takes over, and when they will have answered (S83)."""
    section = HANDOFF_SECTIONS.get(reason, "handoff")
    return say(deps, section, TextKind.HANDOFF, language, by=promise(deps.brand, deps.clock(), language))


def promise(brand: Brand, now: datetime, language: str = "en") -> str:
    """The time by which a person will have answered, as a customer reads it."""
    return spoken(brand.answers_by(now), brand, now, language)


def spoken(moment: datetime, brand: Brand, now: datetime, language: str = "en") -> str:
    """A time as a customer reads it: ``5 PM``, ``Mon 10 AM``."""
    zone = ZoneInfo(brand.timezone)
    local, by = now.astimezone(zone), moment.astimezone(zone)
    clock = f"{by.hour % 12 or 12}{f':{by.minute:02d}' if by.minute else ''} {'AM' if by.hour < 12 else 'PM'}"
    if by.date() == local.date():
        return clock
    days = WEEKDAYS_ES if language == "es" else WEEKDAYS
    return f"{days[by.weekday()]} {clock}"
