"""The main job is done from log-in to the sent text without a mouse."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.browser.office import Office
from tools.demo.people import DANAI

MOST_TABS = 80


async def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says these words. Fails when it cannot be reached, or shows no focus."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        said = await page.evaluate("(document.activeElement.innerText || document.activeElement.id || '')")
        if words.casefold() in str(said).casefold():
            outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{words} has the focus and does not show it"
            return
    raise AssertionError(f"{words} cannot be reached by Tab")


async def test_a_text_is_sent_without_a_mouse(here: Office) -> None:
    await here.hand_over()
    page = await here.page()
    await page.goto("/console/login")
    await tab_to(page, "Log in as Ana")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/console")
    await tab_to(page, "Danai")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/threads/**")
    await tab_to(page, "Take")
    await page.keyboard.press("Enter")
    await expect(page.locator(".thread[data-mine=yes]")).to_have_count(1)
    await page.locator("#body").wait_for()
    if await page.evaluate("document.activeElement.id") != "body":
        await tab_to(page, "body")
    await page.keyboard.type("Typed without a mouse.")
    await tab_to(page, "Send as Ana")
    await page.keyboard.press("Enter")
    async with asyncio.timeout(20):
        while "Typed without a mouse." not in here.stage.sent(DANAI):  # noqa: ASYNC110 - the carrier is asked
            await asyncio.sleep(0.05)
