"""The bench on which bugs are planted: a copy of the checkout in which chosen tests run in a process of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from tests.encoder import DATA_DIR, shared_encoder
from tests.sabotage.bug import ROOT

PATIENCE_SECONDS: Final = 300
RESULTS: Final = "results.xml"
RAN: Final = (0, 1)
"""Exit codes of pytest after which the tests have run: all green, or some red."""


@dataclass(frozen=True)
class Outcome:
    """Ids of tests by how they ended; ``broke`` says why they could not run at all."""

    red: frozenset[str] = frozenset()
    green: frozenset[str] = frozenset()
    broke: str | None = None


@contextmanager
def bench() -> Iterator[Path]:
    """A copy of the checkout as it lies there now, without what git ignores; only the built encoder is shared."""
    shared_encoder()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    with tempfile.TemporaryDirectory(prefix="parley-sabotage-") as folder:
        copy = Path(folder)
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, copy / name)
        (copy / "var").mkdir()
        (copy / "var" / DATA_DIR.name).symlink_to(DATA_DIR)
        yield copy


def run(copy: Path, tests: tuple[str, ...]) -> Outcome:
    """Run tests in the copy, which comes first on the path of its process."""
    results = copy / RESULTS
    results.unlink(missing_ok=True)
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={results}", *tests]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Outcome(broke=f"it took more than {PATIENCE_SECONDS} s")
    if done.returncode not in RAN or not results.exists():
        return Outcome(broke=(done.stdout + done.stderr).strip()[-400:])
    return _read(results)


def is_red(test: str, outcome: Outcome) -> bool:
    """Whether a test, with any of its parameters where it names none, has failed."""
    return any(one == test or one.startswith(f"{test}[") for one in outcome.red)


def _read(results: Path) -> Outcome:
    red, green = set(), set()
    for case in ElementTree.parse(results).iter("testcase"):
        ended = {child.tag for child in case}
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        if ended & {"failure", "error"}:
            red.add(name)
        elif "skipped" not in ended:
            green.add(name)
    return Outcome(frozenset(red), frozenset(green))
