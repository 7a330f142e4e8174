"""The memory inbox behaves like the stored one where tests rely on it."""

from __future__ import annotations

import pytest

from api.carrier import Arrival
from api.store.database import StorageUnavailable
from api.testing import MemoryInbox
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW

HI = Arrival(account_sid=ACCOUNT, sid="SM1", phone=DANAI, to=BRAND_NUMBER, body="hi", at=NOW)


async def test_a_sid_is_new_only_once() -> None:
    inbox = MemoryInbox()
    assert await inbox.take_in(HI)
    assert not await inbox.take_in(HI)
    assert list(inbox.arrivals.values()) == [HI]


async def test_a_full_inbox_stores_nothing() -> None:
    inbox = MemoryInbox()
    inbox.full = True
    with pytest.raises(StorageUnavailable):
        await inbox.take_in(HI)
    assert not inbox.arrivals
