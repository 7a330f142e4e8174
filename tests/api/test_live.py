"""A live page is told of every change, by whoever made it, and of nothing once it may not look any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from api.errors import TooMany
from api.live import MOST_A_VIEWER, Follow, Live, frame, live_of, stream
from api.store.database import StorageUnavailable
from tests.api.running import running, soon


class Board:
    """Something to look at, and whether one may."""

    def __init__(self) -> None:
        self.words = "first"
        self.open = True
        self.broken = False
        self.reads = 0

    async def stamp(self) -> str:
        self.reads += 1
        if self.broken:
            raise StorageUnavailable("away")
        return self.words

    async def snapshot(self) -> object:
        return {"words": self.words}

    async def allowed(self) -> bool:
        return self.open

    def follow(self, viewer: str = "ana") -> Follow:
        return Follow("board", viewer, self.stamp, self.snapshot, self.allowed)


def told(sent: bytes) -> tuple[str, object]:
    event, content = sent.decode().strip().split("\n")
    return event.removeprefix("event: "), orjson.loads(content.removeprefix("data: "))


async def until(words: str, frames: AsyncIterator[bytes]) -> None:
    """Read on until these words are shown; a snapshot more than needed is no fault."""
    async for sent in frames:
        if sent.startswith(b"event: snapshot") and told(sent)[1] == {"words": words}:
            return


async def test_a_change_is_shown_and_the_first_look_comes_at_once() -> None:
    board, live = Board(), Live(poll_seconds=0.01)
    frames = live.frames(board.follow())
    assert told(await anext(frames)) == ("snapshot", {"words": "first"})
    board.words = "second"
    await until("second", frames)
    await frames.aclose()
    assert live.streams == 0


async def test_all_who_watch_the_same_share_one_poll() -> None:
    board, live = Board(), Live(poll_seconds=0.01)
    many = [live.frames(board.follow(f"viewer-{n}")) for n in range(5)]
    for frames in many:
        await anext(frames)
    assert len(live._watches) == 1
    board.words = "second"
    await asyncio.gather(*(until("second", frames) for frames in many))
    for frames in many:
        await frames.aclose()
    assert not live._watches
    await asyncio.sleep(0.03)
    before = board.reads
    await asyncio.sleep(0.05)
    assert board.reads == before


async def test_whoever_may_not_look_any_more_is_sent_away_at_the_next_change() -> None:
    board, live = Board(), Live(poll_seconds=0.01)
    frames = live.frames(board.follow())
    await anext(frames)
    board.open, board.words = False, "secret"
    left = [sent async for sent in frames]
    assert told(left[-1])[0] == "gone"
    assert b"secret" not in b"".join(left)


async def test_whoever_may_not_look_any_more_is_sent_away_though_nothing_changes() -> None:
    board, live = Board(), Live(poll_seconds=0.01, heartbeat_seconds=0.03)
    frames = live.frames(board.follow())
    await anext(frames)
    await until("first", frames)  # the first look of the poll counts as a change
    assert await anext(frames) == b": alive\n\n"
    board.open = False
    assert [told(sent)[0] async for sent in frames] == ["gone"]


async def test_a_store_that_is_away_for_a_moment_ends_no_stream() -> None:
    board, live = Board(), Live(poll_seconds=0.01)
    frames = live.frames(board.follow())
    await anext(frames)
    board.broken = True
    await asyncio.sleep(0.05)
    board.broken, board.words = False, "back"
    await until("back", frames)
    await frames.aclose()


async def test_one_viewer_cannot_take_every_stream() -> None:
    board, live = Board(), Live(poll_seconds=0.01)
    taken = [live.frames(board.follow()) for _ in range(MOST_A_VIEWER)]
    for frames in taken:
        await anext(frames)
    with pytest.raises(TooMany):
        live.admit("ana")
    live.admit("ben")
    for frames in taken:
        await frames.aclose()
    live.admit("ana")


def test_words_with_line_breaks_stay_one_event() -> None:
    assert frame("snapshot", {"words": "a\n\nevent: gone\ndata: {}"}).count(b"\n") == 3


async def test_a_browser_that_leaves_leaves_nothing_behind() -> None:
    board, app = Board(), FastAPI()

    @app.get("/live")
    async def look(request: Request) -> StreamingResponse:
        return stream(live_of(request), board.follow())

    async with running(app) as address, httpx.AsyncClient() as client:
        async with client.stream("GET", f"{address}/live") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            await anext(answer.aiter_bytes())
            assert app.state.live.streams == 1
        await soon(lambda: app.state.live.streams == 0)
