"""Which carrier the settings choose, and what of the line is ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from agent.brand import Brand
from api.carrier import Carrier
from api.config import ApiSettings
from api.inbox import Inbox
from api.simulator import SIMULATED_ACCOUNT, Simulator
from api.store import demo
from api.twilio import Twilio, TwilioAccount
from tools.demo.world import demo_world


def carrier_of(settings: ApiSettings, brand: Brand, inbox: Inbox, clock: Callable[[], datetime]) -> Carrier:
    """Twilio or the simulator; in the demo the latter knows from the beginning whom its world has opted out."""
    if settings.carrier == "twilio":
        return Twilio(_account(settings))
    simulator = Simulator(inbox, brand.number, clock, settings.twilio_account_sid or SIMULATED_ACCOUNT)
    if settings.demo:
        simulator.account.blocked |= demo.opted_out(demo_world(clock()))
    return simulator


def _account(settings: ApiSettings) -> TwilioAccount:
    return TwilioAccount(
        sid=settings.twilio_account_sid,
        token=settings.twilio_auth_token,
        public_address=settings.public_address,
        number=settings.twilio_from_number,
        service_sid=settings.twilio_messaging_service_sid,
        api_url=settings.twilio_api_url,
    )
