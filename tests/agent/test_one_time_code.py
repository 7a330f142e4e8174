"""Six digits: how a text carries them, and what their seal is bound to (S80)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.one_time_code import codes_in, new_code, opens, seal


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("123456", ("123456",)),
        ("123 456", ("123456",)),
        ("123-456.", ("123456",)),
        ("1 2 3 4 5 6", ("123456",)),
        ("the code is 004219 thanks", ("004219",)),
        ("mi codigo: 004219", ("004219",)),
        ("111111 222222", ("111111", "222222")),
        ("111111\n111111", ("111111",)),
        ("12345", ()),
        ("1234567", ()),
        ("where is #123456", ()),
        ("order 123456", ()),
        ("pedido 123456", ()),
        ("$123456", ()),
        ("1Z 123456 7890", ()),
        ("I paid 123456.50", ()),
        ("please tell me where the parcel with the sticker 123456 is", ()),
        ("", ()),
    ],
)
def test_a_code_is_read_only_where_the_text_is_one(body: str, codes: tuple[str, ...]) -> None:
    assert codes_in(body) == codes


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_a_seal_opens_to_its_own_digits_in_its_own_place_only(one: int, other: int) -> None:
    code, guess = f"{one:06d}", f"{other:06d}"
    kept = seal(code, "thread-a", "letter-1", "maya@example.com")
    assert opens(guess, kept, "thread-a", "letter-1", "maya@example.com") == (one == other)
    assert not opens(code, kept, "thread-b", "letter-1", "maya@example.com")
    assert not opens(code, kept, "thread-a", "letter-2", "maya@example.com")
    assert not opens(code, kept, "thread-a", "letter-1", "eve@example.com")
    assert code not in kept or len(code) < 6


def test_codes_are_six_digits_and_differ() -> None:
    made = {new_code() for _ in range(200)}
    assert len(made) > 190 and all(len(one) == 6 and one.isdigit() for one in made)
