"""The shop's own models say where money and days stand, and where words do."""

from __future__ import annotations

from typing import Any

import pytest

from evals.fields import below, is_words, kinds_of
from tools.demo.world import World


def at(*keys: str) -> tuple[Any, ...]:
    kinds = kinds_of(World)
    for key in keys:
        kinds = below(kinds, key)
    return kinds


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("orders", "12348", "lines", "12348-1", "options", "Size"), True),
        (("orders", "12348", "lines", "12348-1", "item"), True),
        (("orders", "12348", "state"), True),
        (("orders", "12348", "lines", "12348-1", "price"), False),
        (("orders", "12348", "tracking", "delivered_at"), False),
        (("policy", "refund_cap"), False),
        (("orders", "12348", "no_such_thing"), False),
    ],
)
def test_a_place_holds_words_where_the_model_says_so(path: tuple[str, ...], words: bool) -> None:
    assert is_words(at(*path)) is words
