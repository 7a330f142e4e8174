"""The course of a recorded conversation as steps of a case, and beside each of the customer's what really followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from agent.transcript import Speaker, Text
from evals.case import Step
from evals.production.recorded import Recorded, TakenTurn

MOST_PHOTOS: Final = 10
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True)
class Followed:
    """What followed on one step: the turn that was taken and the agent's texts; neither where nobody answered."""

    step: int
    said: tuple[str, ...]
    turn: TakenTurn | None
    answers: tuple[Text, ...]


@dataclass(frozen=True)
class Course:
    """``steps`` as a case has them; ``followed`` is one for each step with a text."""

    steps: tuple[Step, ...]
    followed: tuple[Followed, ...]
    begins_at: datetime


@dataclass(frozen=True)
class _Moment:
    at: datetime
    place: int
    step: dict[str, Any]
    turn: TakenTurn | None = None
    answers: tuple[Text, ...] = ()


def course_of(record: Recorded) -> Course:
    """The customer's own texts, in the bursts in which they were read; people's, the brand's, and who took over.

    Raises ValueError where the customer wrote nothing.
    """
    moments = sorted((*_bursts(record), *_others(record), *_owners(record)), key=lambda one: (one.at, one.place))
    if not any("text" in one.step for one in moments):
        raise ValueError("the customer wrote nothing")
    steps: list[Step] = []
    followed: list[Followed] = []
    last = moments[0].at
    for one in moments:
        step = Step.model_validate({**one.step, **_wait(one.at - last)})
        if step.text is not None:
            followed.append(Followed(len(steps), step.bodies, one.turn, one.answers))
        steps.append(step)
        last = max(last, one.at)
    return Course(tuple(steps), tuple(followed), moments[0].at)


def wait_of(pause: timedelta) -> str:
    """A pause as a case writes it: ``1d12h``, ``90s``; empty for none."""
    left = max(0, int(pause.total_seconds()))
    words = ""
    for seconds, unit in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m"), (1, "s")):
        count, left = divmod(left, seconds)
        words += f"{count}{unit}" if count > 0 else ""
    return words


def _wait(pause: timedelta) -> dict[str, str]:
    return {"wait": words} if pause > timedelta(0) and (words := wait_of(pause)) else {}


def _bursts(record: Recorded) -> Iterator[_Moment]:
    """Texts that one turn read together; those that no turn read stand alone."""
    reader = {text_id: turn for turn in record.turns for text_id in turn.saw}
    places = {text.id: place for place, text in enumerate(record.transcript.texts)}
    groups: dict[int, list[Text]] = {}
    for text in record.transcript.texts:
        if text.speaker is Speaker.CUSTOMER:
            groups.setdefault(id(reader[text.id]) if text.id in reader else -places[text.id] - 1, []).append(text)
    for texts in groups.values():
        turn = reader.get(texts[0].id)
        step = _text_step(texts)
        if step:
            answers = _answers(record, turn, texts[-1])
            yield _Moment(texts[-1].at, places[texts[-1].id], step, turn, answers)


def _text_step(texts: list[Text]) -> dict[str, Any]:
    bodies = [one.body for one in texts if one.body.strip()]
    photos = min(MOST_PHOTOS, sum(one.media_count for one in texts))
    if not bodies and not photos:
        return {}
    return {"text": bodies[0] if len(bodies) == 1 else bodies or "", "photos": photos}


def _answers(record: Recorded, turn: TakenTurn | None, last: Text) -> tuple[Text, ...]:
    """What the turn sent; where that was not kept, the agent's texts up to the customer's next."""
    if record.format > 1:
        return record.texts(turn.said) if turn else ()
    after = record.transcript.texts[record.transcript.texts.index(last) + 1 :]
    found: list[Text] = []
    for text in after:
        if text.speaker is Speaker.CUSTOMER:
            break
        found += [text] if text.speaker is Speaker.AGENT else []
    return tuple(found)


def _others(record: Recorded) -> Iterator[_Moment]:
    for place, text in enumerate(record.transcript.texts):
        if text.speaker in (Speaker.PERSON, Speaker.BRAND) and text.body.strip():
            yield _Moment(text.at, place, {text.speaker.value: text.body})


def _owners(record: Recorded) -> Iterable[_Moment]:
    """At the same moment as a text, it is told first."""
    events = [_Moment(one.at, -1, {"owner": _OWNERS[one.what]}) for one in record.events]
    if record.start.owner == "person":
        return [_Moment(min(one.at for one in record.transcript.texts), -2, {"owner": "person"}), *events]
    return events


_OWNERS: Final = {"takes_over": "person", "hands_back": "agent"}
