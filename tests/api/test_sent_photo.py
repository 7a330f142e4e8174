"""A colleague's photo is open to whoever holds its whole address, for a day, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.errors import answer_errors
from api.picture import NotAPicture
from api.sent_photo import attach, drop_unused, keep, routes
from tests.api.served import Served, served
from tests.api.test_picture import drawn


async def got(scene: Served, address: str) -> httpx.Response:
    app = FastAPI()
    app.state.service = scene.service
    app.include_router(routes)
    answer_errors(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parley") as client:
        return await client.get("/media?" + address.partition("?")[2])


async def test_the_whole_address_opens_it_for_a_day(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        kept = await keep(scene.service, drawn("PNG"))
        async with scene.service.database.writing() as session:
            file = await attach(session, scene.service, ("t1", "r1"), kept)
        address = str(file["url"])
        answer = await got(scene, address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kept.content_type)
        assert answer.headers["x-content-type-options"] == "nosniff"
        last = "0" if address[-1] != "0" else "1"
        until = address.partition("until=")[2].partition("&")[0]
        for wrong in (address[:-1] + last, address.replace(until, str(int(until) + 1))):
            assert (await got(scene, wrong)).status_code == 404
        scene.clock.advance(hours=24)
        assert (await got(scene, address)).status_code == 404


async def test_what_no_text_came_of_is_not_kept(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        first, second = await keep(scene.service, drawn("JPEG")), await keep(scene.service, drawn("JPEG"))
        async with scene.service.database.writing() as session:
            await attach(session, scene.service, ("t1", "r1"), first)
            await attach(session, scene.service, ("t1", "r1"), second)
        for kept in (first, second):
            await drop_unused(scene.service, "r1", kept)
        assert [file.name for file in (tmp_path / "media").iterdir()] == [first.name]


async def test_only_pictures_are_kept(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        for content in (b"<svg/>", b"x" * 5_000_001):
            with pytest.raises(NotAPicture):
                await keep(scene.service, content)
        assert not (tmp_path / "media").exists()
