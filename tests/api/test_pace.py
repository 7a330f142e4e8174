"""What a take of the bucket comes to (S50)."""

from __future__ import annotations

from api.pace import Purse


def test_segments_are_taken_until_the_purse_is_empty() -> None:
    purse = Purse(30.0, 30.0)
    assert sum(purse.take(3) for _ in range(100)) == 10
    assert purse.taken == 30 and purse.room == 0


def test_a_text_larger_than_the_bucket_goes_when_it_is_full_and_leaves_a_debt() -> None:
    full, used = Purse(3.0, 3.0), Purse(2.5, 3.0)
    assert full.take(8) and full.room == -5
    assert not full.take(1)
    assert not used.take(8) and used.taken == 0


def test_no_limit_is_no_limit() -> None:
    purse = Purse(0.0, 0.0)
    assert all(purse.take(10) for _ in range(1_000))
