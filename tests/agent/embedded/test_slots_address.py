"""Addresses are found by their street and taken apart."""

from __future__ import annotations

from agent.embedded.slots_address import AddressParts, address_in, unit_in


def test_a_whole_address_is_taken_apart() -> None:
    said = "please send it to 742 Evergreen Terrace, Apt 3, Springfield, IL 62704 thanks"
    assert address_in(said) == AddressParts("742 Evergreen Terrace", "Apt 3", "Springfield", "IL", "62704")


def test_a_state_may_be_written_out_and_commas_left_away() -> None:
    assert address_in("99 Cedar Lane Portland Oregon 97201") == AddressParts(
        "99 Cedar Lane", "", "Portland", "OR", "97201"
    )


def test_a_street_without_a_suffix_is_known_by_name() -> None:
    found = address_in("1600 Broadway, New York, NY 10019")
    assert found is not None
    assert found.complete


def test_a_street_alone_is_not_complete() -> None:
    found = address_in("12 Oak St")
    assert found == AddressParts("12 Oak St")
    assert not found.complete


def test_counts_are_not_addresses() -> None:
    assert address_in("I have 3 of the boxes on the way") is None


def test_a_unit_may_come_alone() -> None:
    assert unit_in("it is apt 4b") == "apt 4b"
