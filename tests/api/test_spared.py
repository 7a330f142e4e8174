"""What was spared is told as an estimate, with a price only where one is set."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from agent.model import Usage
from api.spared import dollars, of_last_day
from api.store.tables import TURNS
from tests.api.served import served
from tests.scene import DANAI, NOW

PRICES = (Decimal(2), Decimal(1), Decimal(10))


def test_what_a_cache_would_have_served_has_its_own_price() -> None:
    tokens = Usage(prompt_tokens=1_000, cached_tokens=400, completion_tokens=50)
    assert dollars(tokens, PRICES) == Decimal("0.0021")  # 600 x $2, 400 x $1, 50 x $10 a million


async def test_a_day_is_told_in_words_with_a_price_where_one_is_set(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        thread_id = await scene.receive("where is it", sid="SM" + "1" * 32, phone=DANAI)
        lists: dict[str, list[str]] = dict.fromkeys(("saw", "reasons", "passages", "tools"), [])
        row = {"id": "t1", "thread_id": thread_id, "at": NOW, "status": "handled", "decided_by": "embedded"}
        used = {"prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0, "took_ms": 0, "prompt_version": ""}
        saved = {"spared_prompt_tokens": 2_000_000, "spared_completion_tokens": 10}
        async with scene.service.database.writing() as session:
            await session.execute(insert(TURNS), [{**row, **lists, **used, **saved, "confidence": 1.0}])
        priced = await of_last_day(scene.service.database, scene.clock(), PRICES)
        plain = await of_last_day(scene.service.database, scene.clock(), None)
    assert priced.words.endswith("took 1 of 1 turns and spared about 2000010 tokens, about $4.00.")
    assert plain.dollars is None and plain.words.endswith("about 2000010 tokens.")
