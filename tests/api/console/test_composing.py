"""What a colleague writes reaches the customer once, after its seconds of second thoughts; a note reaches nobody."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from api.outbox import Outbox
from api.store.second_thoughts import UNDO_SECONDS
from tests.api.console.desk import Colleague, Desk, desk

KEY = "0123456789abcdef"
JPEG = "image/jpeg"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(made, "JPEG", comment=b"secret place")
    return made.getvalue()


async def taken(opened: Desk, agent: Colleague) -> str:
    thread_id = await opened.waiting()
    await agent.post(f"/console/threads/{thread_id}/claim")
    return thread_id


async def out(opened: Desk, thread_id: str) -> list[dict[str, Any]]:
    return [row for row in await opened.texts(thread_id) if row["direction"] == "out"]


async def sent_later(opened: Desk) -> None:
    opened.scene.clock.advance(seconds=UNDO_SECONDS)
    await Outbox(opened.service).send_due()


async def photographed(opened: Desk, agent: Colleague, thread_id: str, content: bytes, key: str = KEY) -> str:
    files = {"photo": ("cat.jpg", content, JPEG)}
    data = {"csrf": await agent.csrf(), "key": key, "body": ""}
    answer = await agent.client.post(f"/console/threads/{thread_id}/reply", data=data, files=files)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def test_a_reply_reaches_the_customer_once_under_its_writers_name(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        for _ in range(3):
            await agent.post(f"/console/threads/{thread_id}/reply", body=" I’ll look —\r\none moment… ", key=KEY)
    await Outbox(opened.service).send_due()
    (reply,) = await out(opened, thread_id)
    assert reply["state"] == "new"
    await sent_later(opened)
    (reply,) = await out(opened, thread_id)
    assert (reply["body"], reply["author"], reply["speaker"]) == ("I'll look -\none moment...", "Agent", "person")
    assert (reply["encoding"], reply["segments"], reply["state"]) == ("GSM-7", 1, "sent")
    assert (await opened.handoff(thread_id))["answered_at"] is not None
    (written, *_) = await opened.trail_of("reply")
    assert written["actor"] == "agent@shop.example"
    assert "look" not in str(written["detail"])


@pytest.mark.parametrize("body", [" ", "\n", "x" * 1_601])
async def test_what_is_no_text_is_not_sent(body: str, opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        refused = await agent.post(f"/console/threads/{thread_id}/reply", body=body, key=KEY)
    assert "said=length" in refused.headers["location"]
    assert await opened.trail_of("reply") == []


async def test_a_form_without_its_key_is_refused(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        for key in ("", "short", "x" * 65, "bad key!!"):
            await agent.post(f"/console/threads/{thread_id}/reply", 400, body="Hi", key=key)
    assert await out(opened, thread_id) == []


async def test_a_person_cannot_text_who_opted_out(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        await opened.scene.consents("opt_out")
        await agent.post(f"/console/threads/{thread_id}/reply", body="Hi", key=KEY)
        await sent_later(opened)
        page = await agent.page(f"/console/threads/{thread_id}")
    (reply,) = await out(opened, thread_id)
    assert reply["state"] == "dropped"
    assert "This customer wants no texts." in page and "(opted out)" in page


async def test_a_text_taken_back_is_in_the_composer_again_and_never_leaves(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/reply", body="Oops <b>", key=KEY)
        (text,) = await out(opened, thread_id)
        assert "Take it back" in await agent.page(f"/console/threads/{thread_id}")
        answer = await agent.post(f"/console/threads/{thread_id}/undo", text=text["id"])
        page = await agent.page(answer.headers["location"].partition("#")[0])
        await sent_later(opened)
        late = await agent.post(f"/console/threads/{thread_id}/undo", text=text["id"])
    assert "Oops &lt;b&gt;</textarea>" in page
    assert "said=too-late" in late.headers["location"]
    assert opened.scene.sent() == []
    assert (await opened.handoff(thread_id))["answered_at"] is None


async def test_a_note_is_for_colleagues_and_nobody_else(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await opened.waiting()
        for _ in range(2):
            await agent.post(f"/console/threads/{thread_id}/reply", body="She is angry", mode="note", key=KEY)
        refused = await agent.post(f"/console/threads/{thread_id}/reply", body=" ", mode="note", key=KEY)
        page = await agent.page(f"/console/threads/{thread_id}")
    await sent_later(opened)
    assert "said=note" in refused.headers["location"]
    (note,) = [row for row in await opened.texts(thread_id) if row["direction"] == "note"]
    assert (note["kind"], note["body"], note["author"]) == ("internal", "She is angry", "Agent")
    assert 'data-side="internal"' in page
    assert await out(opened, thread_id) == []


async def test_a_photo_leaves_written_anew_under_an_address_that_says_nothing(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        assert "said" not in await photographed(opened, agent, thread_id, picture())
        await photographed(opened, agent, thread_id, picture())
        page = await agent.page(f"/console/threads/{thread_id}")
    await sent_later(opened)
    folder = opened.service.settings.data_dir / "media"
    (kept,) = list(folder.iterdir())
    assert b"secret place" not in kept.read_bytes()
    (sent,) = opened.scene.service.carrier.account.taken  # type: ignore[attr-defined]
    (address,) = sent.text.media
    assert "/media?file=" in address and kept.name not in address and thread_id not in address
    assert "<img src=" in page


async def test_what_is_no_photo_is_not_sent(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        for content in (b"<svg onload=alert(1)>", b""):
            assert "said=photo" in await photographed(opened, agent, thread_id, content)
        large = {"Content-Length": "99999999", "Content-Type": "multipart/form-data; boundary=x"}
        answer = await agent.client.post(f"/console/threads/{thread_id}/reply", content=b"", headers=large)
    assert answer.status_code == 413
    assert await out(opened, thread_id) == []
