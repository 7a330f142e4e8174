"""The command: plants each bug of the list in a copy of the checkout, and says which the named tests have noticed.

``python -m tests.sabotage [WORD ...]`` takes those whose name, guard or file has one of the words, or else all of them.
Exits with 1 when one survives, when one cannot be planted, or when a named test is red without any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.sabotage.bench import bench, is_red, run
from tests.sabotage.bug import Bug, bugs


def verdict(bug: Bug, copy: Path) -> str:
    """Empty when every named test has noticed; else what went wrong."""
    if rotten := bug.rotten(copy):
        return rotten
    bug.plant(copy)
    try:
        outcome = run(copy, bug.tests)
    finally:
        bug.pull(copy)
    if outcome.broke is not None:
        return f"the tests did not run: {outcome.broke}"
    blind = [test for test in bug.tests if not is_red(test, outcome)]
    return f"survived: {', '.join(blind)}" if blind else ""


def sound(copy: Path, chosen: tuple[Bug, ...]) -> str:
    """Empty when all named tests are green without a bug: else red would prove nothing."""
    outcome = run(copy, tuple(sorted({test for bug in chosen for test in bug.tests})))
    return outcome.broke or ", ".join(sorted(outcome.red))


def main(words: list[str]) -> int:
    """Plant the chosen ones, one after the other; how many were not caught."""
    chosen = tuple(
        bug for bug in bugs() if not words or any(word in f"{bug.name} {bug.guard} {bug.file}" for word in words)
    )
    missed = 0
    with bench() as copy:
        if red := sound(copy, chosen):
            sys.stdout.write(f"red without any bug: {red}\n")
            return 1
        for bug in chosen:
            wrong = verdict(bug, copy)
            missed += bool(wrong)
            sys.stdout.write(f"{'MISSED' if wrong else 'caught'}  {bug.guard:4} {bug.name}\n")
            sys.stdout.write(f"        {wrong}\n" if wrong else "")
            sys.stdout.flush()
    sys.stdout.write(f"planted {len(chosen)}, caught {len(chosen) - missed}\n")
    return missed


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
