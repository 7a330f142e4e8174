"""Each conversation of the founding article is one tap, with the customer's words as they are printed there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.errors import NotFound
from api.phone.people import PEOPLE
from api.phone.routes import routes
from api.phone.starters import STARTERS, next_line, open_starter
from api.store import texts
from api.store.threads import thread_id_of
from tests.api.browser import Browser, browser

CURLY = "It’s been a few days and I haven’t gotten my order. Can you please tell me when it’s coming in?"


async def rows_of(phone: Browser, number: str) -> list[dict[str, Any]]:
    async with phone.service.database.reading() as session:
        return await texts.of_thread(session, thread_id_of("smear", number))


@pytest.mark.parametrize("starter_id", STARTERS)
async def test_the_opener_of_every_conversation_arrives(starter_id: str, tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        starter = STARTERS[starter_id]
        await phone.scene.consents("marketing_opt_in", starter.phone)
        assert (await open_starter(phone.service, starter_id)).phone in PEOPLE
        await phone.delivered()
        (opener,) = await rows_of(phone, starter.phone)
        assert (opener["speaker"], opener["state"], opener["delivery"]) == ("brand", "sent", "delivered")
        assert opener["body"].startswith("SMEAR SHOES: ")
        assert next_line([opener]) == {"text": starter.lines[0], "first": True, "ready": True}


async def test_the_lines_follow_one_another_letter_for_letter(tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        starter = await open_starter(phone.service, "return")
        for expected in ("HELP I would like to return my order", "CONFIRM"):
            await phone.delivered()
            following = next_line(await rows_of(phone, starter.phone))
            assert following is not None and following["text"] == expected
            await phone.post(f"/phone/{starter.phone}/texts", body=expected)
        assert next_line(await rows_of(phone, starter.phone)) is None
    assert STARTERS["tracking"].lines == (CURLY,)


async def test_the_next_line_waits_for_the_shops_answer(tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        starter = await open_starter(phone.service, "return")
        following = next_line(await rows_of(phone, starter.phone))
        assert following is not None and not following["ready"]
        await phone.delivered()
        await phone.post(f"/phone/{starter.phone}/texts", body=starter.lines[0])
        following = next_line(await rows_of(phone, starter.phone))
        assert following is not None and (following["text"], following["ready"]) == ("CONFIRM", False)


async def test_whoever_writes_something_else_is_left_alone(tmp_path: Path) -> None:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as phone:
        starter = await open_starter(phone.service, "return")
        await phone.delivered()
        await phone.post(f"/phone/{starter.phone}/texts", body="who is this?")
        assert next_line(await rows_of(phone, starter.phone)) is None
        await open_starter(phone.service, "return")
        assert next_line(await rows_of(phone, starter.phone)) is not None
        with pytest.raises(NotFound):
            await open_starter(phone.service, "nonsense")


def test_without_an_opener_there_is_no_next_line() -> None:
    assert next_line([]) is None
