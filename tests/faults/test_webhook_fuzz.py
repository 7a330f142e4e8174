"""Twenty thousand bodies of every kind: only the allowed answers, nothing raised, nothing forged taken in (H1, H2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.inbox import StoredInbox
from api.store.tables import TEXTS
from tests.api.store.line import database_at, rows_of
from tests.api.texts import NOW
from tests.faults.webhook_fuzz import ALLOWED, fuzz

BODIES, STORED = 20_000, 500


@pytest.mark.slow
async def test_twenty_thousand_bodies_get_an_allowed_answer_each() -> None:
    salvo = await fuzz(BODIES, seed=46)
    assert salvo.wrong == []
    assert sum(salvo.answers.values()) == BODIES and set(salvo.answers) == ALLOWED
    assert min(salvo.answers.values()) > BODIES / 200


@pytest.mark.both_engines
async def test_what_is_signed_and_hostile_is_stored_or_refused_by_the_real_store_too(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        salvo = await fuzz(STORED, seed=47, inbox=StoredInbox(database, lambda _number: "smear", 0.0, lambda: NOW))
        assert salvo.wrong == []
        stored = [row for row in await rows_of(database, TEXTS) if row["direction"] == "in"]
        assert 50 < len(stored) <= salvo.answers[200]
