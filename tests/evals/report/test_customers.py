"""The page tells how simulated customers ended, and names each that says nothing about the agent."""

from __future__ import annotations

from evals.record import CaseResult, CustomerRecord, Run, TurnRecord
from evals.report.customers import ENDINGS, Apart, customers
from evals.report.page import render
from evals.simulated import Ended
from tests.evals.test_record import header, result


def played(case: str, ended: str, right: bool = True, **keys: object) -> CaseResult:
    record = CustomerRecord(model="actor", seed=1, ended=ended, failed=ended == "error", tokens_in=5, tokens_out=1)
    turn = TurnRecord(step=0, decided_by="large", confidence=0.9)
    return result(case, passed_=right).model_copy(update={"customer": record, "turns": (turn,), **keys})


FAULT = played("b", "fault", right=False, customer_fault="spoke as the agent: how can I help you")
FAILED = played("a", "error", right=False, error="the customer's model failed", repeat=1)
SKIPPED = result("c", "texting").model_copy(update={"passed": False, "skipped": "no model plays the customer"})


def test_every_ending_has_words() -> None:
    assert set(ENDINGS) == {one.value for one in Ended}


def test_endings_are_counted_with_those_that_came_out_right() -> None:
    found = customers([played("a", "done"), played("b", "done", right=False), FAULT])
    assert found is not None and found.played == 3
    assert [(one.many, one.right) for one in found.endings] == [(2, 1), (1, 0)]


def test_what_says_nothing_about_the_agent_is_named_with_why() -> None:
    found = customers([played("a", "done"), FAULT, FAILED])
    assert found is not None
    assert found.apart == (
        Apart("founding/b", 0, "spoke as the agent: how can I help you"),
        Apart("founding/a", 1, "the customer's model failed"),
    )


def test_a_run_of_scripted_texts_has_no_such_section() -> None:
    assert customers([result("a")]) is None
    assert "Simulated customers" not in render(Run(header=header(), results=(result("a"),)))


def test_the_page_has_faults_skipped_cases_and_an_unknown_price_in_words() -> None:
    page = render(Run(header=header(), results=(played("a", "done"), FAULT, SKIPPED)))
    assert "spoke as the agent: how can I help you" in page and "no model plays the customer" in page
    assert "not known (no price of actor)" in page
    assert "1 of 1 conversations came out right" in page
