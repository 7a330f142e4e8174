"""A body that is too large is not read to its end, whichever route takes it, and whoever sent it is told so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.body_limit import LARGEST_BODY_BYTES, LARGEST_WITH_PHOTO_BYTES, limit_of
from tests.api.console.desk import PASSWORD, Desk, desk

ALL_AT_ONCE = 16 * 1024


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        one.browser.app = create_app(one.service, loops=False)
        yield one


class Stream:
    """A form without a length that goes on for ever, as far as the other side can tell; and how much was taken."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"email="
        while self.taken < 64 * LARGEST_WITH_PHOTO_BYTES:
            self.taken += ALL_AT_ONCE
            yield b"x" * ALL_AT_ONCE


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LOG_IN, EVENTS = "/console/login", "/api/events"


async def test_a_form_that_says_that_it_is_too_large_is_not_read(opened: Desk) -> None:
    async with opened.client() as client:
        answer = await client.post(LOG_IN, content=b"email=" + b"x" * LARGEST_BODY_BYTES, headers=FORM)
        body, length = Stream(), {"Content-Length": str(LARGEST_BODY_BYTES + 1)}
        assert (await client.post(LOG_IN, content=body, headers={**FORM, **length})).status_code == 413
    assert answer.status_code == 413 and "Too large" in answer.text and "Send less at once." in answer.text
    assert await opened.trail() == [] and body.taken == 0


@pytest.mark.parametrize("path", [LOG_IN, "/console/threads/x/block", "/console/new", EVENTS])
async def test_a_body_without_a_length_is_read_no_further_than_its_limit(path: str, opened: Desk) -> None:
    body = Stream()
    async with opened.as_role("agent") as agent:
        headers = {**FORM, "X-CSRF": await agent.csrf(), "Authorization": "Bearer x"}
        answer = await agent.client.post(path, content=body, headers=headers)
    assert answer.status_code in (401, 403, 404, 413), answer.text
    assert body.taken <= limit_of(path) + 2 * ALL_AT_ONCE


async def test_a_script_is_told_in_json(opened: Desk) -> None:
    async with opened.client() as client:
        headers = {**FORM, "Accept": "application/json"}
        answer = await client.post(LOG_IN, content=Stream(), headers=headers)
    assert answer.status_code == 413 and "larger than 65536 bytes" in answer.json()["detail"]


async def test_what_is_within_its_limit_arrives_whole(opened: Desk) -> None:
    async with opened.client() as client:
        form = {"email": "agent@shop.example", "password": PASSWORD}
        assert (await client.post(LOG_IN, data=form)).status_code == 303
        long = {**form, "password": "x" * 1_001}
        assert (await client.post(LOG_IN, data=long)).status_code == 422


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/console/threads/0a/reply", LARGEST_WITH_PHOTO_BYTES),
        ("/console/new", LARGEST_WITH_PHOTO_BYTES),
        ("/console/newer", LARGEST_BODY_BYTES),
        ("/console/threads/0a/reply/x", LARGEST_BODY_BYTES),
        ("/console/threads/0a/undo", LARGEST_BODY_BYTES),
        ("/api/events", LARGEST_BODY_BYTES),
    ],
)
def test_only_what_may_have_a_photo_may_be_large(path: str, most: int) -> None:
    assert limit_of(path) == most


async def test_a_photo_of_the_largest_size_passes_the_limit(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        data = {"csrf": await agent.csrf(), "key": "0123456789abcdef", "body": ""}
        files = {"photo": ("a.jpg", b"x" * (LARGEST_WITH_PHOTO_BYTES - 5_000), "image/jpeg")}
        answer: httpx.Response = await agent.client.post(f"/console/threads/{thread_id}/reply", data=data, files=files)
    assert answer.status_code == 303 and "said=photo" in answer.headers["location"], "it was read, and is no picture"
