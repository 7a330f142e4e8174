"""The commands that compare stored runs: diff, gate, publish, report; joined to an app by ``join``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from agent.config import AgentSettings
from evals.diff import Difference, compare
from evals.gate import CORRECTION, Verdict, judge
from evals.junit import junit
from evals.production.tally import FILE, NoReplay, Replay, read_replay
from evals.record import Run
from evals.report.page import render
from evals.runs import RunNotFound, Runs
from evals.summary import NotPublished, Summary, load_published, summarize
from evals.summary import publish as store_baseline

AsJson = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]
out = Console(highlight=False, markup=False, soft_wrap=True)


def join(app: typer.Typer) -> None:
    """Add these commands to the evals' app."""
    for command in (diff, gate, publish, report):
        app.command()(command)


def diff(before: str, after: str, as_json: AsJson = False) -> None:
    """Which cases changed from run BEFORE to run AFTER, and whether that is more than noise."""
    found = compare(_load(before), _load(after))
    out.print(found.model_dump_json(indent=2) if as_json else _told(found))


def gate(candidate: str = "latest", baseline: str = "published") -> None:
    """Exit 1 where the candidate is worse than the baseline (a run, or published) in a required suite."""
    run = _load(candidate)
    verdict = judge(summarize(run), _baseline(baseline))
    out.print(_verdict(verdict, run))
    if not verdict.passed:
        raise typer.Exit(1)


def publish(run: str) -> None:
    """Make a finished run the baseline of the gate: evals/published.json, to be committed."""
    try:
        summary = store_baseline(_load(run))
    except NotPublished as error:
        raise _refused(str(error)) from error
    out.print(f"run {summary.run} is the baseline now; commit evals/published.json")


def report(
    run: str = typer.Argument("latest"),
    html_file: Annotated[Path | None, typer.Option("--out")] = None,
    baseline: Annotated[str | None, typer.Option(help="A run to say what changed since.")] = None,
    junit_file: Annotated[Path | None, typer.Option("--junit")] = None,
    json_file: Annotated[Path | None, typer.Option("--json")] = None,
) -> None:
    """Write a run as a page to read (RUN.html unless --out says else), and as JUnit XML or JSON for programs."""
    found = _load(run)
    page = html_file or Path(f"{found.header.id}.html")
    before = _load(baseline) if baseline else None
    page.write_text(render(found, before, replay=_replay(found.header.id)), encoding="utf-8")
    if junit_file is not None:
        junit_file.write_text(junit(found), encoding="utf-8")
    if json_file is not None:
        json_file.write_text(found.model_dump_json(indent=2) + "\n", encoding="utf-8")
    out.print(f"written: {page}")


def _refused(says: str) -> typer.BadParameter:
    return typer.BadParameter(says)


def _load(run_id: str) -> Run:
    try:
        return Runs(AgentSettings().data_dir / "evals").load(run_id)
    except RunNotFound as error:
        raise _refused(str(error)) from error


def _replay(run_id: str) -> Replay | None:
    try:
        return read_replay(Runs(AgentSettings().data_dir / "evals").kept(run_id, FILE))
    except NoReplay as error:
        raise _refused(str(error)) from error


def _baseline(name: str) -> Summary:
    try:
        return load_published() if name == "published" else summarize(_load(name))
    except NotPublished as error:
        raise _refused(str(error)) from error


def _told(found: Difference) -> str:
    lines = [f"{found.before} -> {found.after}: {found.got_worse} cases worse, {found.got_better} better"]
    lines[0] += f" (exact McNemar p = {found.p:.4f})"
    for change in found.changes:
        mark = {(True, False): "worse ", (False, True): "better"}.get(change.passed, "other ")
        lines.append(f"{mark} {change.suite}/{change.case} [{change.repeat + 1}] {change.why[1]}")
        lines += [f"  - {change.lines[0]}", f"  + {change.lines[1]}"] if change.lines != (None, None) else []
    lines += [f"only in {found.before}: {one}" for one in found.only_before]
    lines += [f"only in {found.after}: {one}" for one in found.only_after]
    for name, one in zip((found.before, found.after), found.totals, strict=True):
        cost = one.cost.text if one.cost else "unknown"
        lines.append(
            f"{name}: {one.passed} of {one.played} tries, {one.tokens} tokens, {one.segments} segments, cost {cost}"
        )
    return "\n".join(lines)


def _verdict(verdict: Verdict, run: Run) -> str:
    lines = [f"{one.kind}: {one.where}: {one.says}" for one in verdict.findings]
    lines += [f"note: {one}" for one in verdict.notes]
    if verdict.passed:
        return "\n".join([*lines, f"run {run.header.id} is no worse than the baseline ({CORRECTION})"])
    lines.append(f"run {run.header.id} may not be published: {len(verdict.findings)} findings ({CORRECTION})")
    lines.append(f"where this is wanted: `parley eval publish {run.header.id}` makes it the baseline")
    return "\n".join(lines)
