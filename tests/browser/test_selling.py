"""What colleagues do beyond answering: a quick reply, a proposal from its card, a text that nobody asked for."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from api.store import consent
from tests.browser.office import Office
from tests.browser.test_jobs import open_thread
from tools.demo.people import AVERY, DANAI, STEPHANIE

WITHIN_SECONDS = 30


async def sent(here: Office, phone: str, words: str) -> None:
    """Wait until the carrier has a text with these words."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not any(words in body for body in here.stage.sent(phone)):  # noqa: ASYNC110 - the carrier is asked
            await asyncio.sleep(0.05)


async def take(page: Page, name: str) -> None:
    await open_thread(page, name)
    await page.get_by_role("button", name="Take").first.click()
    await page.locator("#body").wait_for()


async def test_a_quick_reply_is_found_by_typing_filled_in_and_edited_before_it_leaves(here: Office) -> None:
    await here.hand_over()
    ana = await here.colleague("Ana", "/console/quick-replies")
    await ana.locator("#name-new").fill("late-parcel")
    await ana.locator("#body-new").fill("Hi {{ first_name }}, order {{ order }} is late. {{ my_name }}")
    await ana.get_by_role("button", name="Add").click()
    await expect(ana.locator(".quick-list")).to_contain_text("/late-parcel")
    await take(ana, "Danai")
    await ana.locator("#body").press_sequentially("/late")
    await expect(ana.locator("#offered")).to_contain_text("Hi Danai, order #12345 is late.")
    await ana.locator("#body").press("Enter")
    await expect(ana.locator("#body")).to_have_value("Hi Danai, order #12345 is late. Ana")
    await ana.locator("#body").press_sequentially(", sorry!")
    await ana.locator("#send").click()
    await sent(here, DANAI, "Hi Danai, order #12345 is late. Ana, sorry!")


async def test_a_proposal_is_approved_from_its_card_and_done_in_the_shop(here: Office) -> None:
    await here.hand_over(STEPHANIE, "I want a real person to cancel my order please")
    ana = await here.colleague("Ana")
    await take(ana, "Stephanie")
    await ana.get_by_role("link", name="Change order #12346").click()
    await ana.get_by_role("button", name="Propose to cancel").click()
    await expect(ana.locator("#proposal")).to_be_visible()
    await ana.get_by_role("button", name="Approve: they asked for it").click()
    async with asyncio.timeout(WITHIN_SECONDS):
        while (await here.stage.order("12346"))["state"] != "cancelled":  # noqa: ASYNC110 - the shop is asked
            await asyncio.sleep(0.05)
    await expect(ana.locator("#orders")).to_contain_text("Canceled")
    await expect(ana.locator("#texts")).to_contain_text("by Ana")


async def test_a_colleague_writes_first_about_an_order_and_has_the_thread(here: Office) -> None:
    ana = await here.colleague("Ana")
    await ana.get_by_role("link", name="New text").click()
    await ana.locator("#q").fill("danai")
    await ana.get_by_role("button", name="Search").click()
    await ana.get_by_role("button", name="Write to Danai").click()
    await ana.locator("#about").select_option("12345")
    await ana.locator("#body").fill("Hi Danai, Ana from SMEAR SHOES. Your parcel comes tomorrow.")
    await expect(ana.locator("#length")).to_contain_text("1 ")
    await ana.locator("#send").click()
    await ana.wait_for_url("**/threads/**")
    await expect(ana.locator("#owner")).to_contain_text("With you")
    await sent(here, DANAI, "Your parcel comes tomorrow.")
    await here.stage.twilio.text(DANAI, "great, which time?")
    await expect(ana.locator("#texts")).to_contain_text("great, which time?")


async def test_who_may_not_be_written_to_is_said_before_a_word_is_typed(here: Office) -> None:
    async with here.stage.service.database.writing() as session:
        now = here.stage.service.clock()
        out = consent.Entry(next(iter(here.stage.service.brands)), AVERY, "opt_out", "no", "call", "test", "test", now)
        await consent.record(session, out)
    ana = await here.colleague("Ana", "/console/new")
    await ana.locator("#q").fill("avery")
    await ana.get_by_role("button", name="Search").click()
    await ana.get_by_role("button", name="Write to Avery").click()
    await expect(ana.get_by_text("This customer cannot be texted first.")).to_be_visible()
    assert await ana.locator("#body").count() == 0
