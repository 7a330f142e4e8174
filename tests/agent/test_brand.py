"""The promise of a time is one that real opening hours can keep."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.scene import SMEAR


@pytest.mark.parametrize(
    ("now", "by"),
    [
        (datetime(2026, 6, 10, 17, 0, tzinfo=UTC), datetime(2026, 6, 10, 18, 0, tzinfo=UTC)),
        (datetime(2026, 6, 10, 17, 1, tzinfo=UTC), datetime(2026, 6, 10, 18, 15, tzinfo=UTC)),
        (datetime(2026, 6, 10, 3, 0, tzinfo=UTC), datetime(2026, 6, 10, 17, 0, tzinfo=UTC)),
        (datetime(2026, 6, 13, 2, 0, tzinfo=UTC), datetime(2026, 6, 15, 17, 0, tzinfo=UTC)),
    ],
)
def test_an_answer_comes_an_hour_into_opening_time(now: datetime, by: datetime) -> None:
    assert SMEAR.answers_by(now) == by


def test_a_brand_without_support_days_is_an_error() -> None:
    with pytest.raises(ValueError, match="no support days"):
        SMEAR.model_copy(update={"support_days": ()}).answers_by(datetime(2026, 6, 10, tzinfo=UTC))
