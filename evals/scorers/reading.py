"""Reading: whether what was said is as easy to read as the case asks."""

from __future__ import annotations

from typing import Final

from agent.embedded.language import language_of
from evals.played import Played
from evals.reading import reading_ease
from evals.score import Score, failed, passed, unscored

NAME: Final = "reading"


def reading(played: Played) -> Score:
    """All replies of one language together. Abstains where the case asks for nothing, and on fewer than 30 words."""
    least = played.case.end.reads_at_least if played.case.end else None
    if least is None:
        return unscored(NAME, "the case does not say")
    spoken: dict[str, list[str]] = {}
    for answer in played.answers:
        spoken.setdefault(language_of(answer.reply), []).append(answer.reply)
    eases = {language: reading_ease("\n".join(replies), language) for language, replies in spoken.items()}
    known = {language: ease for language, ease in eases.items() if ease is not None}
    if not known:
        return unscored(NAME, "too few words to judge")
    reason = ", ".join(f"{ease:.0f} in {language}" for language, ease in known.items())
    fits = all(ease >= least for ease in known.values())
    told = f"reading ease {reason}, expected at least {least:.0f}"
    return passed(NAME, told) if fits else failed(NAME, told)
