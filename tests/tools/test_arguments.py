"""Tests of tools.arguments: what may be left out may be, and nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tools.arguments import HandOver, ItemsNamed, NoArguments, OrderNamed, OtherAddress, Purchase


def test_what_was_not_named_is_none() -> None:
    assert OrderNamed().order is None
    assert Purchase.model_validate({"keyword": "RESOLE"}).product is None


def test_items_are_a_list_of_words() -> None:
    assert ItemsNamed.model_validate({"items": ["socks"]}).items == ["socks"]
    with pytest.raises(ValidationError):
        ItemsNamed.model_validate({"items": "socks"})


def test_an_address_needs_its_parts() -> None:
    with pytest.raises(ValidationError):
        OtherAddress.model_validate({"street": "1 Main St"})


def test_an_invented_reason_is_refused() -> None:
    with pytest.raises(ValidationError):
        HandOver.model_validate({"reason": "bored", "ask": "a person"})


def test_a_tool_without_arguments_takes_none() -> None:
    with pytest.raises(ValidationError):
        NoArguments.model_validate({"order": "12345"})
