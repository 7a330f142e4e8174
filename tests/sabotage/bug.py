"""A planted bug: where it is put, which guard it breaks, and the tests that have to notice."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

ROOT: Final = Path(__file__).parents[2]
LIST: Final = Path(__file__).with_name("bugs.toml")


class Bug(BaseModel):
    """One sabotage. ``old`` stands exactly once in ``file`` and becomes ``new``.

    ``tests`` are ids without parameters (``tests/api/test_outbox.py::test_x``), or with them in brackets
    (``...::test_x[sqlite]``). All of them go red, or the bug has survived.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    guard: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = Field(min_length=1)

    def rotten(self, root: Path = ROOT) -> str | None:
        """Why it can no longer be planted, or None."""
        path = root / self.file
        times = path.read_text().count(self.old) if path.exists() else 0
        if times != 1:
            return f"{self.file} has the old text {times} times"
        missing = [test for test in self.tests if not _exists(root, test)]
        return f"there is no {missing[0]}" if missing else None

    def plant(self, root: Path) -> None:
        """Put it into a copy of the checkout."""
        path = root / self.file
        path.write_text(path.read_text().replace(self.old, self.new))

    def pull(self, root: Path, original: Path = ROOT) -> None:
        """Take it out again."""
        (root / self.file).write_text((original / self.file).read_text())


def bugs(path: Path = LIST) -> tuple[Bug, ...]:
    """The list, in its order."""
    return tuple(Bug.model_validate(entry) for entry in tomllib.loads(path.read_text())["bug"])


def _exists(root: Path, test: str) -> bool:
    file, _, name = test.partition("::")
    return name.partition("[")[0] in _tests_in(root / file)


@cache
def _tests_in(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, functions))
