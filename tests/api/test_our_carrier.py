"""The settings choose the carrier; the demo's simulator knows who has opted out."""

from __future__ import annotations

from typing import Any

import pytest

from api.carrier import CarrierRefused, Outgoing
from api.our_carrier import carrier_of
from api.simulator import SIMULATED_ACCOUNT, Simulator
from api.testing import MemoryInbox
from api.twilio import Twilio
from tests.api.served import settings_of
from tests.api.texts import ACCOUNT, DANAI, NOW, TOKEN
from tests.scene import SMEAR
from tools.demo.people import JORDAN


def chosen(**values: Any) -> object:
    return carrier_of(settings_of(**values), SMEAR, MemoryInbox(), lambda: NOW)


def test_twilio_is_used_when_it_is_named() -> None:
    account = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM_NUMBER": SMEAR.number}
    assert isinstance(chosen(PARLEY_CARRIER="twilio", **account), Twilio)


async def test_the_demo_blocks_whom_its_world_has_opted_out() -> None:
    simulator = chosen(PARLEY_DEMO="1")
    assert isinstance(simulator, Simulator)
    assert simulator.account.sid == SIMULATED_ACCOUNT
    with pytest.raises(CarrierRefused):
        await simulator.send(Outgoing(to=JORDAN, body="x", text_id="t"))
    await simulator.send(Outgoing(to=DANAI, body="x", text_id="t"))
    await simulator.close()


def test_outside_the_demo_nobody_is_blocked() -> None:
    simulator = chosen()
    assert isinstance(simulator, Simulator)
    assert simulator.account.blocked == set()
