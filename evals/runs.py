"""The store of runs: a folder a run, its header as JSON and its results as JSON lines, appended as they come."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pydantic import ValidationError

from evals.record import CaseResult, Run, RunHeader

HEADER, RESULTS = "header.json", "results.jsonl"
_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class RunNotFound(ValueError):
    """There is no such run, or it cannot be read; the message says which runs there are."""


class Runs:
    """Runs under one folder (``PARLEY_DATA_DIR/evals``). One process writes a run; any number may read it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def start(self, header: RunHeader) -> None:
        """A new run. Raises FileExistsError where the id is taken: a run is never overwritten."""
        if not _RUN_ID.fullmatch(header.id):
            raise RunNotFound(f"{header.id!r} is no run id: letters, digits, dots, dashes and underscores")
        folder = self.root / header.id
        folder.mkdir(parents=True)
        written = folder / f"{HEADER}.new"
        written.write_text(header.model_dump_json(indent=2) + "\n", encoding="utf-8")
        written.replace(folder / HEADER)

    def append(self, run_id: str, result: CaseResult) -> None:
        """One more result, on disk when this returns."""
        path = self._folder(run_id) / RESULTS
        with path.open("ab+") as file:
            _close_torn_line(file.fileno(), path)
            file.write(result.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def load(self, run_id: str) -> Run:
        """The run with what was stored so far. "latest" is the run that was started last. Raises RunNotFound."""
        if run_id == "latest":
            return self._load_latest()
        folder = self._folder(run_id)
        header = _header(folder)
        path = folder / RESULTS
        lines = path.read_bytes().splitlines() if path.exists() else []
        found = {result.key: result for line in lines if (result := _result(line)) is not None}
        place = {key: number for number, key in enumerate(header.case_hashes)}
        ordered = sorted(found.values(), key=lambda one: (place.get(f"{one.suite}/{one.case}", len(place)), one.repeat))
        return Run(header=header, results=tuple(ordered))

    def list(self) -> tuple[RunHeader, ...]:
        """The headers of all runs that can be read, the newest first."""
        if not self.root.is_dir():
            return ()
        headers = [
            _header(folder)
            for folder in self.root.iterdir()
            if (folder / HEADER).is_file() and _RUN_ID.fullmatch(folder.name)
        ]
        return tuple(sorted(headers, key=lambda one: (one.started_at, one.id), reverse=True))

    def latest(self, suite: str | None = None) -> RunHeader | None:
        """The run that was started last, or the last one that has this suite."""
        return next((one for one in self.list() if suite is None or suite in {s.name for s in one.suites}), None)

    def resume(self, run_id: str) -> tuple[RunHeader, frozenset[tuple[str, str, int]]]:
        """The header, and which (suite, case, repeat) are done: the runner plays the others.

        What could not be played, or was skipped, is not done.
        """
        run = self.load(run_id)
        return run.header, frozenset(one.key for one in run.results if one.error is None and one.skipped is None)

    def keep(self, run_id: str, name: str, content: str) -> None:
        """A file beside the results of a run, such as what a replay comes to."""
        path = self._folder(run_id) / name
        written = path.with_name(f"{name}.new")
        written.write_text(content, encoding="utf-8")
        written.replace(path)

    def kept(self, run_id: str, name: str) -> bytes | None:
        """What was kept so, or None."""
        path = self._folder(run_id) / name
        return path.read_bytes() if path.is_file() else None

    def _load_latest(self) -> Run:
        newest = self.latest()
        if newest is None:
            raise RunNotFound(f"there is no run under {self.root}; `parley eval run` makes one")
        return self.load(newest.id)

    def _folder(self, run_id: str) -> Path:
        folder = self.root / run_id
        if not _RUN_ID.fullmatch(run_id) or not (folder / HEADER).is_file():
            known = ", ".join(one.id for one in self.list()[:5]) or "none yet"
            raise RunNotFound(f"there is no run {run_id!r} under {self.root}; the newest are: {known}")
        return folder


def _header(folder: Path) -> RunHeader:
    try:
        return RunHeader.model_validate_json((folder / HEADER).read_bytes())
    except ValidationError as error:
        raise RunNotFound(f"{folder / HEADER} was written by another version: {error.errors()[0]['msg']}") from error


def _result(line: bytes) -> CaseResult | None:
    """A line that was torn by a crash is no result: its case is played again on resume."""
    try:
        return CaseResult.model_validate_json(line)
    except ValidationError:
        return None


def _close_torn_line(descriptor: int, path: Path) -> None:
    """What a crash left without its end of line gets one, so that the next result stands on its own line."""
    size = path.stat().st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        os.write(descriptor, b"\n")
