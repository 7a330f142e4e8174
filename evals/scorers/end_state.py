"""End state: the whole shop afterwards is the shop before with the expected changes, and nothing else."""

from __future__ import annotations

from evals.played import Played
from evals.score import Score, failed, passed, unscored
from evals.snapshot import differences
from tools.demo.days import Days

NAME = "end_state"


def end_state(played: Played) -> Score:
    """Abstains where the case names no changes, charges or refunds."""
    end = played.case.end
    if end is None or (end.changes is None and end.charges is None and end.refunds is None):
        return unscored(NAME, "the case does not look at the shop")
    wrong = []
    if end.changes is not None:
        wrong += differences(played.start, played.end, end.changes, Days(played.started_at))
    for kind, wanted in (("charge", end.charges), ("refund", end.refunds)):
        got = tuple(one.amount.text for one in played.payments if one.kind == kind)
        if wanted is not None and got != wanted:
            wrong.append(f"{kind}s were {_listed(got)}, expected {_listed(wanted)}")
    return failed(NAME, "; ".join(wrong)) if wrong else passed(NAME, "the shop is as expected")


def _listed(amounts: tuple[str, ...]) -> str:
    return ", ".join(amounts) or "none"
