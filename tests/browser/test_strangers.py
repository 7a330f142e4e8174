"""What another site's page tries with a colleague's browser: forms, scripts, frames; with their real cookie (X3)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from tests.browser.office import Office
from tests.founding.stage import free_port

ATTACK = """<!doctype html><title>Prizes</title><body>
<form id="f" method="post" action="{there}/console/{path}"><input name="whom" value=""></form>
<iframe id="frame" src="{there}/console"></iframe></body>"""


@asynccontextmanager
async def elsewhere(there: str, path: str) -> AsyncIterator[str]:
    """Another site, at a port of its own; its address."""
    body = ATTACK.format(there=there, path=path).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    port = free_port()
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()
        await server.wait_closed()


async def thread_of(page: Page) -> str:
    await page.goto("/console")
    href = await page.locator("#places a").first.get_attribute("href")
    assert href
    return href.removeprefix("/console/")


async def test_a_form_of_another_site_claims_nothing_and_no_script_reads_a_page(here: Office) -> None:
    await here.hand_over()
    ana = await here.colleague("Ana")
    path = f"{await thread_of(ana)}/claim"
    async with elsewhere(here.address, path) as attacker:
        await ana.goto(attacker)
        read = await ana.evaluate(
            """async ([there, path]) => {
              const tries = [[`${there}/console`, {}], [`${there}/console/${path}`, {method: "POST"}],
                             [`${there}/console/${path}`, {method: "POST", headers: {"X-CSRF": "x"}}]];
              const seen = [];
              for (const [url, how] of tries) {
                try { seen.push(await (await fetch(url, {...how, credentials: "include"})).text()); }
                catch (error) { seen.push("blocked"); }
              }
              return seen;
            }""",
            [here.address, path],
        )
        assert read == ["blocked"] * 3
        async with ana.expect_navigation():
            await ana.evaluate("document.getElementById('f').submit()")
        await expect(ana.get_by_text("This is not for you to do")).to_be_visible()
    here.complaints.clear()
    await ana.goto("/console?status=claimed")
    await expect(ana.get_by_text("Nobody is being looked after.")).to_be_visible()


async def test_no_page_of_the_console_is_shown_in_another_sites_frame(here: Office) -> None:
    ana = await here.colleague("Ana")
    async with elsewhere(here.address, "pause") as attacker:
        await ana.goto(attacker)
        frame = ana.frames[-1]
        assert "Queue" not in await frame.content()
    here.complaints.clear()
