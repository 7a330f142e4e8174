"""The page shows what failed and what changed, and a hostile text stays text."""

from __future__ import annotations

from decimal import Decimal

from evals.record import Line, Run, Violation
from evals.report.handoffs import Costs
from evals.report.page import SHOWN, render
from tests.evals.report.played import conversation
from tests.evals.test_record import STARTED, header
from tests.evals.test_summary import whole


def test_the_headline_counts_and_the_failure_is_told() -> None:
    page = render(whole("a"))
    assert "2 of 3 conversations came out right" in page and "no $199.00" in page


def test_a_hostile_text_stays_text() -> None:
    run = whole("a")
    line = Line(speaker="customer", body="<script>alert(1)</script>", at=STARTED)
    page = render(Run(header=run.header, results=(run.results[0].model_copy(update={"lines": (line,)}),)))
    assert "<script" not in page and "&lt;script&gt;" in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    assert all(word not in render(whole()) for word in ("http", "src=", "url(", "@import", "<link"))


def test_what_got_worse_and_better_is_named_against_a_baseline() -> None:
    page = render(whole("a"), baseline=whole("b"))
    changed = page.split("What changed since")[1].split("</section>")[0]
    assert "founding/a" in changed and "founding/b" in changed and "texting/c" not in changed
    assert "What changed since" not in render(whole("a"))


def test_a_broken_rule_stands_before_everything_else_that_went_wrong() -> None:
    run = whole("a", "c")
    broken = run.results[2].model_copy(update={"policy_violations": (Violation(code="x", reason="charged twice"),)})
    page = render(run.model_copy(update={"results": (*run.results[:2], broken)}))
    wrong = page.split("What went wrong")[1]
    assert wrong.index("texting/c") < wrong.index("founding/a") and "charged twice" in page.split("Suites")[0]


def test_pass_to_the_k_is_shown_where_cases_were_repeated() -> None:
    assert "pass^3" in render(whole(repeat=3)) and "pass^" not in render(whole())


def test_the_costs_that_were_assumed_stand_on_the_page() -> None:
    run = Run(header=header(), results=(conversation("a", 0.4, needs=("over_cap",)), conversation("b", 0.9)))
    costs = Costs(currency="EUR", needless_handoff=Decimal("3.21"), missed_handoff=Decimal("45.60"))
    page = render(run, costs=costs)
    assert "3.21 EUR for a needless handoff, 45.60 EUR for a missed one" in page and "over cap" in page


def test_a_run_of_nothing_is_a_page_too() -> None:
    page = render(Run(header=header()))
    assert "0 of 0" in page and "not finished" in page


def test_more_failures_than_are_shown_are_counted() -> None:
    results = tuple(conversation(f"case-{n}", 0.5, right=False) for n in range(SHOWN + 7))
    assert "7 more are in the run" in render(Run(header=header(), results=results))


def test_a_kind_that_was_always_right_is_named_in_one_sentence() -> None:
    run = whole("a")
    tagged = tuple(one.model_copy(update={"tags": (f"kind-{one.case}",)}) for one in run.results)
    page = render(run.model_copy(update={"results": tagged}))
    assert "Always right: kind-b (1), kind-c (1).</p>" in page and '<b class="bad">0/1</b>' in page
