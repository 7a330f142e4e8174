"""Failures make waiting times that grow, and nobody can lock out somebody else."""

from __future__ import annotations

import pytest

from agent.testing import FixedClock
from api.attempts import ACCOUNT, MOST_KEPT, PAIR, Attempts


def fail(attempts: Attempts, times: int, account: str = "ana", address: str = "192.0.2.1") -> list[int]:
    waits = []
    for _ in range(times):
        attempts.failed(account, address)
        waits.append(attempts.seconds_to_wait(account, address))
    return waits


def test_a_slip_costs_nothing_and_then_the_wait_doubles() -> None:
    assert fail(Attempts(FixedClock()), 7) == [0, 0, 1, 2, 4, 8, 16]


def test_the_wait_ends_and_has_an_end() -> None:
    clock = FixedClock()
    attempts = Attempts(clock)
    assert max(fail(attempts, 40)) == PAIR.longest
    clock.advance(seconds=PAIR.longest)
    assert attempts.seconds_to_wait("ana", "192.0.2.1") == 0


def test_from_elsewhere_the_account_waits_for_seconds_only() -> None:
    attempts = Attempts(FixedClock())
    for host in range(50):
        fail(attempts, 1, address=f"198.51.100.{host}")
    assert attempts.seconds_to_wait("ana", "192.0.2.77") == ACCOUNT.longest


def test_one_address_cannot_try_many_accounts() -> None:
    attempts = Attempts(FixedClock())
    for number in range(30):
        fail(attempts, 1, account=f"user-{number}")
    assert attempts.seconds_to_wait("user-99", "192.0.2.1") > 60
    assert attempts.seconds_to_wait("user-99", "192.0.2.2") == 0


def test_addresses_of_one_network_are_one_and_letters_have_no_case() -> None:
    attempts = Attempts(FixedClock())
    fail(attempts, 6, account="Ana ", address="2001:db8:1:2::1")
    assert attempts.seconds_to_wait("ana", "2001:db8:1:2:ffff::9") > 0
    assert attempts.seconds_to_wait("ana", "2001:db8:1:3::1") == 0


def test_the_right_password_ends_the_wait_of_this_pair() -> None:
    attempts = Attempts(FixedClock())
    fail(attempts, 5)
    attempts.succeeded("ana", "192.0.2.1")
    assert attempts.seconds_to_wait("ana", "192.0.2.1") == 0


@pytest.mark.slow
def test_a_flood_of_names_takes_no_more_memory() -> None:
    attempts = Attempts(FixedClock())
    for number in range(MOST_KEPT):
        attempts.failed(f"user-{number}", "not an address")
    assert len(attempts._tries) == MOST_KEPT
