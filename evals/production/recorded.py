"""A recorded conversation, as `parley threads` writes it: scrubbed texts, what came of them, and the shop before it.

Format 1 is a case that an earlier console kept: it has the shop as it was then, and nothing of the shop before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from agent.brand import Brand
from agent.transcript import Text, Transcript

READ = ConfigDict(frozen=True, extra="ignore")
TOO_OLD: Final = "an earlier version kept it, after something had been done: how the shop stood before is not known"


class RecordError(ValueError):
    """A line that is no record; the message names the file and the line."""


class TakenTurn(BaseModel):
    """A turn that was taken: which texts it saw and sent, what it rested on, and what people think of it."""

    model_config = READ

    id: str = ""
    at: AwareDatetime | None = None
    saw: tuple[str, ...]
    said: tuple[str, ...] = ()
    status: str = "handled"
    decided_by: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    prompt_version: str = ""
    handoff: str | None = None
    labels: tuple[Literal["good", "bad"], ...] = ()


class DoneEffect(BaseModel):
    """Something that was done, or refused, in the shop. ``turn`` is None where a colleague did it."""

    model_config = READ

    action: str
    state: str
    refusal: str | None = None
    actor: str = "customer"
    turn: str | None = None
    command: dict[str, Any] = {}


class OwnerEvent(BaseModel):
    """A person took the thread over, or gave it back, without a word to the customer."""

    model_config = READ

    at: AwareDatetime
    what: Literal["takes_over", "hands_back"]


class Start(BaseModel):
    """How things stood when it began. Without a ``shop`` it cannot be played; ``unknown`` says why.

    ``assumed`` is what of the shop is a guess.
    """

    model_config = READ

    at: AwareDatetime
    shop: dict[str, Any] | None = None
    assumed: tuple[str, ...] = ()
    unknown: str = ""
    introduced: bool = False
    opted_out: bool = False
    owner: Literal["agent", "person"] = "agent"


class Recorded(BaseModel):
    """One conversation. ``label`` and ``why`` are what people said of it."""

    model_config = READ

    format: Literal[1, 2]
    id: str
    brand: str
    settings: Brand | None = None
    label: Literal["good", "bad"] | None = None
    why: str = ""
    transcript: Transcript
    start: Start
    turns: tuple[TakenTurn, ...] = ()
    effects: tuple[DoneEffect, ...] = ()
    events: tuple[OwnerEvent, ...] = ()
    handed_over: tuple[str, ...] = ()
    outcome: str | None = Field(default=None, description="how a person closed it")

    @model_validator(mode="before")
    @classmethod
    def _of_format_1(cls, raw: Any) -> Any:
        """What was kept is what it began with, where nothing had been done."""
        if not isinstance(raw, dict) or raw.get("format") != 1 or "start" in raw:
            return raw
        told = raw.get("transcript") or {}
        asked = [one for one in told.get("texts", ()) if one.get("speaker") == "customer"]
        touched = bool(told.get("effects_done"))
        start = {
            "at": asked[0]["at"] if asked else raw.get("at"),
            "shop": None if touched else raw.get("shop"),
            "unknown": TOO_OLD if touched else "",
        }
        return {**raw, "start": start}

    def texts(self, ids: Iterable[str]) -> tuple[Text, ...]:
        """These texts, in the order of the conversation."""
        wanted = set(ids)
        return tuple(one for one in self.transcript.texts if one.id in wanted)


def is_recorded(path: Path) -> bool:
    """Whether a file was written by `parley threads`: its first line is an object with a format and a transcript."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        found = json.loads(first)
    except ValueError:
        return False
    return isinstance(found, dict) and {"format", "transcript"} <= set(found)


def read_records(path: Path) -> tuple[Recorded, ...]:
    """Every record of a file of JSON lines. Raises RecordError, OSError."""
    return records_of(path.read_bytes(), str(path))


def records_of(content: bytes, place: str) -> tuple[Recorded, ...]:
    """Every record of JSON lines that came from ``place``. Raises RecordError."""
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(Recorded.model_validate(json.loads(line)))
        except ValidationError as error:
            first = error.errors()[0]
            told = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise RecordError(f"{place}, line {number}: is no recorded conversation: {told}") from error
        except ValueError as error:
            raise RecordError(f"{place}, line {number}: is no JSON: {error}") from error
    return tuple(found)
