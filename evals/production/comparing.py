"""Two courses of one conversation, what really happened and what a candidate did, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from evals.played import Played
from evals.production.as_case import handed_over
from evals.production.course import Course
from evals.production.outcome import SILENT, Move, now, order_words, really
from evals.production.recorded import Recorded
from evals.score import Score, failed, passed, unscored

FROZEN = ConfigDict(frozen=True)
Verdict = Literal["same", "differs", "abstains", "failed"]
ASPECTS: Final = ("effects", "handoff", "silence", "course", "facts")


class StepPair(BaseModel):
    """One burst of the customer's: what followed then, and what follows now. ``parted``: it no longer compares.

    From the step after the first different move on, the customer answers somebody else; facts are not compared there.
    """

    model_config = FROZEN

    step: int
    said: tuple[str, ...]
    then: Move
    now: Move
    parted: bool = False

    @property
    def lost(self) -> tuple[str, ...]:
        return tuple(one for one in self.then.facts if one not in self.now.facts)

    @property
    def new(self) -> tuple[str, ...]:
        return tuple(one for one in self.now.facts if one not in self.then.facts)


class TalkDiff(BaseModel):
    """One conversation. ``because`` says why it abstains or failed; ``assumed`` what of its start is a guess.

    ``scores`` are 1 where it came out as it did, 0 where not, unscored where it cannot be told.
    """

    model_config = FROZEN

    id: str
    verdict: Verdict
    because: str = ""
    label: Literal["good", "bad"] | None = None
    why: str = ""
    assumed: tuple[str, ...] = ()
    steps: tuple[StepPair, ...] = ()
    effects: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    handoffs: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    scores: tuple[Score, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """Which aspects came out differently."""
        return tuple(one.name for one in self.scores if not one.perfect)

    @property
    def parts_at(self) -> StepPair | None:
        """The first step at which the candidate did something else."""
        return next((one for one in self.steps if one.then.did != one.now.did), None)


def compared(record: Recorded, course: Course, played: Played) -> TalkDiff:
    """Where the candidate did something else than what really happened."""
    steps = _pairs(record, course, played)
    effects = (
        _effects(record),
        tuple(
            order_words(answer.effect, answer.turn.effect.command.model_dump(mode="json"))
            for answer in played.answers
            if answer.effect and answer.turn.effect
        ),
    )
    handoffs = handed_over(record), played.handoffs
    scores = (
        _same("effects", effects),
        _same("handoff", handoffs),
        _silence(steps),
        _course(steps),
        _facts(steps),
    )
    return TalkDiff(
        id=record.id,
        verdict="same" if all(one.perfect for one in scores) else "differs",
        label=record.label,
        why=record.why,
        assumed=assumed(record),
        steps=steps,
        effects=effects,
        handoffs=handoffs,
        scores=scores,
    )


def assumed(record: Recorded) -> tuple[str, ...]:
    """What of the conversation's start, or of what others did in it, is a guess."""
    by_others = any(one.turn is None and one.state == "done" for one in record.effects)
    return (*record.start.assumed, *(["what a colleague did in the shop is not played"] if by_others else []))


def _effects(record: Recorded) -> tuple[str, ...]:
    done = [one for one in record.effects if one.state == "done" and one.turn is not None]
    return tuple(order_words(one.action, one.command) for one in done)


def _pairs(record: Recorded, course: Course, played: Played) -> tuple[StepPair, ...]:
    pairs: list[StepPair] = []
    parted = False
    for followed in course.followed:
        answer = played.answer_to(followed.step)
        if answer is None:
            continue
        then, candidate = really(followed, record), now(answer)
        pairs.append(StepPair(step=followed.step, said=followed.said, then=then, now=candidate, parted=parted))
        parted = parted or then.did != candidate.did
    return tuple(pairs)


def _same(name: str, pair: tuple[Sequence[str], Sequence[str]]) -> Score:
    then, candidate = pair
    if tuple(then) == tuple(candidate):
        return passed(name, _words(then))
    return failed(name, f"then {_words(then)}; now {_words(candidate)}")


def _silence(steps: Iterable[StepPair]) -> Score:
    differing = [one for one in steps if (one.then.did == SILENT) != (one.now.did == SILENT)]
    if not differing:
        return passed("silence")
    words = [f"step {one.step}: then {one.then.did}, now {one.now.did}" for one in differing]
    return failed("silence", "; ".join(words))


def _course(steps: Sequence[StepPair]) -> Score:
    """Whether it did the same thing at every step."""
    first = next((one for one in steps if one.then.did != one.now.did), None)
    if first is None:
        return passed("course")
    return failed("course", f"step {first.step}: then {first.then.did}, now {first.now.did}")


def _facts(steps: Sequence[StepPair]) -> Score:
    """Facts of replies that can be compared: both did the same and said something, and had not parted before."""
    alike = [one for one in steps if not one.parted and one.then.did == one.now.did]
    both = [one for one in alike if one.then.bodies and one.now.bodies]
    if not any(one.then.facts or one.now.facts for one in both):
        return unscored("facts", "no reply names any")
    wrong = [one for one in both if one.then.facts != one.now.facts]
    if not wrong:
        return passed("facts")
    return failed("facts", "; ".join(_facts_words(one) for one in wrong))


def _facts_words(pair: StepPair) -> str:
    told = [f"{words} {', '.join(facts)}" for words, facts in (("without", pair.lost), ("with", pair.new)) if facts]
    return f"step {pair.step}: {' and '.join(told)}"


def _words(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
