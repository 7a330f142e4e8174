"""Handoff: whether a person was called, and for the reason that the case names; consent beside it."""

from __future__ import annotations

from evals.played import Played
from evals.score import Score, failed, passed, unscored

NAME = "handoff"


def handoff(played: Played) -> Score:
    """Abstains where the case does not say. The first handoff counts: after it a person owns the thread."""
    wanted = played.case.end.handoff_reasons if played.case.end else None
    if wanted is None:
        return unscored(NAME, "the case does not say")
    got = next(iter(played.handoffs), None)
    fits = got in wanted or (got is not None and wanted == ("any",)) or (got is None and not wanted)
    reason = f"{got or 'no handoff'}, expected {' or '.join(wanted) or 'none'}"
    return passed(NAME, reason) if fits else failed(NAME, reason)


def consent(played: Played) -> Score:
    """The last change of consent. Abstains where the case does not say."""
    wanted = played.case.end.consent if played.case.end else None
    if wanted is None:
        return unscored("consent", "the case does not say")
    got = played.consent or "none"
    reason = f"{got}, expected {wanted}"
    return passed("consent", reason) if got == wanted else failed("consent", reason)
