"""Recorded conversations become drafts of cases: on their own day, against exactly the shop that they began with.

What people called good expects what happened. What they called bad, or did not judge, expects nothing yet: what should
have happened is for a person to say, and until then no suite takes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import yaml

from evals.case import Step
from evals.production.as_case import end_of, frame_of
from evals.production.comparing import assumed
from evals.production.course import Course, Followed, course_of
from evals.production.recorded import Recorded

TO_SAY: Final = "To be written by who reviews it."
WIDE: Final = 1_000_000


def drafts_of(records: Iterable[Recorded], suite: str) -> str:
    """A suite of drafts, one case a record; one whose start is not known is a comment that says why."""
    found = "".join(_draft(one) for one in records)
    head = f"suite: {json.dumps(suite)}\nshows: Conversations with real customers, each to be reviewed.\n"
    return head + ("cases:\n" if "  - id:" in found else "cases: []\n") + found


def _draft(record: Recorded) -> str:
    reason = record.start.unknown or "how the shop stood when it began is not known"
    try:
        course = course_of(record)
    except ValueError as error:
        reason, course = str(error), None
    if course is None or record.start.shop is None:
        return f"  # {record.id} is left out: {json.dumps(reason)}\n"
    frame = {**frame_of(record, course), "shows": _claim(record)}
    lines = [
        f"  - {_flow(key)}: {_flow(value)}" if key == "id" else f"    {key}: {_flow(value)}"
        for key, value in frame.items()
    ]
    lines[1:1] = [f"    # {_one_line(note)}" for note in _notes(record)]
    return "\n".join([*lines, "    steps:", *_steps(course), *_end(record)]) + "\n"


def _claim(record: Recorded) -> str:
    return "It comes out as it did, which people called good." if record.label == "good" else TO_SAY


def _notes(record: Recorded) -> Iterator[str]:
    if record.label:
        yield f"people called it {record.label}{': ' + record.why if record.why else ''}"
    if record.outcome:
        yield f"a person closed it as: {record.outcome}"
    yield from (f"a guess: {one}" for one in assumed(record))


def _steps(course: Course) -> Iterator[str]:
    answers = {one.step: one for one in course.followed}
    for number, step in enumerate(course.steps):
        yield f"      - {_flow(_said(step))}"
        if number in answers:
            yield from _answered(answers[number])


def _said(step: Step) -> dict[str, Any]:
    kept = step.model_dump(mode="json", exclude_defaults=True)
    return {key: value for key, value in kept.items() if value not in (None, False, 0)}


def _answered(followed: Followed) -> Iterator[str]:
    """What was answered then, as a comment: it is what is to be judged."""
    yield from (f"        # answered: {json.dumps(text.body)}" for text in followed.answers)
    if followed.turn is not None and followed.turn.labels:
        yield f"        # people called this: {', '.join(followed.turn.labels)}"


def _end(record: Recorded) -> Sequence[str]:
    words = f"end: {_flow(end_of(record))}"
    return [f"    {words}"] if record.label == "good" else [f"    # then it came to: {words}"]


def _flow(value: Any) -> str:
    """In one line, as YAML."""
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDE)
    return str(dumped).removesuffix("\n...\n").strip()


def _one_line(words: str) -> str:
    return " ".join(words.split())
