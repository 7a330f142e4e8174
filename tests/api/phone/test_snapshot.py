"""One look at the phone has all of it, and its stamp moves with whatever would look different."""

from __future__ import annotations

from pathlib import Path

from api.phone.routes import routes
from api.phone.snapshot import snapshot, stamp
from tests.api.browser import browser
from tests.scene import DANAI, MAYA


async def test_the_stamp_moves_with_a_text_its_sending_and_its_delivery(tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        seen = [await stamp(phone.service, DANAI)]
        thread_id = await phone.scene.receive("where is it?")
        seen.append(await stamp(phone.service, DANAI))
        await phone.scene.put(thread_id, "On its way")
        seen.append(await stamp(phone.service, DANAI))
        await phone.delivered()
        seen.append(await stamp(phone.service, DANAI))
        assert len(set(seen)) == len(seen)
        assert await stamp(phone.service, DANAI) == seen[-1]
        assert await stamp(phone.service, MAYA) == seen[0]


async def test_a_phone_is_busy_until_everything_has_arrived(tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        assert not (await snapshot(phone.service, MAYA))["busy"]
        await phone.post("/phone/starters/cancel")
        assert (await snapshot(phone.service, MAYA))["busy"]
        await phone.delivered()
        seen = await snapshot(phone.service, MAYA)
        assert not seen["busy"]
        assert [one["tick"] for one in seen["bubbles"]] == ["delivered"]
        await phone.post(f"/phone/{MAYA}/texts", body="hello")
        assert (await snapshot(phone.service, MAYA))["busy"]
