"""The send lock: a reply that was written against an older state of its thread is held, its words kept (S86)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import Speaker
from api.console.doing import NotDone
from api.store import texts

COUNTS = (Speaker.CUSTOMER.value, Speaker.PERSON.value)


def newest(stored: Sequence[Mapping[str, Any]]) -> str:
    """The id of the last text that a writer must have read: the customer's or a colleague's, sent or about to be."""
    return next((str(one["id"]) for one in reversed(stored) if _counts(one)), "")


async def insist(session: AsyncSession, thread_id: str, read: str, me: str) -> None:
    """Raises NotDone if somebody but ``me``, a name, wrote after the text ``read``.

    An empty ``read`` is from a page that does not say what it shows, and is not held.
    """
    stored = await texts.of_thread(session, thread_id)
    place = next((at for at, one in enumerate(stored) if str(one["id"]) == read), None)
    if place is None:
        return
    later = [one for one in stored[place + 1 :] if _counts(one) and one["author"] != me]
    if later:
        is_person = any(one["speaker"] == Speaker.PERSON.value for one in later)
        raise NotDone("meanwhile" if is_person else "customer-wrote")


def _counts(one: Mapping[str, Any]) -> bool:
    return one["direction"] in ("in", "out") and one["speaker"] in COUNTS and one["state"] != "dropped"
