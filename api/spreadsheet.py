"""Tables for spreadsheets: every cell quoted, and none of them a formula (K13)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
AROUND: Final = " \"'\u00a0\u200b\ufeff"


def cell(value: object) -> str:
    """A value as text; one that a spreadsheet would calculate gets an apostrophe before it. Numbers stay numbers."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(AROUND).startswith(STARTS_A_FORMULA) else text


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """RFC 4180 in UTF-8, with the mark by which spreadsheets know it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()
