"""Tests of `api.garbage`."""

from __future__ import annotations

import gc
import weakref

from api.garbage import spare_what_stands


class Thing:
    """May point at itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_stands_is_looked_at_no_more_and_what_comes_later_still_is() -> None:
    try:
        spare_what_stands()
        assert gc.get_freeze_count() > 10_000
        later = weakref.ref(Thing())
        gc.collect()
        assert later() is None
    finally:
        gc.unfreeze()
