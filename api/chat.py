"""`parley chat`: the demo phone in the terminal, over the same routes as the one in the browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TextIO
from urllib.parse import quote

import httpx
import orjson
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.bubble import visible
from api.phone.tapback import FRAMES

POLL_SECONDS: Final = 0.15
LONGEST_WAIT_SECONDS: Final = 90.0
TICKS: Final = {"delivered": "✓✓ delivered", "failed": "! not delivered", "unknown": "? nobody knows"}
"""A text is shown once it has one of these: a phone shows what has arrived."""
HELP: Final = "A line is a text. /photo sends a photo, /loved (and so on) reacts to the last text, /quit ends."


class ChatTrouble(Exception):
    """What was asked for could not be done; the words are for whoever types."""


@dataclass
class Show:
    """How bubbles are shown: for people with colours, or as one JSON object a line."""

    console: Console
    as_json: bool = False

    def bubble(self, bubble: dict[str, Any]) -> None:
        words = visible("".join(part["text"] for part in bubble["parts"]))
        if self.as_json:
            kept = {name: bubble[name] for name in ("id", "side", "time", "tick", "photos", "reaction")}
            self.console.out(orjson.dumps({**kept, "body": words}).decode(), highlight=False)
        elif bubble["side"] == "own":
            self._right(words or "[a photo]")
        else:
            self._left(words, " · ".join(filter(None, (bubble["by"], bubble["time"], TICKS[bubble["tick"]]))))

    def note(self, words: str) -> None:
        if not self.as_json:
            self.console.print(Text(words, style="dim"))

    def _left(self, words: str, under: str) -> None:
        width = min(72, self.console.width - 4)
        self.console.print(Padding(Text(words), (0, self.console.width - width, 0, 2)))
        self.console.print(Text(f"  {under}", style="dim"))

    def _right(self, words: str) -> None:
        self.console.print(Text(f"> {words}", style="bold green"))


@dataclass
class Conversation:
    """One phone. ``typed`` says that the terminal shows the customer's lines already."""

    client: httpx.AsyncClient
    phone: str
    show: Show
    typed: bool = False
    seen: set[str] = field(default_factory=set)
    last: str = ""

    async def open(self) -> str:
        """Look at what was there before, without showing it; the person's name. Raises ChatTrouble."""
        state = await self._state()
        self.seen = {bubble["id"] for bubble in state["bubbles"]}
        self._remember(state["bubbles"])
        return str(state["name"])

    async def look(self) -> bool:
        """Show what has arrived since; True while something is still to come."""
        state = await self._state()
        for bubble in state["bubbles"]:
            if bubble["id"] in self.seen or (bubble["side"] == "brand" and bubble["tick"] not in TICKS):
                continue
            self.seen.add(bubble["id"])
            if bubble["side"] == "brand" or not self.typed:
                self.show.bubble(bubble)
        self._remember(state["bubbles"])
        return bool(state["busy"])

    async def say(self, line: str) -> None:
        """Send a line, or do what a command says. Raises ChatTrouble."""
        if line == "/photo":
            await self._post("photos", {})
        elif line.startswith("/") and line[1:] in FRAMES:
            if not self.last:
                raise ChatTrouble("There is nothing to react to yet.")
            await self._post("tapbacks", {"text": self.last, "reaction": line[1:]})
        elif line == "/help":
            self.show.note(HELP)
        else:
            await self._post("texts", {"body": line})

    async def settle(self) -> None:
        """Wait until nothing more comes by itself. Raises ChatTrouble when that takes too long."""
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                await self._until_quiet()
        except TimeoutError as error:
            raise ChatTrouble(f"No answer within {LONGEST_WAIT_SECONDS:.0f} seconds.") from error

    async def _until_quiet(self) -> None:
        while True:
            if not await self.look():
                return
            await asyncio.sleep(POLL_SECONDS)

    def _remember(self, bubbles: list[dict[str, Any]]) -> None:
        self.last = next((one["id"] for one in reversed(bubbles) if one["side"] == "brand"), "")

    async def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._checked(await self._ask("GET", "state", None))
        return state

    async def _post(self, what: str, fields: dict[str, str]) -> None:
        self._checked(await self._ask("POST", what, fields))

    async def _ask(self, method: str, what: str, fields: dict[str, str] | None) -> httpx.Response:
        path = f"/phone/{quote(self.phone)}/{what}"
        try:
            return await self.client.request(method, path, data=fields, headers={"Accept": "application/json"})
        except httpx.HTTPError as error:
            raise ChatTrouble(f"The service does not answer: {error or type(error).__name__}.") from error

    def _checked(self, answer: httpx.Response) -> Any:
        if answer.is_success:
            return answer.json()
        detail = answer.json().get("detail") if "json" in answer.headers.get("content-type", "") else None
        raise ChatTrouble(detail if isinstance(detail, str) else f"The service answered {answer.status_code}.")


async def converse(conversation: Conversation, lines: AsyncIterator[str]) -> None:
    """Line after line, each answered before the next is read. Raises ChatTrouble."""
    async for line in lines:
        written = line.strip("\r\n")
        if written.strip() == "/quit":
            return
        if written.strip():
            await conversation.say(written if not written.startswith("/") else written.strip())
            await conversation.settle()


async def watched(conversation: Conversation, lines: AsyncIterator[str], prompt: Callable[[], None]) -> None:
    """The same for a person at the keyboard: what the shop writes in between is shown when it comes."""
    watching = asyncio.create_task(_watch(conversation, prompt))
    talking = asyncio.create_task(_talk(conversation, lines, prompt))
    done, left = await asyncio.wait({watching, talking}, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    for task in done:
        task.result()


async def _watch(conversation: Conversation, prompt: Callable[[], None]) -> None:
    while True:
        before = len(conversation.seen)
        await conversation.look()
        if len(conversation.seen) > before:
            prompt()
        await asyncio.sleep(POLL_SECONDS)


async def _talk(conversation: Conversation, lines: AsyncIterator[str], prompt: Callable[[], None]) -> None:
    prompt()
    async for line in lines:
        if line.strip() == "/quit":
            return
        try:
            if line.strip():
                await conversation.say(line.strip())
        except ChatTrouble as trouble:
            conversation.show.note(str(trouble))
        prompt()


async def lines_of(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a file or terminal. The thread that reads ends with the process, whatever it waits for."""
    queue: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        line = "begin"
        while line:
            try:
                line = stream.readline()
                loop.call_soon_threadsafe(queue.put_nowait, line)
            except (OSError, RuntimeError, ValueError):
                return  # the loop or the stream was closed meanwhile

    threading.Thread(target=read, daemon=True, name="keyboard").start()
    while line := await queue.get():
        yield line
