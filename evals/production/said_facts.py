"""The facts that a reply names: amounts, days, order and tracking numbers, links; what two versions must agree on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from agent.texting import normalise

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.?"
_KINDS: Final = (
    ("link", re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+(?:com|net|org|example|co|shop|io))(?:/\S*)?")),
    ("amount", re.compile(r"\$\s?(\d[\d,]*(?:\.\d\d)?)")),
    ("day", re.compile(rf"\b({_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+(?:de\s+)?{_MONTH})\b")),
    ("day", re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|\d{1,2}/\d{1,2})\b")),
    ("number", re.compile(r"#?\b((?=[a-z]*\d)[a-z]{0,6}\d{4,}[a-z0-9]*)\b")),
    ("size", re.compile(r"\b(?:size|talla)\s+(\d{1,2}(?:\.5)?)\b")),
)


def facts_in(bodies: Iterable[str]) -> frozenset[str]:
    """Each as ``kind: value``, without regard to case. Of a link only its host: what comes after names somebody."""
    left = normalise("\n".join(bodies)).casefold()
    found: set[str] = set()
    for kind, pattern in _KINDS:
        found |= {f"{kind}: {_plain(kind, value)}" for value in pattern.findall(left)}
        left = pattern.sub(" ", left)
    return frozenset(found)


def _plain(kind: str, value: str) -> str:
    """``$45`` and ``$45.00`` are one amount, ``june 11`` and ``jun 11`` one day."""
    if kind == "amount":
        whole = value.replace(",", "")
        return whole if "." in whole else f"{whole}.00"
    if kind == "day":
        month = re.search(r"[a-z]{3,}", value.replace(" de ", " "))
        number = re.search(r"\d{1,2}(?!/)", value)
        return f"{month[0][:3]} {number[0]}" if month and number and "/" not in value else value
    return value
