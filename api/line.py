"""What of the line is ours by the settings: the address that is signed for, the account and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from api.config import ApiSettings
from api.inbox import Inbox
from api.signature import Signature
from api.webhooks import Line


def line_of(settings: ApiSettings, numbers: Iterable[str], inbox: Inbox, clock: Callable[[], datetime]) -> Line:
    """``numbers`` are those of the brands; the account's own sender is ours too."""
    ours = {*numbers, settings.twilio_from_number} - {""}
    return Line(
        public_address=settings.public_address,
        signature=Signature([settings.twilio_auth_token]),
        inbox=inbox,
        clock=clock,
        numbers=frozenset(ours),
        account_sid=settings.twilio_account_sid,
        service_sid=settings.twilio_messaging_service_sid,
    )
