"""Passwords are kept as argon2id, checked a few at a time, and nobody learns who exists."""

from __future__ import annotations

import asyncio

import pytest
from argon2 import PasswordHasher

from api.errors import Invalid, TooMany
from api.passwords import MOST_WAITING, PASSWORDS, Passwords

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def test_a_password_fits_its_own_hash_only() -> None:
    passwords = Passwords(QUICK)
    hashed = await passwords.hash("climbing at dawn")
    assert hashed.startswith("$argon2id$")
    assert await passwords.fits("climbing at dawn", hashed)
    assert not await passwords.fits("climbing at dusk", hashed)
    assert not await passwords.fits("climbing at dawn", "no hash at all")


async def test_nobody_has_a_password_not_even_the_one_that_is_compared_with() -> None:
    passwords = Passwords(QUICK)
    assert not await passwords.fits("nobody has this password", None)


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 257])
async def test_short_and_endless_passwords_are_refused(password: str) -> None:
    with pytest.raises(Invalid):
        await Passwords(QUICK).hash(password)


async def test_what_is_too_long_does_not_fit_by_its_beginning() -> None:
    passwords = Passwords(QUICK)
    hashed = await passwords.hash("x" * 256)
    assert await passwords.fits("x" * 256, hashed)
    assert not await passwords.fits("x" * 257, hashed)


async def test_a_flood_is_turned_away_instead_of_queued() -> None:
    passwords = Passwords(QUICK)
    hashed = await passwords.hash("climbing at dawn")
    tries = [passwords.fits("wrong password", hashed) for _ in range(MOST_WAITING + 5)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(answer, TooMany) for answer in answers) == 5
    assert await passwords.fits("climbing at dawn", hashed)


async def test_the_process_uses_the_strong_hash() -> None:
    assert "m=65536,t=3,p=4" in await PASSWORDS.hash("climbing at dawn")
