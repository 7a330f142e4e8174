"""The section stands side by side, then and now, and a run of suites has none."""

from __future__ import annotations

from evals.production.comparing import StepPair, TalkDiff
from evals.production.outcome import Move
from evals.production.tally import replay_of
from evals.record import Run
from evals.report.page import render
from evals.score import failed
from tests.evals.test_record import header


def test_then_and_now_stand_side_by_side_and_what_was_texted_is_escaped() -> None:
    pair = StepPair(
        step=0,
        said=("<script>alert(1)</script>",),
        then=Move(did="answers", bodies=("It is $45.",)),
        now=Move(did="hands over: angry", bodies=("A person comes.",)),
    )
    talk = TalkDiff(
        id="abc123",
        verdict="differs",
        label="bad",
        why="too pushy",
        assumed=("it was in transit",),
        steps=(pair,),
        scores=(failed("handoff", "then none; now angry"),),
    )
    page = render(Run(header=header()), replay=replay_of("a file", [talk]))
    assert "<script>" not in page and "&lt;script&gt;" in page
    for words in (
        "It is $45.",
        "hands over: angry",
        "people: bad",
        "too pushy",
        "it was in transit",
        "as they really did",
    ):
        assert words in page, words


def test_a_run_of_suites_has_no_such_section() -> None:
    assert "played again" not in render(Run(header=header()))
