"""A marketer reads what colleagues answered, words it, and the agent answers with it from the next text on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.console.drafting import LEFT_OUT
from api.store import articles
from api.store.articles import Words
from knowledge.index import added_folder
from knowledge.shelf import Shelf
from tests.api.console.desk import Colleague, Desk, desk
from tests.scene import SMEAR

HOSTILE = "# Free\n<script>alert(1)</script> {{ 7*7 }}"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def drafted(opened: Desk, answer: str = "No.", brand: str = SMEAR.id) -> dict[str, Any]:
    async with opened.service.database.writing() as session:
        words = Words("Is the Instinct vegan?", answer)
        await articles.add(session, (brand, f"q-{brand}"), words, "Ana", opened.scene.clock())
        return (await articles.listed(session, [brand]))[0]


async def now(opened: Desk, brand: str = SMEAR.id) -> dict[str, Any]:
    async with opened.service.database.reading() as session:
        return (await articles.listed(session, [brand]))[0]


async def change(who: Colleague, row: dict[str, Any], act: str, status: int = 303, **fields: str) -> httpx.Response:
    given = {"question": row["question"], "answer": row["answer"], "version": str(row["version"]), **fields}
    return await who.post(f"/console/knowledge/{row['id']}", status, act=act, **given)


def in_force(opened: Desk) -> list[tuple[str, str]]:
    """What the agent of this machine reads."""
    shelf = Shelf(Path(__file__).parent / "nothing", None)
    folder = added_folder(opened.service.settings.data_dir, SMEAR.id)
    if not folder.is_dir():
        return []
    shelf = Shelf(folder)
    shelf.refresh()
    assert shelf.problems == ()
    return [(one.heading, one.text) for one in shelf.passages]


async def test_an_accepted_draft_is_read_by_the_agent_at_once_and_a_withdrawn_one_is_not(opened: Desk) -> None:
    row = await drafted(opened)
    async with opened.as_role("marketer") as marketer:
        assert "Is the Instinct vegan?" in await marketer.page("/console/knowledge")
        assert in_force(opened) == []
        await change(marketer, row, "accept", answer="No, its lining is leather.")
        assert in_force(opened) == [("Is the Instinct vegan?", "No, its lining is leather.")]
        await change(marketer, await now(opened), "save", answer="No.")
        assert in_force(opened) == [("Is the Instinct vegan?", "No.")]
        await change(marketer, await now(opened), "withdraw")
    assert in_force(opened) == []
    actions = [one["action"] for one in await opened.trail() if one["action"].startswith("knowledge_")]
    assert actions == ["knowledge_accept", "knowledge_save", "knowledge_withdraw"]


async def test_a_declined_draft_never_counts_and_may_be_thought_over(opened: Desk) -> None:
    row = await drafted(opened)
    async with opened.as_role("marketer") as marketer:
        await change(marketer, row, "decline")
        assert ((await now(opened))["status"], in_force(opened)) == ("declined", [])
        await change(marketer, await now(opened), "accept")
    assert (await now(opened))["status"] == "accepted"


async def test_of_two_marketers_one_wins_and_the_other_is_told(opened: Desk) -> None:
    row = await drafted(opened)
    async with opened.as_role("marketer") as marketer, opened.as_role("admin") as admin:
        await change(admin, row, "save", answer="No, leather.")
        answer = await change(marketer, row, "accept", 200)
    assert "Somebody else changed it first" in answer.text
    assert ((await now(opened))["answer"], in_force(opened)) == ("No, leather.", [])


async def test_what_was_left_out_must_be_worded_before_it_counts(opened: Desk) -> None:
    row = await drafted(opened, f"Ask {LEFT_OUT}.")
    async with opened.as_role("marketer") as marketer:
        refused = await change(marketer, row, "accept", 200)
        await change(marketer, row, "save")
    assert "true for everybody" in refused.text
    assert (await now(opened))["status"] == "draft"


async def test_hostile_words_are_words_on_the_page_and_in_the_knowledge(opened: Desk) -> None:
    row = await drafted(opened, HOSTILE)
    async with opened.as_role("marketer") as marketer:
        page = await marketer.page("/console/knowledge")
        assert "<script>alert" not in page and "49" not in page.partition("<main")[2].partition("7*7")[0][-20:]
        await change(marketer, row, "accept")
    assert in_force(opened) == [("Is the Instinct vegan?", HOSTILE)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"answer": "y" * 700}, "Shorten it to 600"),
        ({"question": " "}, "question is empty"),
        ({"answer": "[x](ftp://y)"}, "https://"),
    ],
)
async def test_what_cannot_be_texted_is_refused_beside_what_was_written(
    fields: dict[str, str], words: str, opened: Desk
) -> None:
    row = await drafted(opened)
    async with opened.as_role("marketer") as marketer:
        answer = await change(marketer, row, "accept", 200, **fields)
    assert words in answer.text
    assert fields.get("answer", "No.") in answer.text
    assert (await now(opened))["version"] == 1


async def test_another_brands_draft_is_not_there(opened: Desk) -> None:
    row = await drafted(opened, brand="other")
    async with opened.as_role("marketer") as marketer:
        assert "Is the Instinct vegan?" not in await marketer.page("/console/knowledge")
        await change(marketer, row, "accept", 404)
    assert (await now(opened, "other"))["status"] == "draft"
