"""Settings have the defaults that the README promises, and Twilio's are asked for by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from api.config import ApiSettings

TWILIO = {"PARLEY_CARRIER": "twilio", "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}


def settings(**values: Any) -> ApiSettings:
    names = ("TWILIO_FROM_NUMBER", "TWILIO_MESSAGING_SERVICE_SID", "TWILIO_AUTH_TOKEN", "PARLEY_PUBLIC_URL")
    unset: dict[str, Any] = dict.fromkeys(names, "")
    return ApiSettings(_env_file=None, **{**unset, **values})


def test_nothing_is_needed() -> None:
    ours = settings()
    assert (ours.carrier, ours.port, ours.burst_wait_s, ours.demo) == ("simulator", 8000, 2.0, False)
    assert ours.store_url == f"sqlite+aiosqlite:///{Path('var/parley.db')}"
    assert ours.public_address == "http://127.0.0.1:8000"


def test_twilio_needs_a_sender() -> None:
    with pytest.raises(ValidationError, match="TWILIO_MESSAGING_SERVICE_SID or TWILIO_FROM_NUMBER"):
        settings(**TWILIO)
    assert settings(**TWILIO, TWILIO_FROM_NUMBER="+14155550100").carrier == "twilio"


def test_secrets_are_not_shown() -> None:
    shown = repr(settings(PARLEY_API_TOKEN="api-secret", TWILIO_AUTH_TOKEN="auth-secret"))
    assert "secret" not in shown


@pytest.mark.parametrize("value", [-1, 21, "soon"])
def test_a_burst_wait_out_of_bounds_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="PARLEY_BURST_WAIT_S"):
        settings(PARLEY_BURST_WAIT_S=value)


def test_a_slash_at_the_end_of_the_public_address_does_not_matter() -> None:
    assert settings(PARLEY_PUBLIC_URL="https://shop.example/").public_address == "https://shop.example"
