"""Whatever a customer writes is text: nothing of it runs, and nothing of it becomes markup."""

from __future__ import annotations

from playwright.async_api import expect
from sqlalchemy import update

from api.store.question_tables import QUESTIONS
from tests.browser.office import Office
from tools.demo.people import DANAI

HOSTILE = (
    '<img src=x onerror="document.title=1"><script>document.title=2</script>',
    '"><svg onload=alert(1)>{{ 7*7 }}${7*7}',
    "javascript:alert(1) https://evil.example/<b>now</b>",
)


async def test_markup_of_a_customer_is_shown_as_it_was_typed(here: Office) -> None:
    for body in HOSTILE:
        await here.stage.text(DANAI, body)
    await here.hand_over()
    alex = await here.colleague("Alex")
    for path in ("/console", "/console/threads", "/console/audit"):
        await alex.goto(path)
        assert await alex.locator("main img[src=x], main script, main svg[onload]").count() == 0
    await alex.goto("/console")
    await alex.get_by_role("link", name="Danai").first.click()
    await expect(alex.locator("#texts")).to_contain_text(HOSTILE[0])
    await expect(alex.locator("#texts")).to_contain_text("{{ 7*7 }}${7*7}")
    assert "Parley" in await alex.title()
    assert await alex.locator("#texts script, #texts img[src=x], #texts b:text('now')").count() == 0


async def test_markup_in_a_question_to_a_colleague_and_in_its_article_is_shown_as_it_was_typed(here: Office) -> None:
    asks = f"who owns your company {HOSTILE[0]}"
    await here.stage.text(DANAI, "who owns your company")
    alex = await here.colleague("Alex", "/console/questions")
    async with here.stage.service.database.writing() as session:
        await session.execute(update(QUESTIONS).values(ask=asks, said=HOSTILE[1]))
    await alex.reload()
    await expect(alex.locator("#open .asks")).to_have_text(asks)
    await alex.locator("#open textarea").fill(HOSTILE[2])
    await alex.get_by_role("button", name="Answer").click()
    await alex.get_by_role("button", name="Save it as a draft").click()
    await expect(alex.locator("#over")).to_contain_text("Saved as a draft")
    await alex.goto("/console/knowledge")
    await alex.get_by_role("button", name="Accept").click()
    await expect(alex.locator(".asks")).to_have_text(asks)
    assert await alex.locator("main img[src=x], main script, main svg[onload], main b:text('now')").count() == 0
    assert "Parley" in await alex.title()
