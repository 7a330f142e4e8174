"""The page shows what failed, and a hostile text stays text."""

from __future__ import annotations

from evals.record import Line, Run
from evals.report.page import render
from tests.evals.test_record import STARTED
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
    assert "http" not in render(whole()) and "src=" not in render(whole())
