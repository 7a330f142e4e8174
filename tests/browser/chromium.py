"""Chromium as it is found on the machine; Playwright's own download is not used."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without these it looks for updates at every start, which a closed network answers with many refusals.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def executable() -> str | None:
    """The path of a Chromium, or None on a machine without one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """One browser; every context in it is a person of their own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            await browser.close()


class Complaints(list[str]):
    """What a page complained of: errors of its script, and everything that its policy refused."""

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self.append(f"{page.url}: {line.text}") if line.type == "error" else None)
        page.on("dialog", lambda dialog: self.append(f"{page.url}: a dialog says {dialog.message}"))
