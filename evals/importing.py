"""Transcripts of elsewhere (`evals.exports`) become drafts of cases: scrubbed, and written as YAML to review.

Card details, phone numbers and e-mail addresses are removed; names and street addresses in free text are not, which is
why a person reviews a draft: it expects nothing yet, so no suite takes it as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final

import yaml

from agent.redact import redact
from evals.exports import Row

SOMEBODY: Final = "+14155550199"
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE: Final = re.compile(r"(?<![\w#])(?:\+\d[\d\s().-]{7,17}\d|\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4})(?!\w)")
_MINUTE_SECONDS: Final = 60


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
    spoken = [_in_order(thread) for thread in threads.values() if any(row.speaker == "customer" for row in thread)]
    head = f"suite: {json.dumps(suite)}\nshows: Drafts of imported threads, each to be reviewed.\ncases:\n"
    return head + "".join(_case(number, thread, phone) for number, thread in enumerate(spoken, 1))


def _in_order(thread: Sequence[Row]) -> list[Row]:
    """Many exports begin with the newest; without moments the file's order counts."""
    moments = [row.at for row in thread if row.at is not None]
    return sorted(thread, key=lambda row: row.at or moments[0]) if len(moments) == len(thread) else list(thread)


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
