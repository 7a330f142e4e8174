"""The main jobs of a colleague, done in a browser as they would do them."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.browser.office import Office
from tools.demo.people import DANAI, MAYA


async def open_thread(page: Page, name: str) -> None:
    await page.goto("/console")
    await page.get_by_role("link", name=name).first.click()
    await page.wait_for_url("**/threads/**")


async def test_a_customer_who_waits_appears_without_a_reload(here: Office) -> None:
    ana = await here.colleague("Ana")
    await expect(ana.get_by_text("Nobody is waiting")).to_be_visible()
    await here.hand_over()
    await expect(ana.locator("#places li").first).to_contain_text("Danai")


async def test_of_two_who_claim_one_gets_it_and_the_other_is_told(here: Office) -> None:
    await here.hand_over()
    ana, alex = await here.colleague("Ana"), await here.colleague("Alex")
    await open_thread(ana, "Danai")
    await open_thread(alex, "Danai")
    both = [page.get_by_role("button", name="Take").first for page in (ana, alex)]
    await asyncio.gather(*(button.click() for button in both), return_exceptions=True)
    mine = [page.locator(".thread[data-mine=yes]") for page in (ana, alex)]
    await expect(mine[0].or_(ana.locator(".said, #about"))).not_to_have_count(0)
    async with asyncio.timeout(10):
        while sum([await one.count() for one in mine]) != 1:  # noqa: ASYNC110 - pages settle by themselves
            await asyncio.sleep(0.05)


async def test_a_colleague_answers_and_the_customer_gets_it(here: Office) -> None:
    await here.hand_over()
    ana = await here.colleague("Ana")
    await open_thread(ana, "Danai")
    await ana.get_by_role("button", name="Take").first.click()
    await ana.locator("#body").fill("Hi Danai, Ana here. I am looking into it now.")
    await ana.locator("#send").click()
    await expect(ana.locator("#texts")).to_contain_text("Ana here. I am looking into it now.")
    async with asyncio.timeout(20):
        while "Hi Danai, Ana here. I am looking into it now." not in here.stage.sent(DANAI):  # noqa: ASYNC110 - the carrier is asked
            await asyncio.sleep(0.05)


async def test_a_text_arrives_in_the_open_thread(here: Office) -> None:
    await here.hand_over()
    ana = await here.colleague("Ana")
    await open_thread(ana, "Danai")
    await here.stage.text(DANAI, "are you still there?")
    await expect(ana.locator("#texts")).to_contain_text("are you still there?")


async def test_a_thread_that_is_handed_back_is_answered_by_the_agent_again(here: Office) -> None:
    await here.hand_over(MAYA)
    ana = await here.colleague("Ana")
    await open_thread(ana, "Maya")
    await ana.get_by_role("button", name="Take").first.click()
    await ana.locator("#body").fill("All sorted, the agent takes over from here.")
    await ana.locator("#send").click()
    await expect(ana.locator("#texts")).to_contain_text("All sorted")
    await ana.get_by_role("button", name="Hand back").first.click()
    await expect(ana.locator("#owner")).to_contain_text("agent")
    await here.stage.text(MAYA, "where is my order")
    assert any("12347" in body for body in here.stage.sent(MAYA))
