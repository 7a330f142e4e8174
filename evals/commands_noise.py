"""`parley eval noise`: a suite whose first texts are typed otherwise, to be run beside the one that it was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
import yaml

from evals.noise import noisy


def noise(
    suite: Annotated[Path, typer.Argument(help="A suite's file.", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Argument(help="Where the noisy suite is written.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same texts.")] = 0,
) -> None:
    """Write SUITE to OUT with slips, dropped letters, casing, shorthand and courtesies in the first texts."""
    tree = noisy(yaml.safe_load(suite.read_text(encoding="utf-8")), seed)
    out.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
