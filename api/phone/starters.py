"""Starters: the conversations of the founding article, one tap each, and what the customer writes next in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from api.errors import NotFound
from api.event import Newsroom, ShopEvent, notice_of
from api.service import Service
from api.store import notices

FILE: Final = Path(__file__).parent / "starters.toml"
FROM_A_STARTER: Final = "starter:"
LICENCE: Final = f"event:{FROM_A_STARTER}"


class Starter(BaseModel):
    """One conversation. ``event`` lacks only its id; ``lines`` are the customer's, in order."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    shows: str
    phone: str
    event: dict[str, str]
    lines: tuple[str, ...]


def _read() -> dict[str, Starter]:
    found = tomllib.loads(FILE.read_text("utf-8"))["starter"]
    return {one["id"]: Starter.model_validate(one) for one in found}


STARTERS: Final = _read()


async def open_starter(service: Service, starter_id: str) -> Starter:
    """Let the brand's opener arrive: the event is read from the shop and its text goes through the outbox.

    Raises NotFound for an unknown starter, and Conflict where the shop shows something else by now.
    """
    starter = STARTERS.get(starter_id)
    if starter is None:
        raise NotFound("There is no such conversation.")
    brand, deps = next(iter(service.brands.items()))
    event = ShopEvent.model_validate({"id": f"{FROM_A_STARTER}{starter.id}:{service.new_id()}", **starter.event})
    notice = await notice_of(event, Newsroom(brand=deps.brand, shop=deps.shop, prompts=deps.prompts, clock=deps.clock))
    async with service.database.writing() as session:
        await notices.put(session, (brand, notice.phone), event.id, notice.text, service.clock())
    service.texts_leave.set()
    return starter


def next_line(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """What the customer writes next in the conversation that was started last, or None.

    ``first`` is set while nothing was written since the opener, ``ready`` once the shop's last text has arrived.
    Whoever writes something of their own leaves the conversation.
    """
    opened = [index for index, row in enumerate(rows) if str(row["licence"] or "").startswith(LICENCE)]
    if not opened:
        return None
    starter = STARTERS.get(str(rows[opened[-1]]["licence"]).removeprefix(LICENCE).partition(":")[0])
    if starter is None or rows[opened[-1]]["state"] == "dropped":
        return None
    said = [row["body"] for row in rows[opened[-1] + 1 :] if row["direction"] == "in"]
    if tuple(said) != starter.lines[: len(said)] or len(said) >= len(starter.lines):
        return None
    return {"text": starter.lines[len(said)], "first": not said, "ready": rows[-1]["delivery"] == "delivered"}
