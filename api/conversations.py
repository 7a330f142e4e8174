"""Conversations: a thread's texts without a day's pause, and how each of them ended, by a rule that anybody can check.

wrong        a colleague labelled one of the agent's turns in it as bad
handed_over  it went to a person, or a person wrote in it
open         the last text is less than 24 hours old, so it may go on
unanswered   nothing of ours followed: an opt-out that the carrier confirms, a blocked sender, or only a tapback
recontacted  the customer began another one within 72 hours after its end, whatever about
confirmed    an action was done in the shop in it, or the customer's last text was thanks and nothing else
presumed     the agent answered and the customer was quiet: nobody said that it helped

The first that holds is its outcome, so nothing is counted twice, and silence never counts as confirmed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

Outcome = Literal["confirmed", "presumed", "recontacted", "handed_over", "wrong", "open", "unanswered"]
PAUSE: Final = timedelta(hours=24)
AGAIN: Final = timedelta(hours=72)
THANKS: Final = re.compile(
    r"\W*(?:(?:ok(?:ay)?|k|cool|great|perfect|awesome|amazing|yay|yes|got it|all good|that'?s (?:it|all|great|perfect)|"
    r"so much|very much|a lot|again|thank(?:s| you)|thx|ty|tysm|appreciate it|(?:muchas )?gracias|perfecto|genial)\W*)+"
)
GRATEFUL: Final = re.compile(r"thank|thx|\bty|perfect|awesome|amazing|great|appreciate|gracias|perfecto|genial")


@dataclass
class Conversation:
    """``asked_at`` is the customer's first text in it; ``last_at`` the last text of anybody."""

    thread_id: str
    asked_at: datetime
    last_at: datetime
    answered: bool = False
    by_person: bool = False
    thanked: bool = False
    next_at: datetime | None = None


Times = Mapping[str, list[datetime]]


@dataclass(frozen=True)
class Facts:
    """What else happened, as sorted times by thread."""

    handoffs: Times
    done: Times
    wrong: Times


def said_thanks(body: str) -> bool:
    """Whether a text is thanks and nothing else."""
    words = body.strip().casefold().replace("\u2019", "'")
    return THANKS.fullmatch(words) is not None and GRATEFUL.search(words) is not None


def times(rows: Iterable[Mapping[str, Any]], at: str = "at") -> Times:
    """Sorted times by thread."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[at]):
        found[row["thread_id"]].append(row[at])
    return found


def cut(texts: Iterable[Mapping[str, Any]]) -> list[Conversation]:
    """The conversations in texts of any order; what the brand says before a customer's first text begins none."""
    found: list[Conversation] = []
    current: Conversation | None = None
    for text in sorted(texts, key=lambda text: (text["thread_id"], text["at"])):
        came = text["direction"] == "in"
        if current is not None and _goes_on(current, text):
            _add(current, text, came)
        elif came:
            begun = Conversation(text["thread_id"], text["at"], text["at"], thanked=said_thanks(text["short"]))
            if current is not None and current.thread_id == begun.thread_id:
                current.next_at = begun.asked_at
            found.append(current := begun)
    return found


def outcome_of(one: Conversation, facts: Facts, now: datetime) -> Outcome:
    """How it ended, by the rule at the top of this file."""
    rules: tuple[tuple[Outcome, bool], ...] = (
        ("wrong", _within(facts.wrong, one)),
        ("handed_over", one.by_person or _within(facts.handoffs, one)),
        ("open", now - one.last_at < PAUSE),
        ("unanswered", not one.answered),
        ("recontacted", one.next_at is not None and one.next_at - one.last_at <= AGAIN),
        ("confirmed", one.thanked or _within(facts.done, one)),
    )
    return next((name for name, holds in rules if holds), "presumed")


def _goes_on(current: Conversation, text: Mapping[str, Any]) -> bool:
    return bool(current.thread_id == text["thread_id"] and text["at"] - current.last_at < PAUSE)


def _add(current: Conversation, text: Mapping[str, Any], came: bool) -> None:
    current.last_at = text["at"]
    if came:
        current.thanked = said_thanks(text["short"])
    elif text["state"] != "dropped":
        current.answered = current.answered or text["speaker"] == "agent"
        current.by_person = current.by_person or text["speaker"] == "person"


def _within(found: Times, one: Conversation) -> bool:
    moments = found.get(one.thread_id, [])
    first = bisect_left(moments, one.asked_at)
    return first < len(moments) and moments[first] < one.last_at + PAUSE
