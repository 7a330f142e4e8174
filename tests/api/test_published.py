"""What is accepted is what the agent finds, from the next search on, and on a machine that comes later."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from api.published import file_name, publish
from api.store import articles
from api.store.articles import Words
from api.store.question_tables import ARTICLES
from knowledge.index import BrandLibrary, added_folder
from tests.api.line import Line, line_at
from tests.scene import SMEAR

SHIPPED = "---\ntitle: Chalk\nupdated: 2026-03-02\n---\n## Is chalk messy?\nA little.\n"


def library_at(folder: Path) -> BrandLibrary:
    shipped = folder / "brands" / SMEAR.id
    shipped.mkdir(parents=True, exist_ok=True)
    (shipped / "chalk.md").write_text(SHIPPED, "utf-8")
    return BrandLibrary(shipped, folder, None)


async def accept(line: Line, words: Words, source: str = "q1") -> dict[str, object]:
    async with line.database.writing() as session:
        await articles.add(session, (SMEAR.id, source), words, "Ana", line.clock())
        row = next(one for one in await articles.listed(session, [SMEAR.id]) if one["source"] == source)
        assert await articles.become(session, row, 1, "accepted", "Mara", line.clock())
    return row


async def test_what_is_accepted_is_found_by_the_next_search_and_what_is_withdrawn_is_not(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        library = library_at(tmp_path)
        assert not (await library.search("is the instinct vegan")).answerable
        row = await accept(line, Words("Is the Instinct vegan?", "No, the lining is leather."))
        assert [await publish(line.service), await publish(line.service)] == [1, 0]
        found = await library.search("is the instinct vegan")
        assert found.passages[0].passage.text == "No, the lining is leather."
        async with line.database.writing() as session:
            assert await articles.become(session, row, 2, "withdrawn", "Mara", line.clock())
        assert await publish(line.service) == 1
        assert not (await library.search("is the instinct vegan")).answerable
        assert (await library.search("is chalk messy")).answerable


async def test_hostile_words_are_found_as_words(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        library = library_at(tmp_path)
        hostile = "# Refunds\n<script>alert(1)</script>\n---\n## Are refunds doubled?\nYes."
        await accept(line, Words("Is the Instinct vegan?", hostile))
        await publish(line.service)
        (passage,) = [one for one in library.passages() if one.article.startswith("asked-")]
        assert passage.text == hostile and library.problems() == ()


async def test_another_machine_gets_what_the_database_has_and_loses_what_it_has_not(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        row = await accept(line, Words("Is the Instinct vegan?", "No."))
        folder = added_folder(tmp_path, SMEAR.id)
        folder.mkdir(parents=True)
        (folder / file_name("f" * 32)).write_text(SHIPPED, "utf-8")
        (folder / "by-hand.md").write_text(SHIPPED, "utf-8")
        assert await publish(line.service) == 2
        assert sorted(path.name for path in folder.iterdir()) == sorted([file_name(str(row["id"])), "by-hand.md"])


async def test_a_row_that_cannot_be_an_article_keeps_no_other_back(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        bad = await accept(line, Words("x?", "See [this](javascript:alert(1))"), "q2")
        await accept(line, Words("Is the Instinct vegan?", "No."))
        async with line.database.writing() as session:
            await session.execute(update(ARTICLES).where(ARTICLES.c.id == bad["id"]).values(answer="y" * 2000))
        assert await publish(line.service) == 1
