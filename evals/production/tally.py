"""What a replay comes to: how many conversations came out as they did, of all and of those that people judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.production.comparing import ASPECTS, TalkDiff
from evals.stats import Interval, wilson

FROZEN = ConfigDict(frozen=True)
GROUPS: Final = (("", "all"), ("good", "people called good"), ("bad", "people called bad"))


FILE: Final = "replay.json"
"""Where it is kept, beside the results of its run."""


class NoReplay(ValueError):
    """What was kept of a replay was written by another version."""


class Group(BaseModel):
    """Conversations that could be compared: ``same`` of ``of``, Wilson's interval at 95%, and what differed how often.

    One conversation may differ in several aspects.
    """

    model_config = FROZEN

    name: str
    of: int
    same: int
    interval: Interval | None
    differs: dict[str, int]

    @property
    def share(self) -> float | None:
        return self.same / self.of if self.of else None


class Replay(BaseModel):
    """A whole replay, kept beside its run: every conversation with its differences, the most different first."""

    model_config = FROZEN

    source: str
    talks: tuple[TalkDiff, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All, and those with a label where there are any: a change of a bad one may be what was wanted."""
        found = [_group(name, [one for one in self.talks if label in ("", one.label)]) for label, name in GROUPS]
        return tuple(one for one in found if one.of or one.name == "all")

    @property
    def abstained(self) -> dict[str, int]:
        """Why conversations were not played, and how many for each reason."""
        return dict(Counter(one.because for one in self.talks if one.verdict == "abstains").most_common())

    @property
    def failed(self) -> tuple[TalkDiff, ...]:
        return tuple(one for one in self.talks if one.verdict == "failed")

    @property
    def differing(self) -> tuple[TalkDiff, ...]:
        return tuple(one for one in self.talks if one.verdict == "differs")

    @property
    def guessed(self) -> int:
        """How many of those that were played rest on a guess about their start."""
        return sum(bool(one.assumed) for one in self.talks if one.verdict in ("same", "differs"))


def replay_of(source: str, talks: Iterable[TalkDiff]) -> Replay:
    """What differs in an effect comes first, then a handoff, silence, the course, and facts."""
    ranked = sorted(talks, key=lambda one: (_rank(one), one.id))
    return Replay(source=source, talks=tuple(ranked))


def read_replay(content: bytes | None) -> Replay | None:
    """What was kept of a run; None of a run of suites. Raises NoReplay."""
    try:
        return None if content is None else Replay.model_validate_json(content)
    except ValidationError as error:
        raise NoReplay(f"{FILE} was written by another version: {error.errors()[0]['msg']}") from error


def _rank(one: TalkDiff) -> int:
    if one.verdict == "failed":
        return -1
    return min((ASPECTS.index(name) for name in one.changed), default=len(ASPECTS) + (one.verdict == "abstains"))


def _group(name: str, talks: Sequence[TalkDiff]) -> Group:
    compared = [one for one in talks if one.verdict in ("same", "differs")]
    same = sum(one.verdict == "same" for one in compared)
    differs = Counter(aspect for one in compared for aspect in one.changed)
    return Group(
        name=name,
        of=len(compared),
        same=same,
        interval=wilson(same, len(compared)),
        differs={aspect: differs[aspect] for aspect in ASPECTS},
    )
