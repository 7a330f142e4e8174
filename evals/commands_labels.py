"""`parley eval labels`: what people's labels come to, each figure with its n and its error."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from evals.agreement import LabelError
from evals.production.labels import Labels, Share, labels_of, read_labels

out = Console(highlight=False, markup=False, soft_wrap=True)


def join(app: typer.Typer) -> None:
    """Add this command to the evals' app."""
    app.command("labels")(labels)


def labels(
    file: Annotated[Path, typer.Argument(help="What `parley threads labels` wrote.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """How good people find the agent, how far they agree, and whether its confidence can be believed."""
    try:
        found = labels_of(read_labels(file))
    except (LabelError, OSError) as error:
        raise typer.BadParameter(str(error)) from error
    out.print(found.model_dump_json(indent=2) if as_json else "\n".join(told(found)))


def told(found: Labels) -> list[str]:
    """Lines for a reader."""
    lines = [f"{found.labels} labels of {found.people} people; {found.undecided} turns undecided"]
    lines += [f"turns good: {_share(found.turns)}", f"conversations good: {_share(found.talks)}"]
    if found.whole is not None:
        size = sum(one.size for one in found.kinds)
        words = f"{found.whole.share:.0%} +- {found.whole.error:.1%} of the {found.whole.covered} conversations of the"
        lines.append(f"the period: {words} kinds that were read ({size} are of a kind with any label)")
    lines += [f"  {one.good} of {one.read} good, stands for {one.size}: {one.name}" for one in found.kinds]
    lines += [_agreement(found), *_calibration(found)]
    return lines


def _share(share: Share) -> str:
    if share.interval is None:
        return "none labelled"
    low, high = share.interval
    return f"{share.good} of {share.of} ({share.good / share.of:.0%}, within {low:.0%} to {high:.0%})"


def _agreement(found: Labels) -> str:
    pairs = found.agreement
    if pairs.agreed is None:
        return "people agree: no turn was labelled by two"
    kappa = "kappa not defined" if pairs.kappa is None else f"kappa {pairs.kappa:.2f} +- {pairs.error or 0:.2f}"
    return f"people agree: {pairs.agreed:.0%} of {pairs.rows} pairs, {kappa}"


def _calibration(found: Labels) -> list[str]:
    sure = found.calibration
    if sure is None:
        return ["confidence: no labelled turn"]
    lines = [f"confidence against people: {sure.count} turns, ECE {sure.ece:.3f}, Brier {sure.brier:.3f}"]
    return lines + [
        f"  {one.low:.1f}-{one.high:.1f}: {one.right:.0%} of {one.pairs} good, {one.confidence:.2f} sure"
        for one in sure.bins
    ]
