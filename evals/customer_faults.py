"""The simulated customer's own mistakes, found by code: what they spoil says nothing about the agent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agent.consent import Keyword, keyword

MOST_REPEATS: Final = 3
_SHINGLE: Final = 8
_FEWEST_WORDS: Final = 3
_NUMBER: Final = re.compile(r"(?<![\w$€£.,])#?(\d{5,})(?![\w.,]\d)")
_ORDER: Final = re.compile(r"(?:\border\s+(?:number\s+|no\.?\s*)?(?:is\s+)?#?|#)(\d{3,})\b", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SIZE: Final = re.compile(
    r"\bsize\s+(?:is\s+|was\s+)?(\d{1,2}(?:\.5)?|x{1,3}[sl]|[sml]|small|medium|large)\b", re.IGNORECASE
)
_AGENT_SAYS: Final = (
    r"^\s*(?:agent|assistant|shop|support)\s*:",
    r"\bas an ai\b",
    r"\bhow (?:can|may) i (?:help|assist) you\b",
    r"\bthank(?:s| you) for (?:contacting|reaching out|texting us)\b",
    r"\blet me (?:look|check) (?:that|this) up for you\b",
    r"\b(?:i have|i've|we have|we've) (?:now |just )?(?:cancell?ed|refunded|processed|updated|issued) your\b",
)
_AS_AGENT: Final = re.compile("|".join(_AGENT_SAYS), re.IGNORECASE)
_LEAKS: Final = re.compile(
    r"\bsystem prompt\b|\bmy (?:instructions|persona)\b|\bsimulated customer\b|\b(?:play|playing) a customer\b"
    r"|\[\s*(?:done|give\s*up)\b|\{(?:goal|facts|manner|slang|language)\}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heard:
    """What the customer knows: given ``facts`` and ``goal``, own texts ``said`` and the shop's texts ``seen`` so far.

    ``instructions`` is what it was told beside the goal and the facts, and may never repeat.
    """

    facts: Mapping[str, str]
    goal: str
    instructions: str
    said: Sequence[str] = ()
    seen: Sequence[str] = ()

    @property
    def known(self) -> str:
        return "\n".join((self.goal, *self.facts.values(), *self.seen))


def fault_of(text: str, heard: Heard) -> str | None:
    """What is wrong with the text that the customer is about to send, in one line; None where nothing is."""
    checks = (_spoke_as_agent, _leaked, _reserved, _contradicts, _repeats)
    return next((fault for check in checks if (fault := check(text, heard)) is not None), None)


def fault_of_ending(answered: bool) -> str | None:
    """An ending by the customer's own word before the shop has said anything is a fault."""
    return None if answered else "ended the conversation before the agent had answered"


def _spoke_as_agent(text: str, heard: Heard) -> str | None:
    found = _AS_AGENT.search(text)
    return f"spoke as the agent: {found.group().strip()}" if found else None


def _leaked(text: str, heard: Heard) -> str | None:
    """Any eight words in a row of the instructions, or a word that only they use."""
    if found := _LEAKS.search(text):
        return f"gave away its instructions: {found.group()}"
    own = _shingles(heard.instructions) - _shingles(heard.goal)
    copied = sorted(_shingles(text) & own)
    return f"gave away its instructions: {' '.join(copied[0])}" if copied else None


def _reserved(text: str, heard: Heard) -> str | None:
    """STOP and its like, where the goal does not ask for it: it would opt the customer out of everything."""
    if keyword(text) is not Keyword.STOP or _is_wanted(text, heard.goal):
        return None
    return f"sent a reserved word by accident: {text.strip()}"


def _contradicts(text: str, heard: Heard) -> str | None:
    known = heard.known.casefold()
    for name, pattern in (("number", _ORDER), ("number", _NUMBER), ("e-mail address", _EMAIL)):
        for found in pattern.findall(text):
            if not _is_in(str(found), known):
                return f"named the {name} {found}, which is not among its facts"
    sizes = [value.casefold() for key, value in heard.facts.items() if "size" in key.casefold()]
    for found in _SIZE.findall(text) if sizes else ():
        if found.casefold() not in sizes and not _is_in(found, known):
            return f"named the size {found}, its facts say {', '.join(sizes)}"
    return None


def _repeats(text: str, heard: Heard) -> str | None:
    """Short answers may recur; whole sentences, the third time, are a loop."""
    plain = _words(text)
    times = 1 + sum(_words(one) == plain for one in heard.said)
    if len(plain) < _FEWEST_WORDS or times < MOST_REPEATS:
        return None
    return f"said the same {times} times: {text.strip()}"


def _is_in(value: str, known: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", known) is not None


def _is_wanted(text: str, goal: str) -> bool:
    return _is_in(" ".join(_words(text)), goal.casefold())


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w']+", text.casefold()))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {words[place : place + _SHINGLE] for place in range(len(words) - _SHINGLE + 1)}
