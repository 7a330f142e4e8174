"""Transcripts of help desks, from CSV or JSON, whatever their columns are called; a fault is named by row and column.

Known names of each column are below; others are given (``--column text=Nachricht``). Separators are commas, semicolons
or tabs; UTF-8 with or without its mark; a body may have many lines. A moment without a zone is in the one given.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "thread": ("thread", "thread_id", "conversation", "conversation_id", "ticket", "ticket_id", "chat_id", "case_id"),
    "speaker": ("speaker", "role", "author_type", "sender_type", "from_type", "direction", "sender", "author"),
    "text": ("text", "body", "message", "content", "plain_body", "message_text", "comment"),
    "at": ("at", "created_at", "timestamp", "sent_at", "time", "date", "datetime", "created", "date_sent"),
}
SPEAKERS: Final[dict[str, str]] = {
    **dict.fromkeys(("customer", "user", "end-user", "end_user", "contact", "client", "visitor", "lead"), "customer"),
    **dict.fromkeys(("in", "inbound", "incoming", "received"), "customer"),
    **dict.fromkeys(("agent", "bot", "ai", "assistant", "automation", "system_reply"), "agent"),
    **dict.fromkeys(("person", "admin", "operator", "human", "teammate", "staff", "representative"), "person"),
    **dict.fromkeys(("out", "outbound", "outgoing", "sent", "outbound-api", "outbound-reply"), "person"),
    **dict.fromkeys(("brand", "campaign", "broadcast", "marketing"), "brand"),
}
MOMENTS: Final = ("%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H:%M")
LISTS: Final = ("messages", "conversations", "tickets", "data", "results", "items", "comments", "texts")


class ImportingError(ValueError):
    """A row that cannot be read; the message names the file, the row and the column."""


class Row(BaseModel):
    """One text of one thread, as it was exported."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    thread: str = Field(min_length=1)
    speaker: Literal["customer", "agent", "person", "brand"]
    text: str = Field(min_length=1)
    at: AwareDatetime | None = None


@dataclass(frozen=True)
class Reading:
    """``columns`` names a file's own columns by ours; ``zone`` is that of moments without one."""

    columns: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


def read_export(path: Path, reading: Reading | None = None) -> tuple[Row, ...]:
    """Every text, in the file's order within its thread. Raises ImportingError, and OSError for the file."""
    how = reading or Reading()
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportingError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    raw = _csv(path, content) if path.suffix.lower() in (".csv", ".tsv", ".txt") else _json(path, content)
    return tuple(row for place, one in raw if (row := _row(path, place, one, how)) is not None)


def _row(path: Path, place: str, raw: Any, how: Reading) -> Row | None:
    """None for a row without any text, such as a closed ticket's mark."""
    if not isinstance(raw, dict):
        raise ImportingError(f"{path}, {place}: is no object with columns")
    folded = {str(key).strip().casefold().replace(" ", "_"): (str(key), value) for key, value in raw.items()}
    found = {name: cell for name in NAMES if (cell := _cell(name, folded, how)) is not None}
    for name in ("thread", "speaker", "text"):
        if name not in found:
            known = ", ".join(NAMES[name])
            says = f"has no column for the {name}; known are {known}. Name yours: --column {name}=..."
            raise ImportingError(f"{path}, {place}: {says}")
    return _validated(path, place, found, how) if str(found["text"][1] or "").strip() else None


def _cell(name: str, folded: Mapping[str, tuple[str, Any]], how: Reading) -> tuple[str, Any] | None:
    """The file's own name of a column and what stands there."""
    given = how.columns.get(name)
    wanted = (given.strip().casefold().replace(" ", "_"),) if given else NAMES[name]
    return next((folded[one] for one in wanted if one in folded), None)


def _validated(path: Path, place: str, cells: Mapping[str, tuple[str, Any]], how: Reading) -> Row:
    column, said = cells["speaker"]
    speaker = SPEAKERS.get(str(said).strip().casefold())
    if speaker is None:
        known = ", ".join(SPEAKERS)
        raise ImportingError(f"{path}, {place}, column {column}: {said!r} is no speaker; known are {known}")
    at_column, at = cells.get("at", ("at", None))
    try:
        moment = _moment(at, how.zone)
    except ValueError as error:
        raise ImportingError(f"{path}, {place}, column {at_column}: {at!r} is no moment; write ISO 8601") from error
    try:
        thread = str(cells["thread"][1] or "").strip()
        return Row.model_validate({"thread": thread, "speaker": speaker, "text": str(cells["text"][1]), "at": moment})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise ImportingError(f"{path}, {place}, column {cells.get(name, (name,))[0]}: {first['msg']}") from error


def _moment(value: Any, zone: tzinfo) -> datetime | None:
    if value is None or not str(value).strip():
        return None
    if isinstance(value, int | float) or str(value).strip().isdigit():
        seconds = float(value)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    words = str(value).strip().replace(" UTC", "+00:00")
    for pattern in ("", *MOMENTS):
        try:
            found = datetime.strptime(words, pattern) if pattern else datetime.fromisoformat(words)  # noqa: DTZ007
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=zone)
    raise ValueError(words)


def _csv(path: Path, content: str) -> Iterator[tuple[str, Any]]:
    """Rows by number from 1, the header not counted."""
    head = content.partition("\n")[0]
    separator = max((",", ";", "\t"), key=head.count)
    try:
        reader = csv.DictReader(content.splitlines(keepends=True), delimiter=separator, strict=True)
        for number, row in enumerate(reader, 1):
            if None in row.values():
                raise ImportingError(f"{path}, row {number}: has fewer cells than the header")
            if None in row:
                says = f"has more cells than the header; put a body with {separator!r} in it in quotes"
                raise ImportingError(f"{path}, row {number}: {says}")
            yield f"row {number}", row
    except csv.Error as error:
        raise ImportingError(f"{path}: is no CSV: {error}") from error


def _json(path: Path, content: str) -> Iterator[tuple[str, Any]]:
    """One object a line; or one document: a list of texts, or of conversations that hold a list of texts."""
    try:
        document = json.loads(content)
    except ValueError:
        yield from _lines(path, content)
        return
    yield from ((f"row 1{place}", one) for place, one in _texts(document, ""))


def _lines(path: Path, content: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                document = json.loads(line)
            except ValueError as error:
                raise ImportingError(f"{path}, row {number}: is no JSON: {error}") from error
            if not isinstance(document, dict):
                raise ImportingError(f"{path}, row {number}: is no object")
            yield from ((f"row {number}{place}", one) for place, one in _texts(document, ""))


def _texts(document: Any, thread: str) -> Iterator[tuple[str, Any]]:
    """Texts with their place; whatever holds a list of texts gives them its own id as the thread."""
    held = document if isinstance(document, list) else _held(document)
    if held is None:
        yield "", {"thread": thread, **document} if thread and isinstance(document, dict) else document
        return
    name = thread if isinstance(document, list) else str(document.get("id") or document.get("thread") or thread)
    for number, one in enumerate(held, 1):
        yield from ((f", text {number}{place}", text) for place, text in _texts(one, name))


def _held(document: Any) -> list[Any] | None:
    if not isinstance(document, dict):
        return None
    return next((document[name] for name in LISTS if isinstance(document.get(name), list)), None)
