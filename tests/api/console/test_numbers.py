"""The page of numbers says what each of them means, and its spreadsheet calculates nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import update

from api.console.numbers import OUTCOMES
from api.conversations import Outcome
from api.store.tables import HANDOFFS
from tests.api.console.desk import Desk, desk

FORMULA = "=HYPERLINK(1)<script>"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


def test_every_outcome_has_its_words() -> None:
    assert set(OUTCOMES) == set(get_args(Outcome))


async def test_every_plot_has_its_numbers_in_a_table_and_no_style_in_the_page(opened: Desk) -> None:
    await opened.waiting()
    async with opened.as_role("viewer") as viewer:
        for days in ("7", "28", "90"):
            page = await viewer.page(f"/console/numbers?days={days}")
            assert page.count('<tr><th scope="row">2026-') == int(days)
            assert "style=" not in page and "<rect" in page and 'role="img"' in page
            assert all(meaning.replace("'", "&#39;") in page for _, meaning in OUTCOMES.values())
        await viewer.page("/console/numbers?days=3", 422)
        await viewer.page("/console/numbers?brand=other", 404)


async def test_a_shop_without_texts_has_a_page(opened: Desk) -> None:
    async with opened.as_role("viewer") as viewer:
        assert "0 conversations" in await viewer.page("/console/numbers")


async def test_the_spreadsheet_has_every_figure_as_a_row_and_is_written_down(opened: Desk) -> None:
    await opened.waiting()
    async with opened.service.database.writing() as session:
        await session.execute(update(HANDOFFS).values(reason=FORMULA))
    async with opened.as_role("viewer") as viewer:
        assert "<script>" not in await viewer.page("/console/numbers")
        answer = await viewer.client.get("/console/numbers.csv?days=7")
    assert answer.headers["content-disposition"] == 'attachment; filename="numbers-2026-06-10-7-days.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["figure", "of", "value"]
    assert ["conversations.counts.handed_over", "", "1"] in rows
    assert ["handovers.by_reason.count", f"'{FORMULA}", "1"] in rows
    assert ["per_day.person", "2026-06-10", "1"] in rows
    (row,) = await opened.trail_of("numbers_export")
    assert row["actor"] == "viewer@shop.example"
