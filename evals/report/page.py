"""The page of a run: one HTML file without script, for a reader who has never seen an eval."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.bill import bill_of
from evals.diff import compare, totals
from evals.production.tally import Replay
from evals.record import CaseResult, Run
from evals.report.actions import action_rows
from evals.report.answerers import hands, whys
from evals.report.confidence import believed
from evals.report.customers import customers
from evals.report.effort import effort
from evals.report.handoffs import Costs, cheapest, cost_curve, read_costs, reasons
from evals.report.plot import cost_drawing, coverage_drawing, reliability_drawing
from evals.report.rates import rates, tags, whole
from evals.report.replayed import replayed
from evals.report.voice import voice
from evals.summary import why

SHOWN = 60  # transcripts; beyond, the page says how many there are besides
PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.filters["percent"] = lambda share: "–" if share is None else f"{share:.0%}"


def render(run: Run, baseline: Run | None = None, costs: Costs | None = None, replay: Replay | None = None) -> str:
    """The run as HTML, with what changed against a baseline, and what came of real conversations if it is of those.

    Everything that was texted is escaped.
    """
    worst = _worst(run)
    return PAGES.get_template("page.html").render(
        run=run,
        all=totals(run.results),
        rate=whole(run),
        violations=[(one, broken) for one in run.results for broken in one.policy_violations],
        errors=sum(one.error is not None for one in run.results),
        faults=sum(not one.counts and one.skipped is None for one in run.results),
        rows=rates(run),
        tags=tags(run),
        change=compare(baseline, run) if baseline else None,
        effort=effort(run.results),
        bill=bill_of(run),
        whys=whys(run.results) if run.header.cascade else (),
        hands=hands(run.results),
        actions=action_rows(run.results),
        voice=voice(run.results),
        customers=customers(run.results),
        worst=worst[:SHOWN],
        besides=max(0, len(worst) - SHOWN),
        why=why,
        **replayed(replay),
        **_handoffs(run, costs or read_costs()),
        **_confidence(run),
    )


def _worst(run: Run) -> list[CaseResult]:
    """Broken rules first, then what could not be played, then what missed most."""
    judged = [one for one in run.results if one.counts and not one.passed]
    return sorted(judged, key=lambda one: (not one.policy_violations, one.error is None, _least(one), one.key))


def _least(one: CaseResult) -> float:
    return min((score.value for score in one.scores if score.value is not None), default=0.0)


def _handoffs(run: Run, costs: Costs) -> dict[str, Any]:
    curve = cost_curve(run.results, costs)
    return {
        "reasons": reasons(run.results),
        "costs": costs,
        "cost_plot": cost_drawing(curve, costs.currency) if curve else None,
        "cheapest": cheapest(curve),
        "cost_now": curve[0] if curve else None,
    }


def _confidence(run: Run) -> dict[str, Any]:
    found = believed(run.results)
    return {
        "sure": found,
        "sure_plot": reliability_drawing(found) if found else None,
        "coverage_plot": coverage_drawing(found) if found else None,
    }
