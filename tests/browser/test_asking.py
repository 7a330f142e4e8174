"""The agent asks a person without handing over, from the customer's text to the article that comes of it (S89)."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, expect

from tests.browser.office import Office
from tests.browser.test_jobs import open_thread
from tools.demo.people import DANAI, MAYA, STEPHANIE

ASKS = "who owns your company"
ANSWER = "The two climbers who founded it in 2009."


async def arrives(here: Office, words: str, phone: str = DANAI) -> str:
    """The text with these words, once the carrier has taken it."""
    async with asyncio.timeout(20):
        while not (found := [body for body in here.stage.sent(phone) if words in body]):  # noqa: ASYNC110 - the carrier is asked
            await asyncio.sleep(0.05)
    (said,) = found
    return said


async def to_the_thread(ana: Page) -> None:
    await ana.get_by_role("link", name="Agent asks 1").click()
    await ana.locator("#open .to").click()
    await ana.wait_for_url("**/threads/**")


async def test_a_colleague_answers_the_agent_and_the_agent_the_customer_and_the_next_one(here: Office) -> None:
    ana = await here.colleague("Ana")
    (told,) = await here.stage.text(DANAI, ASKS)
    assert "asking a colleague" in told
    await expect(ana.locator('[data-count="questions"]')).to_have_text("1")
    assert "12345" in " ".join(await here.stage.text(DANAI, "and where is my order?"))
    await to_the_thread(ana)
    await expect(ana.locator("#question")).to_contain_text(ASKS)
    await expect(ana.locator("#owner")).to_contain_text("With the agent")
    await ana.keyboard.press("a")
    await ana.keyboard.type(ANSWER)
    await expect(ana.locator("#question .length")).to_contain_text("1 segment")
    await ana.keyboard.press("Control+Enter")
    assert await arrives(here, ANSWER) == f'You asked "{ASKS}". A colleague says: {ANSWER}'
    await expect(ana.locator("#texts")).to_contain_text(ANSWER)
    await ana.locator("h1").click()
    await ana.keyboard.press("w")
    await expect(ana.locator("#question")).to_contain_text("Saved as a draft")
    alex = await here.colleague("Alex", "/console/knowledge")
    await alex.get_by_role("button", name="Accept").click()
    await expect(alex.locator(".reason")).to_have_text("In force")
    assert ANSWER in " ".join(await here.stage.text(STEPHANIE, ASKS))


async def test_of_two_who_answer_one_is_told_that_the_other_was_first(here: Office) -> None:
    await here.stage.text(DANAI, ASKS)
    ana, alex = await here.colleague("Ana", "/console/questions"), await here.colleague("Alex", "/console/questions")
    await ana.locator("#open textarea").fill(ANSWER)
    await alex.locator("#open textarea").fill("Yes, all of them.")
    buttons = [page.locator("#open").get_by_role("button", name="Answer") for page in (ana, alex)]
    await asyncio.gather(*(one.click() for one in buttons), return_exceptions=True)
    for page in (ana, alex):
        await expect(page.locator("#none")).to_be_visible()
        await expect(page.locator("#over li")).to_have_count(1)
    assert sum([await page.get_by_text("A colleague answered first").count() for page in (ana, alex)]) == 1
    said = [body for body in here.stage.sent(DANAI) if "I asked a colleague" in body]
    assert len(said) == 1


async def test_a_question_that_comes_is_answered_without_a_script_too(here: Office) -> None:
    ana = await here.colleague("Ana", "/console/questions", java_script_enabled=False)
    await here.stage.text(MAYA, ASKS)
    await ana.reload()
    await ana.locator("#open textarea").fill(ANSWER)
    await ana.get_by_role("button", name="Answer").click()
    await expect(ana.locator("#over")).to_contain_text("Answered by Ana")
    assert await arrives(here, ANSWER, MAYA) == f"I asked a colleague: {ANSWER}"
    await ana.get_by_role("button", name="Save it as a draft").click()
    await expect(ana.locator("#over")).to_contain_text("Saved as a draft")


async def test_who_takes_the_thread_over_meanwhile_gets_the_answer_as_a_note(here: Office) -> None:
    await here.stage.text(DANAI, ASKS)
    alex = await here.colleague("Alex", "/console/questions")
    await here.stage.text(DANAI, "I want to talk to a real person please")
    await expect(alex.locator("#open .notice")).to_contain_text("A person has the thread")
    ana = await here.colleague("Ana")
    await open_thread(ana, "Danai")
    await alex.locator("#open textarea").fill(ANSWER)
    await alex.get_by_role("button", name="Answer").click()
    await expect(alex.locator(".said")).to_contain_text("a note for them")
    await expect(ana.locator("#texts [data-side=internal]")).to_contain_text(ANSWER)
    assert not [body for body in here.stage.sent(DANAI) if ANSWER in body]
