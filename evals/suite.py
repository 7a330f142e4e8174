"""Suites are read from YAML; whatever is wrong is said with the file, the case, the key and what to do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from evals.case import Case, Suite

CASES = Path(__file__).parent / "cases"
SCHEMA = "case.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA}"


class SuiteError(ValueError):
    """A suite that cannot be used, one line a problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def load_suite(path: Path) -> Suite:
    """Raises SuiteError with every problem of the file."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SuiteError([f"{path.name}: is no YAML ({error}). Mend the line that it names."]) from error
    except FileNotFoundError as error:
        raise SuiteError([f"{path}: does not exist. `parley eval list` names the suites."]) from error
    try:
        suite = Suite.model_validate(raw)
    except ValidationError as error:
        raise SuiteError([_problem(path, raw, one) for one in _causes(error)]) from error
    if problems := _of_the_whole(path, suite):
        raise SuiteError(problems)
    return suite


def schema() -> str:
    """The JSON Schema that stands beside the suites, for editors: ``python -m evals.suite`` writes it."""
    return json.dumps(Suite.model_json_schema(by_alias=True), indent=2, sort_keys=True) + "\n"


def content_hash(case: Case) -> str:
    """The same content gives the same hash, whatever its comments and order of keys."""
    return hashlib.sha256(case.model_dump_json(by_alias=True).encode()).hexdigest()[:16]


def _causes(error: ValidationError) -> list[Any]:
    """Without the complaints that follow from others: a list whose items are wrong is not too short besides."""
    found = error.errors()
    deeper = [one["loc"] for one in found if one["type"] != "too_short"]
    return [
        one
        for one in found
        if one["type"] != "too_short" or not any(loc[: len(one["loc"])] == one["loc"] for loc in deeper)
    ]


def _of_the_whole(path: Path, suite: Suite) -> list[str]:
    problems = []
    if suite.suite != path.stem:
        problems.append(f"{path.name}: suite is {suite.suite!r}. Name it like the file: {path.stem!r}.")
    ids = [case.id for case in suite.cases]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        problems.append(f"{path.name}, case {twice}: there are two. Give one of them another id.")
    return problems


def _problem(path: Path, raw: Any, error: Any) -> str:
    """``founding.yaml, case danai-tracking, steps.0.expect.says: ...``"""
    keys = [str(part) for part in error["loc"]]
    place = path.name
    if len(keys) >= 2 and keys[0] == "cases" and keys[1].isdigit():
        case = raw["cases"][int(keys[1])]
        name = case.get("id", f"number {int(keys[1]) + 1}") if isinstance(case, dict) else keys[1]
        place, keys = f"{place}, case {name}", keys[2:]
    where = f"{place}, {'.'.join(keys)}" if keys else place
    advice = {
        "extra_forbidden": "there is no such key. Remove it, or see docs/evals.md for its name",
        "missing": "is missing. Add it",
    }.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{where}: {advice}."


if __name__ == "__main__":
    (CASES / SCHEMA).write_text(schema(), encoding="utf-8")
