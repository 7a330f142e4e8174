"""A text as a page shows it: who said it, in which pieces, when, and what the carrier says of its delivery."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from agent.texting import plain_links

GAP: Final = timedelta(minutes=15)
"""After a pause as long as this the time stands between two texts."""

TICKS: Final[dict[str, str]] = {
    "new": "queued",
    "sending": "queued",
    "accepted": "queued",
    "scheduled": "queued",
    "queued": "queued",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
    "unknown": "unknown",
    "dropped": "not sent",
}
"""What a person needs to know of each state and status."""

_INVISIBLE: Final = frozenset({"Cf", "Cc", "Co", "Cs"})
_KEPT: Final = frozenset("\n\t\u200d\ufe0f")


def tick_of(row: Mapping[str, Any]) -> str:
    """queued, sent, delivered, failed, unknown or not sent, for an outbound text; nothing for others."""
    if row["direction"] != "out":
        return ""
    return TICKS.get(row["delivery"] or row["state"], "queued")


def parts_of(body: str) -> list[dict[str, str]]:
    """The pieces of a body: words, and links with their address. Only http and https become links (K1)."""
    parts: list[dict[str, str]] = []
    rest = body
    for link in plain_links(body):
        before, found, after = rest.partition(link)
        if not found:
            continue
        if before:
            parts.append({"text": before, "href": ""})
        parts.append({"text": link, "href": _address(link)})
        rest = after
    if rest:
        parts.append({"text": rest, "href": ""})
    return parts


def visible(body: str) -> str:
    """A body with every invisible and direction-changing character spelled out, so that nothing hides in it (K1)."""
    return "".join(
        char if char in _KEPT or unicodedata.category(char) not in _INVISIBLE else f"⟨U+{ord(char):04X}⟩"
        for char in body
    )


def clock_time(at: datetime, zone: str) -> str:
    """``9:05 AM`` in the zone of the brand."""
    return at.astimezone(ZoneInfo(zone)).strftime("%I:%M %p").lstrip("0")


def day_and_time(at: datetime, zone: str) -> str:
    """``Wed, Nov 25 · 9:05 AM`` in the zone of the brand."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%a, %b} {local.day} · {clock_time(at, zone)}"


def gaps(rows: Sequence[Mapping[str, Any]], zone: str) -> list[str]:
    """For each text the time to show above it, empty where it follows closely."""
    shown: list[str] = []
    last: datetime | None = None
    for row in rows:
        shown.append(day_and_time(row["at"], zone) if last is None or row["at"] - last >= GAP else "")
        last = row["at"]
    return shown


def _address(link: str) -> str:
    """Where a link leads, with a scheme; nowhere for hosts that exist only in examples."""
    url = link if "://" in link else f"https://{link}"
    host = urlsplit(url).hostname or ""
    return "" if host.endswith(".example") or not url.lower().startswith(("http://", "https://")) else url
