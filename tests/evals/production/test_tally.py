"""A replay is counted in all and by label, with its error; what abstained is in no share."""

from __future__ import annotations

from typing import Any

import pytest

from evals.production.comparing import TalkDiff
from evals.production.tally import NoReplay, read_replay, replay_of
from evals.score import failed, passed


def talk(name: str, *changed: str, **keys: Any) -> TalkDiff:
    scores = [failed(one, "x") for one in changed] or [passed("effects")]
    return TalkDiff.model_validate({"id": name, "verdict": "differs" if changed else "same", "scores": scores, **keys})


FOUND = replay_of(
    "a file",
    [
        talk("a", label="good"),
        talk("b", "facts", label="bad"),
        talk("c", "effects", "course"),
        talk("d", verdict="abstains", because="not known"),
        talk("e", verdict="abstains", because="not known", label="bad"),
        talk("f", verdict="failed", because="no answer"),
        talk("g", assumed=["a guess"]),
    ],
)


def test_shares_are_of_what_was_compared_and_have_an_interval() -> None:
    every, good, bad = FOUND.groups
    assert [(one.name, one.of, one.same) for one in (every, good, bad)] == [
        ("all", 4, 2),
        ("people called good", 1, 1),
        ("people called bad", 1, 0),
    ]
    assert every.share == 0.5 and every.interval is not None and every.interval.low < 0.5 < every.interval.high
    assert every.differs == {"effects": 1, "handoff": 0, "silence": 0, "course": 1, "facts": 1}


def test_the_gravest_come_first_and_what_abstained_is_counted_by_reason() -> None:
    assert [one.id for one in FOUND.talks][:3] == ["f", "c", "b"]
    assert FOUND.abstained == {"not known": 2} and FOUND.guessed == 1
    assert [one.id for one in FOUND.failed] == ["f"]


def test_it_is_read_back_as_it_was_kept() -> None:
    assert read_replay(FOUND.model_dump_json().encode()) == FOUND and read_replay(None) is None
    with pytest.raises(NoReplay, match="another version"):
        read_replay(b"{}")
