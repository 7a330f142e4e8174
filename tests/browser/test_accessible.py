"""Every page of the console passes axe-core's checks of WCAG 2.2 AA, light and dark, at a desk and on a phone."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.chromium import DESK, PHONE
from tests.browser.office import Office

PAGES = (
    *(
        "/console",
        "/console?status=claimed",
        "/console?status=resolved",
        "/console/threads",
        "/console/quick-replies",
        "/console/new",
    ),
    *(
        "/console/numbers",
        "/console/review",
        "/console/safety",
        "/console/users",
        "/console/audit",
        "/console/account",
        "/console/keys",
    ),
    *("/console/questions", "/console/knowledge"),
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desk", "phone"])
async def test_no_page_breaks_a_rule(here: Office, scheme: Literal["light", "dark"], device: str) -> None:
    await here.hand_over()
    alex = await here.colleague("Alex", viewport=DESK if device == "desk" else PHONE, color_scheme=scheme)
    links = [one for one in await _hrefs(alex) if "/threads/" in one][:1]
    found: list[str] = []
    for path in (*PAGES, *links, *(one.replace("/threads/", "/new?thread=") for one in links)):
        await alex.goto(path)
        result = await Axe().run(alex, options=RULES)
        found += [f"{path}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in result.response["violations"]]
    assert found == []


async def test_the_log_in_page_breaks_no_rule(here: Office) -> None:
    page = await here.page()
    await page.goto("/console/login")
    result = await Axe().run(page, options=RULES)
    assert [one["id"] for one in result.response["violations"]] == []


async def _hrefs(page: Page) -> list[str]:
    hrefs: list[str] = await page.evaluate(
        "[...document.querySelectorAll('#places a')].map(a => a.getAttribute('href'))"
    )
    return hrefs
