"""What a card number is, and what merely looks like one."""

from __future__ import annotations

import pytest

from agent.card import holds_card, is_card, is_postal_label, own_digits, passes_luhn

TEST_CARDS = [
    "4111111111111111",
    "4222222222222",
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "341111111111111",
    "6011111111111117",
    "6011000990139424",
    "36227206271667",
    "3566002020360505",
    "6200000000000005",
]


@pytest.mark.parametrize("digits", TEST_CARDS)
def test_a_test_card_of_each_brand_is_a_card(digits: str) -> None:
    assert is_card(digits)


@pytest.mark.parametrize("digits", TEST_CARDS)
def test_one_wrong_digit_makes_it_no_card(digits: str) -> None:
    assert not any(is_card(digits[:-1] + str((int(digits[-1]) + wrong) % 10)) for wrong in range(1, 10))


@pytest.mark.parametrize("digits", ["", "42", "7992739871300000", "9400111899223344", "41111111111111111116"])
def test_other_numbers_are_no_cards(digits: str) -> None:
    assert not is_card(digits)


def test_a_brand_has_its_own_lengths() -> None:
    assert passes_luhn("378282246310005")
    assert not is_card("4111111111111" + "00")
    assert not is_card("3411111111111115"[:14])


def test_a_glued_card_is_found_inside() -> None:
    assert holds_card("0000" + "4111111111111111")
    assert holds_card("4111111111111111" + "1227")
    assert not holds_card("9" * 20)


@pytest.mark.parametrize("label", ["9400111899223197428497", "42094107" + "9400111899223197428497"])
def test_a_label_with_a_right_check_digit_is_postal(label: str) -> None:
    assert is_postal_label(label)
    assert not is_postal_label(label[:-1] + str((int(label[-1]) + 1) % 10))


def test_a_label_needs_a_postal_prefix_and_length() -> None:
    assert not is_postal_label("8" * 22)
    assert not is_postal_label("94")


def test_a_shared_prefix_with_an_expiry_date_is_no_label() -> None:
    assert is_postal_label("23000000000000000001")
    assert not is_postal_label("2312345678901234" + "1227")


def test_own_numbers_are_compared_by_their_digits() -> None:
    assert own_digits(("4111-1111 1111-1111", "4222222222222", "#1042", "GC 6011000990139424")) == {
        "4111111111111111",
        "6011000990139424",
        "4222222222222",
    }
