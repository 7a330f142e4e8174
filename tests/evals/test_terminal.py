"""The terminal tells a run's table, its bill, and what was not played."""

from __future__ import annotations

from evals.record import Run
from evals.terminal import out, tell
from tests.evals.test_record import header, result


def told(run: Run) -> str:
    with out.capture() as capture:
        tell(run)
    return capture.get()


def test_what_was_not_played_is_said_with_its_reason_and_its_number() -> None:
    skipped = [result(case).model_copy(update={"passed": False, "skipped": "no [model]"}) for case in ("a", "b")]
    said = told(Run(header=header(), results=(*skipped, result("c", "texting"))))
    assert "NOT PLAYED, 2 tries: no [model]" in said


def test_the_run_is_named_with_what_to_do_next() -> None:
    said = told(Run(header=header(), results=(result(),)))
    assert "`parley eval report run-1`" in said and "agent: embedded" in said and "NOT PLAYED" not in said
