"""The table of a run says what each suite came to."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console

from evals.record import CaseResult, Run, RunHeader, SuiteHeader, Versions, Violation
from evals.table import table_of

HEADER = RunHeader(
    id="r",
    started_at=datetime(2026, 11, 25, tzinfo=UTC),
    model="embedded",
    versions=Versions(prompts="p", knowledge="k"),
    repeat=2,
    suites=(SuiteHeader(name="one", required=True, cases=2),),
)


def result(case: str, repeat: int, passed: bool, **update: object) -> CaseResult:
    return CaseResult.model_validate({"suite": "one", "case": case, "repeat": repeat, "passed": passed, **update})


def printed(*results: CaseResult) -> list[str]:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(table_of(Run(header=HEADER, results=results)))
    return capture.get().splitlines()


def test_a_suite_has_its_share_its_error_and_pass_hat() -> None:
    lines = printed(result("a", 0, True), result("a", 1, True), result("b", 0, True), result("b", 1, False))
    assert lines[1].split() == ["one", "*", "2", "0.750", "0.250", "0.500", "0.00", "0", "0", "0"]


def test_broken_rules_errors_and_faults_of_customers_are_counted_apart() -> None:
    broken = (Violation(code="x", reason="y"),)
    lines = printed(
        result("a", 0, False, policy_violations=broken),
        result("a", 1, False, error="boom"),
        result("b", 0, False, customer_fault="gave up"),
    )
    assert lines[1].split()[-3:] == ["1", "1", "1"]


def test_an_empty_run_says_so_without_dividing() -> None:
    assert printed()[1].split()[2:4] == ["0", "-"]
