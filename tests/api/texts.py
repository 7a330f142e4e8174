"""Forms of texts as the carrier posts them, for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime

ACCOUNT = "AC" + "a" * 32
TOKEN = "twilio-secret"
BRAND_NUMBER = "+14155550100"
DANAI = "+14155550101"
NOW = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def text_form(body: str, phone: str = DANAI, sid: str = "SM" + "0" * 32, **more: str) -> dict[str, str]:
    """The fields of one inbound text, as the carrier posts them."""
    return {
        "MessageSid": sid,
        "SmsMessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": phone,
        "To": BRAND_NUMBER,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
        "ApiVersion": "2010-04-01",
        **more,
    }
