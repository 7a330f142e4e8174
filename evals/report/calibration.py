"""The page of a calibration: the reliability diagram, coverage against error, and the surest mistakes."""

from __future__ import annotations

from collections.abc import Sequence

from evals.calibration import Reliability, at_thresholds
from evals.intents import Taken
from evals.report.page import PAGES
from evals.report.plot import coverage_drawing, reliability_drawing
from evals.stats import Interval, wilson

NOTHING = Interval(0.0, 1.0)


def render_calibration(found: Reliability, source: str, mistakes: Sequence[Taken] = ()) -> str:
    """One HTML file without script. ``source`` says what was measured."""
    return PAGES.get_template("calibration.html").render(
        found=found,
        source=source,
        band=wilson(round(found.right * found.count), found.count) or NOTHING,
        points=at_thresholds(found),
        sure_plot=reliability_drawing(found, "texts"),
        coverage_plot=coverage_drawing(found),
        mistakes=mistakes,
    )
