"""An office for tests: the demo shop on a stage, and colleagues at their browsers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser.chromium import DESK, Complaints, chromium
from tests.founding.stage import Stage, stage
from tools.demo.people import DANAI

ASKS = "I want to talk to a real person please"


@dataclass
class Office:
    """``complaints`` stay empty in every test: no script fails, and nothing is tried that the policy refuses."""

    stage: Stage
    browser: Browser
    complaints: Complaints = field(default_factory=Complaints)

    @property
    def address(self) -> str:
        return str(self.stage.client.base_url)

    async def page(self, **context: Any) -> Page:
        """A browser of one's own, logged in as nobody."""
        one = await self.browser.new_context(base_url=self.address, **{"viewport": DESK, **context})
        one.set_default_timeout(15_000)
        page = await one.new_page()
        self.complaints.watch(page)
        return page

    async def colleague(self, name: str, then: str = "/console", **context: Any) -> Page:
        """Ana or Alex, logged in with the button of the demo."""
        page = await self.page(**context)
        await page.goto(f"/console/login?then={then}")
        await page.get_by_role("button", name=f"Log in as {name}").click()
        await page.wait_for_url("**/console**")
        return page

    async def hand_over(self, phone: str = DANAI, body: str = ASKS) -> None:
        """A customer whose thread waits for a person."""
        await self.stage.text(phone, body)


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Office]:
    async with stage(folder) as made, chromium() as browser:
        yield Office(made, browser)
