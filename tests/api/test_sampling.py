"""A sample has every kind in it, is the same for the same seed, and says what each conversation stands for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from api.conversations import Conversation
from api.sampling import Period, Wanted, sample

NOW = datetime(2026, 6, 10, 17, tzinfo=UTC)


def talks(prefix: str, count: int) -> list[Conversation]:
    return [Conversation(f"{prefix}-{n}", NOW + timedelta(minutes=n), NOW + timedelta(minutes=n)) for n in range(count)]


PERIOD = Period(
    {"presumed / sure": talks("a", 90), "handed_over / unsure / angry": talks("b", 2)}, {("a-1", NOW): 0.9}, []
)


def threads(count: int, seed: int = 1, period: Period = PERIOD) -> list[str]:
    return [one.thread_id for one in sample(period, Wanted("smear", 7, count, seed))]


def test_every_kind_is_in_it_and_says_what_it_stands_for() -> None:
    found = sample(PERIOD, Wanted("smear", 7, 10, 1))
    assert len(found) == 10
    stands = {one.kind: (one.size, one.drawn) for one in found}
    assert stands == {"presumed / sure": (90, 8), "handed_over / unsure / angry": (2, 2)}


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    assert threads(10) == threads(10) != threads(10, seed=2)
    assert set(threads(5)) < set(threads(10))


def test_what_comes_later_moves_nothing() -> None:
    more = Period({**PERIOD.kinds, "open / sure": talks("c", 3)}, {}, [])
    assert {one for one in threads(92) if one.startswith("b")} <= set(threads(12, period=more))


def test_there_are_never_more_than_there_are() -> None:
    assert len(threads(1_000)) == 92 and threads(5, period=Period({}, {}, [])) == []


def test_a_label_is_of_the_conversation_that_its_turn_was_in() -> None:
    label = {"turn_id": "t", "author": "ana", "verdict": "bad", "thread_id": "b-0", "at": NOW + timedelta(minutes=1)}
    found = {one.thread_id: one for one in sample(Period(PERIOD.kinds, {}, [label]), Wanted("smear", 7, 92, 1))}
    assert found["b-0"].labelled_by == ("ana",) and found["b-1"].labelled_by == ()
    assert PERIOD.place_of("b-1", NOW + timedelta(hours=1)) == ("handed_over / unsure / angry", 1)
    assert PERIOD.place_of("z", NOW) is None
