"""Tone: how a text of ours may not sound, rule by rule, each with the words that broke it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from agent.emoji import is_picture
from agent.transcript import Speaker
from evals.played import Played
from evals.score import Score, share

NAME: Final = "tone"
Rule = Callable[[str, str], str | None]
"""What is wrong with a reply, given what the customer has written so far; None where nothing is."""

_LINK: Final = re.compile(r"https?://\S+|\S+@\S+")
_MARKDOWN: Final = re.compile(r"\*\*|__|`|^\s*(?:#{1,6} |[*-] )|\[[^\]]+\]\([^)]+\)", re.MULTILINE)
_CURLY: Final = re.compile("[\u2018\u2019\u201c\u201d\u2013\u2014\u2026]")
_SHOUT: Final = re.compile(r"\b[A-Z]{3,}(?:[ ,!]+[A-Z]{2,}){2,}")
_SORRY: Final = re.compile(r"\b(?:sorry|apologi[sz]e|apologies|disculpas?|lo siento|perd[oó]n)\b", re.IGNORECASE)


def tone(played: Played) -> Score:
    """The share of checks that no reply broke. Abstains where the case names no rule, or nothing was said."""
    asked = played.case.end.tone if played.case.end else ()
    rules = {name: rule for name, rule in RULES.items() if asked == "all" or name in asked}
    replies = [answer.reply for answer in played.answers if answer.bodies]
    if not rules or not replies:
        return share(NAME, 0, 0, "the case names no rule" if replies else "nothing was said")
    own = "\n".join(text.body for text in played.texts if text.speaker is Speaker.CUSTOMER)
    broken = [f"{name}: {wrong}" for reply in replies for name, wrong in broken_in(reply, own, rules)]
    of = len(rules) * len(replies)
    return share(NAME, of - len(broken), of, "; ".join(broken) or "no rule broken")


def broken_in(reply: str, customers: str, rules: dict[str, Rule] | None = None) -> list[tuple[str, str]]:
    """The rules that one reply breaks, with what broke them. ``customers`` is what the customer has written."""
    plain = _LINK.sub(" ", reply)
    found = ((name, rule(plain, customers)) for name, rule in (rules or RULES).items())
    return [(name, wrong) for name, wrong in found if wrong is not None]


def _first(pattern: re.Pattern[str]) -> Rule:
    def rule(reply: str, customers: str) -> str | None:
        found = pattern.search(reply)
        return repr(found.group().strip()) if found else None

    return rule


def _more_than_one(pattern: str, what: str) -> Rule:
    sign = re.compile(pattern)

    def rule(reply: str, customers: str) -> str | None:
        many = len(sign.findall(reply))
        return f"{many} {what}" if many > 1 else None

    return rule


def _emoji(reply: str, customers: str) -> str | None:
    """Only for somebody who uses them."""
    shown = [sign for sign in reply if is_picture(sign)]
    return repr(shown[0]) if shown and not any(is_picture(sign) for sign in customers) else None


RULES: Final[dict[str, Rule]] = {
    "markdown": _first(_MARKDOWN),
    "quotes": _first(_CURLY),
    "shouting": _first(_SHOUT),
    "emoji": _emoji,
    "questions": _more_than_one(r"\?", "questions"),
    "exclaiming": _more_than_one(r"!", "exclamation marks"),
    "apologies": _more_than_one(_SORRY.pattern.replace(r"\b(?:", r"(?i:\b(?:", 1) + ")", "apologies"),
}
"""By the name that a case uses: the manners of ``prompts/base/system.md``, and the house's plain characters (S58)."""
