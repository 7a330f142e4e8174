"""`parley eval calibration`: how far confidences can be believed, on labelled texts, a run, or pairs in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, NamedTuple

import orjson
import typer
from pydantic import ValidationError
from rich.console import Console

from agent.config import AgentSettings
from agent.embedded.model import EmbeddedModel
from evals.calibration import Bin, Pair, Reliability, at_thresholds, reliability
from evals.equipment import DEMO_BRAND, EPOCH
from evals.intents import SHIPPED, BadLabels, Taken, read_intents, surest_mistakes, taken
from evals.report.calibration import render_calibration
from evals.report.confidence import pairs
from evals.runs import RunNotFound, Runs
from knowledge.encoder_build import ready_encoder
from prompts.library import Prompts

LABELLED: Final = "labelled"
out = Console(highlight=False, markup=False, soft_wrap=True)


class Measured(NamedTuple):
    """Pairs of (confidence, right), what they are of, and, of labelled texts, what was taken for what."""

    pairs: list[tuple[float, bool]]
    source: str
    found: tuple[Taken, ...] = ()


def calibration(
    source: Annotated[
        str, typer.Option(help="labelled: our own texts; a .tsv of yours; a run, or latest; JSON lines of pairs.")
    ] = LABELLED,
    html_file: Annotated[Path | None, typer.Option("--out", help="Write it as a page with its diagrams.")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="How many of the surest mistakes are shown.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """How far confidences can be believed: reliability, calibration error, and coverage against error.

    Labelled texts (intent, tab, text) are read by the embedded model; of a run, each try is its least confident turn.
    """
    try:
        measured = _measured(source)
    except (BadLabels, RunNotFound, ValidationError) as error:
        raise typer.BadParameter(f"{source}: {str(error).splitlines()[0]}") from error
    found = reliability(measured.pairs)
    if found is None:
        raise typer.BadParameter("there is no confidence to look at")
    worst = surest_mistakes(measured.found, mistakes)
    if html_file is not None:
        html_file.write_text(render_calibration(found, measured.source, worst), encoding="utf-8")
    out.print(_as_json(found, measured) if as_json else _drawn(found, measured, worst))


def _measured(source: str) -> Measured:
    path = SHIPPED if source == LABELLED else Path(source)
    if path.suffix == ".tsv":
        return _of_texts(path)
    if path.is_file():
        read = [Pair.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        return Measured([(pair.confidence, pair.right) for pair in read], f"pairs of {path.name}")
    run = Runs(AgentSettings().data_dir / "evals").load(source)
    return Measured(pairs(run.results), f"conversations of run {run.header.id}, each by its least sure turn")


def _of_texts(path: Path) -> Measured:
    settings, prompts = AgentSettings(), Prompts(DEMO_BRAND.id)
    labelled = read_intents(path, prompts.examples)
    model = EmbeddedModel(prompts, ready_encoder(settings.data_dir).encoder, lambda: EPOCH, settings.data_dir)

    def read(text: str) -> tuple[str, float]:
        reading = model.understand(text)
        return reading.intent, min(1.0, reading.confidence)

    found = taken(labelled, read)
    told = f"texts of {path.name}, read by the embedded model"
    return Measured([(one.confidence, one.right) for one in found], told, found)


def _drawn(found: Reliability, measured: Measured, worst: tuple[Taken, ...]) -> str:
    lines = [f"{found.count} {measured.source}"]
    lines.append(f"{found.right:.1%} right, ECE {found.ece:.3f}, Brier {found.brier:.3f}")
    lines += [_bar(one) for one in found.bins]
    lines += [
        f"at least {one.threshold:.1f} sure: {one.coverage:.0%} answered, {one.error:.1%} of those wrong"
        for one in at_thresholds(found)
    ]
    lines += [
        f"{one.confidence:.2f} sure of {one.intent}, is {' or '.join(one.labelled.intents)}: {one.labelled.text}"
        for one in worst
    ]
    return "\n".join(lines)


def _bar(one: Bin) -> str:
    """The share that was right; the mark is the mean confidence, where the bar should end."""
    bar, place = f"{'#' * round(one.right * 40):<41}", round(one.confidence * 40)
    marked = f"{bar[:place]}|{bar[place + 1 :]}"
    return f"{one.low:.1f}-{one.high:.1f} {marked} {one.right:6.1%} right, {one.confidence:.2f} sure, n={one.pairs}"


def _as_json(found: Reliability, measured: Measured) -> str:
    texts = [
        {**one.labelled._asdict(), "taken_for": one.intent, "confidence": one.confidence} for one in measured.found
    ]
    return orjson.dumps({**found.model_dump(), "source": measured.source, "texts": texts}).decode()
