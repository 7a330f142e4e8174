"""Transcripts of elsewhere become drafts of cases: read from CSV or JSON lines, scrubbed, written as YAML to review.

Columns (CSV header) or keys (JSON lines): ``thread``, ``speaker`` (customer, agent, person, brand), ``text``, ``at``
(ISO 8601 with its zone; may be left out). A JSON line with a ``transcript`` is a case kept in the console and stands
for a whole thread. Card details, phone numbers and e-mail addresses are removed; names and street addresses in free
text are not, which is why a person reviews a draft: it expects nothing yet, so no suite takes it as it is.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from agent.redact import redact

SOMEBODY: Final = "+14155550199"
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE: Final = re.compile(r"(?<![\w#])(?:\+\d[\d\s().-]{7,17}\d|\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4})(?!\w)")
_MINUTE_SECONDS: Final = 60


class ImportingError(ValueError):
    """A row that cannot be read; the message names the file and the row."""


class Row(BaseModel):
    """One text of one thread, as it was exported."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    thread: str = Field(min_length=1)
    speaker: Literal["customer", "agent", "person", "brand"]
    text: str = Field(min_length=1)
    at: AwareDatetime | None = None


def read_rows(path: Path) -> tuple[Row, ...]:
    """All rows of a ``.csv`` or of JSON lines (any other name). Raises ImportingError, and OSError for the file."""
    rows: list[Row] = []
    for number, raw in _csv(path) if path.suffix.lower() == ".csv" else _lines(path):
        try:
            rows += [Row.model_validate(one) for one in _rows_of(raw)]
        except ValidationError as error:
            told = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise ImportingError(f"{path}, row {number}: {told}") from error
    return tuple(rows)


def scrubbed(text: str) -> str:
    """Without card details (S69), phone numbers and e-mail addresses."""
    return _PHONE.sub("[phone removed]", _EMAIL.sub("[e-mail removed]", redact(text).body))


def drafts(rows: Sequence[Row], suite: str, phone: str = SOMEBODY) -> str:
    """A suite of drafts, one case a thread that a customer wrote in; what was answered then stands as a comment.

    ``phone`` texts in all of them: whose phone it was is not kept. Threads are numbered, their names not kept either.
    """
    threads: dict[str, list[Row]] = {}
    for row in rows:
        threads.setdefault(row.thread, []).append(row)
    spoken = [thread for thread in threads.values() if any(row.speaker == "customer" for row in thread)]
    head = f"suite: {json.dumps(suite)}\nshows: Drafts of imported threads, each to be reviewed.\ncases:\n"
    return head + "".join(_case(number, thread, phone) for number, thread in enumerate(spoken, 1))


def _case(number: int, thread: Sequence[Row], phone: str) -> str:
    lines = [f"  - id: imported-{number}", "    shows: To be written by who reviews it.", f'    from: "{phone}"']
    lines.append("    steps:")
    last: Row | None = None
    for speaker, group in groupby(thread, key=lambda row: row.speaker):
        said = list(group)
        lines += _comments(said) if speaker == "agent" else _steps(said, last)
        last = said[-1]
    return "\n".join(lines) + "\n"


def _comments(said: Iterable[Row]) -> list[str]:
    return [f"      # answered: {json.dumps(scrubbed(row.text))}" for row in said]


def _steps(said: Sequence[Row], last: Row | None) -> list[str]:
    """Texts of a customer in a row are one burst; a person's and the brand's are a step each."""
    texts = [scrubbed(row.text) for row in said]
    wait = _wait(last, said[0])
    if said[0].speaker == "customer":
        return _dumped({"text": texts[0] if len(texts) == 1 else texts, **wait})
    pauses: list[dict[str, str]] = [wait, *({} for _ in texts[1:])]
    return [
        line for text, pause in zip(texts, pauses, strict=True) for line in _dumped({said[0].speaker: text, **pause})
    ]


def _wait(last: Row | None, row: Row) -> dict[str, str]:
    if last is None or last.at is None or row.at is None:
        return {}
    minutes = int((row.at - last.at).total_seconds()) // _MINUTE_SECONDS
    return {"wait": f"{minutes}m"} if minutes > 0 else {}


def _dumped(step: dict[str, Any]) -> list[str]:
    dumped = yaml.safe_dump([step], allow_unicode=True, sort_keys=False, width=10_000)
    return [f"      {line}" for line in dumped.rstrip("\n").split("\n")]


def _rows_of(raw: Any) -> list[Any]:
    """A row is itself; a case of the console is the rows of its transcript."""
    if not isinstance(raw, dict) or not isinstance(raw.get("transcript"), dict):
        return [raw]
    texts = [one for one in raw["transcript"].get("texts", ()) if isinstance(one, dict) and one.get("body")]
    name = str(raw.get("id", ""))
    return [{"thread": name, "speaker": one.get("speaker"), "text": one["body"], "at": one.get("at")} for one in texts]


def _csv(path: Path) -> Iterator[tuple[int, Any]]:
    """Rows by number from 1, the header not counted; an empty ``at`` is none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for number, row in enumerate(csv.DictReader(file, strict=True), 1):
                yield number, {key: value for key, value in row.items() if key and (value or key != "at")}
        except (csv.Error, UnicodeDecodeError) as error:
            raise ImportingError(f"{path}: is no CSV in UTF-8: {error}") from error


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ImportingError(f"{path}, row {number}: is no JSON: {error}") from error
