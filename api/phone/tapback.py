"""Tapbacks: the text that an iPhone sends in place of a reaction, and where the phone shows it (S61)."""

from __future__ import annotations

from typing import Final

from agent.inbound import Reaction, tapback
from api.errors import Invalid

FRAMES: Final[dict[str, str]] = {
    "loved": "Loved",
    "liked": "Liked",
    "disliked": "Disliked",
    "laughed": "Laughed at",
    "emphasized": "Emphasized",
    "questioned": "Questioned",
}
"""The six reactions of the phone, by the name of `agent.inbound.Reaction`."""


def tapback_text(reaction: str, body: str) -> str:
    """What arrives at the shop: ``Loved “...”``. Raises Invalid for a reaction that no phone has."""
    frame = FRAMES.get(reaction)
    if frame is None:
        raise Invalid("A phone knows no such reaction.")
    return f"{frame} “{body}”"


def reaction_of(body: str) -> tuple[Reaction | None, str] | None:
    """The reaction of a text, None for one that was taken back, and the words it is about; None if it is no reaction.

    A phone may have cut the words.
    """
    found = tapback(body)
    if found is None or found.quoted is None:
        return None
    return (None if found.removed else found.reaction), found.quoted.rstrip("….").strip()
