"""What a run stores can be read back as it was, and a customer's own fault is not the agent's."""

from __future__ import annotations

from datetime import UTC, datetime

from evals.record import CaseResult, CustomerRecord, Run, RunHeader, SuiteHeader, Versions
from evals.score import failed, passed

STARTED = datetime(2026, 6, 10, 17, 0, tzinfo=UTC)


def header(run_id: str = "run-1", started_at: datetime = STARTED, repeat: int = 1) -> RunHeader:
    return RunHeader(
        id=run_id,
        started_at=started_at,
        model="embedded",
        versions=Versions(prompts="p", knowledge="k"),
        repeat=repeat,
        suites=(SuiteHeader(name="founding", required=True, cases=2), SuiteHeader(name="texting", cases=1)),
        case_hashes={"founding/a": "1", "founding/b": "2", "texting/c": "3"},
    )


def result(case: str = "a", suite: str = "founding", repeat: int = 0, passed_: bool = True) -> CaseResult:
    score = passed("facts") if passed_ else failed("facts", "no $199.00")
    return CaseResult(suite=suite, case=case, repeat=repeat, passed=passed_, scores=(score,))


def test_a_result_is_read_back_as_it_was() -> None:
    one = result()
    assert CaseResult.model_validate_json(one.model_dump_json()) == one


def test_a_run_is_finished_when_every_repetition_is_there() -> None:
    results = tuple(result(case, repeat=k) for case in ("a", "b") for k in range(2))
    assert not Run(header=header(repeat=2), results=results).finished
    assert Run(header=header(repeat=2), results=(*results, result("c", "texting"), result("c", "texting", 1))).finished


def test_only_suites_that_say_so_are_required() -> None:
    assert header().requires("founding")
    assert not header().requires("texting") and not header().requires("unheard of")


def test_a_customers_fault_does_not_count() -> None:
    assert result().counts
    assert not result().model_copy(update={"customer_fault": "gave up"}).counts


def test_what_was_not_played_or_whose_customers_model_failed_does_not_count_either() -> None:
    assert not result().model_copy(update={"skipped": "no model"}).counts
    customer = CustomerRecord(model="actor", seed=1, ended="error", failed=True)
    assert not result().model_copy(update={"customer": customer}).counts
    assert result().model_copy(update={"customer": customer.model_copy(update={"failed": False})}).counts
