"""What is ours follows from the settings."""

from __future__ import annotations

from api.line import line_of
from api.testing import MemoryInbox
from tests.api.served import settings_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, NOW, TOKEN


def test_numbers_are_the_brands_and_the_accounts_sender() -> None:
    settings = settings_of(
        TWILIO_FROM_NUMBER="+14155559999",
        TWILIO_AUTH_TOKEN=TOKEN,
        TWILIO_ACCOUNT_SID=ACCOUNT,
        PARLEY_PUBLIC_URL="https://shop.example/",
    )
    line = line_of(settings, [BRAND_NUMBER], MemoryInbox(), lambda: NOW)
    assert line.numbers == {BRAND_NUMBER, "+14155559999"}
    assert (line.public_address, line.account_sid, line.signature.configured) == ("https://shop.example", ACCOUNT, True)


def test_without_a_token_the_line_is_closed() -> None:
    line = line_of(settings_of(), [BRAND_NUMBER], MemoryInbox(), lambda: NOW)
    assert not line.signature.configured
    assert line.public_address == "http://127.0.0.1:8000"
