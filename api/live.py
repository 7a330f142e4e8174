"""Live pages: server-sent events that follow a stamp in the database, whichever process changed it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import orjson
import structlog
from fastapi import Request
from fastapi.responses import StreamingResponse

from api.errors import TooMany
from api.store.database import StorageUnavailable

POLL_SECONDS: Final = 0.25
HEARTBEAT_SECONDS: Final = 15.0
"""How often an idle stream says that it is alive and asks again whether it is still allowed (K9: at most 60)."""
MOST_A_VIEWER: Final = 12
MOST_IN_ALL: Final = 500

Read = Callable[[], Awaitable[str]]
Snapshot = Callable[[], Awaitable[object]]
Allowed = Callable[[], Awaitable[bool]]

log = structlog.get_logger(__name__)


@dataclass
class Watch:
    """One stamp that is read for everybody who watches it in this process. ``changed`` is set and replaced.

    The first look counts as a change: nothing that happened while somebody joined is missed.
    """

    read: Read
    changed: asyncio.Event
    listeners: int = 0
    task: asyncio.Task[None] | None = None

    async def run(self, poll_seconds: float) -> None:
        last = ""
        while True:
            await asyncio.sleep(poll_seconds)
            try:
                stamp = await self.read()
            except StorageUnavailable as error:
                log.warning("live_store_unavailable", reason=str(error))
                continue
            if stamp != last:
                changed, self.changed = self.changed, asyncio.Event()
                changed.set()
            last = stamp


@dataclass(frozen=True)
class Follow:
    """What a stream shows: the ``key`` of what it watches, its ``stamp``, the ``snapshot`` sent at every change.

    ``viewer`` is whose stream it is, for the cap; ``allowed`` is asked on connecting, at every change and heartbeat.
    """

    key: str
    viewer: str
    stamp: Read
    snapshot: Snapshot
    allowed: Allowed


class Live:
    """The streams of one process. Raises TooMany over the caps."""

    def __init__(self, poll_seconds: float = POLL_SECONDS, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> None:
        self._poll = poll_seconds
        self._heartbeat = heartbeat_seconds
        self._watches: dict[str, Watch] = {}
        self._viewers: Counter[str] = Counter()

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return self._viewers.total()

    def admit(self, viewer: str) -> None:
        """Raises TooMany when one more stream would be too many for this viewer or for all."""
        if self._viewers[viewer] >= MOST_A_VIEWER or self.streams >= MOST_IN_ALL:
            raise TooMany("Too many pages are open at once. Close some and load this one again.")

    async def frames(self, follow: Follow) -> AsyncGenerator[bytes, None]:
        """The bytes of one stream: a snapshot now and at every change, a comment as a heartbeat, `gone` at the end."""
        self._viewers[follow.viewer] += 1
        watch = self._join(follow)
        try:
            changed = watch.changed
            while await follow.allowed():
                yield frame("snapshot", await follow.snapshot())
                while not await _happens(changed, self._heartbeat):
                    if not await follow.allowed():
                        break
                    yield b": alive\n\n"
                changed = watch.changed
            yield frame("gone", {})
        finally:
            self._leave(follow, watch)

    def _join(self, follow: Follow) -> Watch:
        watch = self._watches.setdefault(follow.key, Watch(follow.stamp, asyncio.Event()))
        watch.listeners += 1
        if watch.task is None:
            watch.task = asyncio.create_task(watch.run(self._poll))
        return watch

    def _leave(self, follow: Follow, watch: Watch) -> None:
        self._viewers[follow.viewer] -= 1
        self._viewers += Counter()  # forgets whoever has none left
        watch.listeners -= 1
        if not watch.listeners and watch.task is not None:
            watch.task.cancel()
            self._watches.pop(follow.key, None)


def live_of(request: Request) -> Live:
    """The streams of the app that a request belongs to."""
    state = request.app.state
    if not hasattr(state, "live"):
        state.live = Live()
    live: Live = state.live
    return live


def stream(live: Live, follow: Follow) -> StreamingResponse:
    """The answer that a browser's EventSource reads. Raises TooMany."""
    live.admit(follow.viewer)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(live.frames(follow), media_type="text/event-stream", headers=headers)


def frame(event: str, content: object) -> bytes:
    """One server-sent event with JSON on one line."""
    return b"event: " + event.encode() + b"\ndata: " + orjson.dumps(content) + b"\n\n"


async def _happens(changed: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await changed.wait()
    except TimeoutError:
        return False
    return True
