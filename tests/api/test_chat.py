"""The phone in the terminal shows what arrived, once, and nothing that a text could do to a terminal."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import orjson
import pytest
from fastapi import FastAPI
from rich.console import Console

from api.chat import ChatTrouble, Conversation, Show, converse, lines_of, watched
from api.phone.routes import routes
from api.store import texts, threads
from api.store.threads import thread_id_of
from tests.api.browser import Browser, browser
from tests.api.running import soon
from tests.scene import DANAI


class Terminal:
    """A conversation whose shop answers every text with one of its own."""

    def __init__(self, phone: Browser, *, as_json: bool = False, typed: bool = False) -> None:
        self.phone = phone
        self.out = io.StringIO()
        show = Show(Console(file=self.out, width=100, highlight=False, soft_wrap=as_json), as_json)
        self.conversation = Conversation(phone.client, DANAI, show, typed)

    async def answer(self, words: str) -> None:
        """What a turn would do: the text is handled, and an answer is sent and arrives.

        The answer stands before the text is handled: a turn does both in one commit, and a thread is never seen quiet
        in between.
        """
        thread_id = thread_id_of("smear", DANAI)
        await self.phone.scene.put(thread_id, words)
        async with self.phone.service.database.writing() as session:
            (claim,) = await threads.claim_due(session, "w", self.phone.scene.clock(), 90)
            await texts.settle(session, [one.id for one in await texts.waiting(session, thread_id)], "handled", "t")
            await threads.rest(session, claim)
        await self.phone.delivered()

    @asynccontextmanager
    async def shop(self, *words: str) -> AsyncIterator[None]:
        """Answers in turn, as soon as a text waits."""

        async def serve() -> None:
            for one in words:
                while not await self._waits():  # noqa: ASYNC110 - a row in a table has no event
                    await asyncio.sleep(0.01)
                await self.answer(one)

        serving = asyncio.create_task(serve())
        yield
        await serving

    async def _waits(self) -> bool:
        async with self.phone.service.database.reading() as session:
            return bool(await texts.waiting(session, thread_id_of("smear", DANAI)))


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser(tmp_path, routes, PARLEY_DEMO=True) as opened:
        yield opened


async def said(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield f"{line}\n"


async def test_each_line_is_answered_before_the_next_is_sent(phone: Browser) -> None:
    terminal = Terminal(phone)
    assert await terminal.conversation.open() == "Danai"
    async with terminal.shop("On its way", "You are welcome"):
        await converse(terminal.conversation, said("where is it?", "", "thanks", "/quit", "never sent"))
    shown = terminal.out.getvalue()
    places = [shown.index(words) for words in ("> where is it?", "On its way", "> thanks", "You are welcome")]
    assert places == sorted(places)
    assert shown.count("✓✓ delivered") == 2
    assert "never sent" not in shown


async def test_what_was_said_before_is_not_shown_again(phone: Browser) -> None:
    before = Terminal(phone)
    await before.conversation.open()
    async with before.shop("An old answer"):
        await converse(before.conversation, said("an old text"))
    terminal = Terminal(phone)
    await terminal.conversation.open()
    await terminal.conversation.settle()
    assert terminal.out.getvalue() == ""


async def test_programs_read_one_object_a_line(phone: Browser) -> None:
    terminal = Terminal(phone, as_json=True)
    await terminal.conversation.open()
    async with terminal.shop("Long " * 60):
        await converse(terminal.conversation, said("/help", "hi"))
    own, brand = (orjson.loads(line) for line in terminal.out.getvalue().splitlines())
    assert (own["side"], own["body"]) == ("own", "hi")
    assert (brand["side"], brand["tick"], brand["body"]) == ("brand", "delivered", "Long " * 60)


async def test_a_text_cannot_play_tricks_with_the_terminal(phone: Browser) -> None:
    terminal = Terminal(phone)
    await terminal.conversation.open()
    async with terminal.shop("[red]not red[/red] \x1b[2J\u202eevil"):
        await converse(terminal.conversation, said("hi"))
    shown = terminal.out.getvalue()
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "[red]not red[/red]" in shown and "⟨U+202E⟩" in shown


async def test_photos_and_reactions_have_commands(phone: Browser) -> None:
    terminal = Terminal(phone)
    await terminal.conversation.open()
    async with terminal.shop("Nice", ""):
        await converse(terminal.conversation, said("/photo", "/loved"))
    async with phone.service.database.reading() as session:
        rows = await texts.of_thread(session, thread_id_of("smear", DANAI))
    came = [(row["body"], len(row["media"] or ())) for row in rows if row["direction"] == "in"]
    assert came == [("", 1), ("Loved “Nice”", 0)]
    assert "[a photo]" in terminal.out.getvalue()


async def test_a_person_sees_what_comes_while_they_type(phone: Browser) -> None:
    terminal = Terminal(phone, typed=True)
    await terminal.conversation.open()
    prompts: list[str] = []
    typed: asyncio.Queue[str] = asyncio.Queue()

    async def keyboard() -> AsyncIterator[str]:
        while line := await typed.get():
            yield line

    watching = asyncio.create_task(watched(terminal.conversation, keyboard(), lambda: prompts.append(">")))
    async with terminal.shop("On its way"):
        typed.put_nowait("where is it?\n")
    await soon(lambda: "On its way" in terminal.out.getvalue())
    typed.put_nowait("/loved " + "x" * 1_700 + "\n")
    await soon(lambda: "1 to 1600 characters" in terminal.out.getvalue())
    typed.put_nowait("/quit\n")
    await watching
    assert "> where is it?" not in terminal.out.getvalue()
    assert len(prompts) >= 3


async def test_trouble_is_told_in_words(phone: Browser) -> None:
    terminal = Terminal(phone)
    await terminal.conversation.open()
    with pytest.raises(ChatTrouble, match="1 to 1600 characters"):
        await converse(terminal.conversation, said("x" * 1_700))
    with pytest.raises(ChatTrouble, match="nothing to react to"):
        await converse(terminal.conversation, said("/loved"))
    empty = FastAPI()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=empty), base_url="http://x") as client:
        with pytest.raises(ChatTrouble, match="Not Found"):
            await Conversation(client, DANAI, terminal.conversation.show).open()
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9", trust_env=False) as client:
        with pytest.raises(ChatTrouble, match="does not answer"):
            await Conversation(client, DANAI, terminal.conversation.show).open()


async def test_lines_are_read_to_the_end() -> None:
    assert [line async for line in lines_of(io.StringIO("one\n\ntwo"))] == ["one\n", "\n", "two"]
    closed = io.StringIO("one\n")
    assert [line async for line in lines_of(closed)] == ["one\n"]
