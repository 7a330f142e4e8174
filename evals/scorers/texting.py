"""Texting: the answers fit into the segments that the case allows."""

from __future__ import annotations

from agent.texting import segments
from evals.played import Played
from evals.score import Score, share

NAME = "texting"


def texting(played: Played) -> Score:
    """The share of steps within their segments. Abstains where no step names a limit."""
    wrong, asked = [], 0
    for number, step in enumerate(played.case.steps):
        answer = played.answer_to(number)
        if step.expect is None or step.expect.segments_at_most is None or answer is None:
            continue
        asked += 1
        got = sum(segments(body).count for body in answer.bodies)
        if got > step.expect.segments_at_most:
            wrong.append(f"step {number} has {got} segments, expected at most {step.expect.segments_at_most}")
    return share(NAME, asked - len(wrong), asked, "; ".join(wrong) or "as short as expected")
