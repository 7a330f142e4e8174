"""The page of a calibration has its diagrams with figures, and a hostile text stays text."""

from __future__ import annotations

from evals.calibration import reliability
from evals.intents import Labelled, Taken
from evals.report.calibration import render_calibration

FOUND = reliability([(0.95, True), (0.95, True), (0.75, False), (0.3, False)])
WRONG = Taken(Labelled("<script>alert(1)</script>", ("price", "buy")), "order_status", 0.75)


def test_the_figures_and_both_diagrams_are_there() -> None:
    assert FOUND is not None
    page = render_calibration(FOUND, "texts of own.tsv")
    assert "50.0%" in page and "n = 4" in page and page.count('class="plot"') == 2
    assert "2 texts, 95% sure, 100% right" in page
    assert "<td>0.9 sure</td>" in page and "The surest mistakes" not in page


def test_a_mistake_is_told_with_what_was_meant_and_stays_text() -> None:
    assert FOUND is not None
    page = render_calibration(FOUND, "texts", (WRONG,))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "price or buy" in page and "order status" in page and "0.75" in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    assert FOUND is not None
    page = render_calibration(FOUND, "texts", (WRONG,))
    assert all(word not in page for word in ("http", "src=", "url(", "@import", "<link"))
