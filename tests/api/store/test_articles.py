"""Articles of colleagues' answers: one a question, changed from the version that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import articles
from api.store.articles import Words
from api.store.database import Database
from tests.api.store.line import BRAND, NOW, database_at

pytestmark = pytest.mark.both_engines
WORDS = Words("Is it vegan?", "No.")


async def drafted(database: Database, source: str = "q1", brand: str = BRAND) -> dict[str, object]:
    async with database.writing() as session:
        assert await articles.add(session, (brand, source), WORDS, "Ana", NOW)
        rows = await articles.listed(session, [brand])
    return next(row for row in rows if row["source"] == source)


async def test_a_question_becomes_one_draft(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        row = await drafted(database)
        async with database.writing() as session:
            assert not await articles.add(session, (BRAND, "q1"), Words("Else?", "Yes."), "Alex", NOW)
            assert await articles.status_of(session, ["q1", "q2"]) == {"q1": "draft"}
            assert await articles.status_of(session, []) == {}
            assert await articles.accepted(session) == []
        assert (row["question"], row["answer"], row["version"]) == ("Is it vegan?", "No.", 1)


async def test_of_two_editors_one_wins(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        row = await drafted(database)
        async with database.writing() as session:
            assert await articles.edit(session, row, 1, Words("Is the Instinct vegan?", "No."), "Ana", NOW)
            assert not await articles.edit(session, row, 1, Words("Other?", "No."), "Alex", NOW)
            assert not await articles.become(session, row, 1, "accepted", "Alex", NOW)
            (kept,) = await articles.listed(session, [BRAND])
        assert (kept["question"], kept["version"], kept["changed_by"]) == ("Is the Instinct vegan?", 2, "Ana")


async def test_what_is_accepted_is_in_force_until_it_is_withdrawn(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        row = await drafted(database)
        async with database.writing() as session:
            assert not await articles.become(session, row, 1, "withdrawn", "Mara", NOW)
            assert await articles.become(session, row, 1, "accepted", "Mara", NOW)
            assert [one["id"] for one in await articles.accepted(session)] == [row["id"]]
            assert not await articles.become(session, row, 2, "declined", "Mara", NOW)
            assert await articles.become(session, row, 2, "withdrawn", "Mara", NOW)
            assert await articles.accepted(session) == []


async def test_an_article_is_found_in_its_own_brand_only(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        row = await drafted(database)
        await drafted(database, "q2", "other")
        async with database.reading() as session:
            assert await articles.by_id(session, [BRAND], str(row["id"])) == row
            assert await articles.by_id(session, ["other"], str(row["id"])) is None
            assert len(await articles.listed(session, [BRAND])) == 1
            assert len(await articles.listed(session, [BRAND, "other"])) == 2
