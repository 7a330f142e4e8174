"""Twenty thousand bodies of every kind: only the allowed answers, nothing raised, nothing forged taken in (H1, H2)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from api.inbox import StoredInbox
from api.store.tables import TEXTS
from api.testing import MemoryInbox
from api.webhooks import MESSAGES
from tests.api.store.line import database_at, rows_of
from tests.api.texts import NOW
from tests.faults.webhook_fuzz import ALLOWED, FORM, GENUINE, PUBLIC, SIGNATURE, app_over, fire, fuzz, is_genuine

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


async def test_a_cut_that_the_signature_cannot_see_changes_nothing_that_is_taken_in() -> None:
    """Names and values are signed without a boundary between them; a cut within what nobody reads is no other text."""
    signature, inbox = SIGNATURE.sign(PUBLIC + MESSAGES, GENUINE), MemoryInbox()
    app, posted = app_over(inbox), urlencode(GENUINE)
    kind = [(b"content-type", FORM), (b"x-twilio-signature", signature.encode())]
    for old, new, answer in (("ApiVersion=", "ApiVersio=n", 200), ("Body=", "Bod=y", 403), ("From=", "Fro=m", 403)):
        body = posted.replace(f"&{old}", f"&{new}").encode()
        assert body != posted.encode()
        assert await fire(app, (MESSAGES, b"", kind, body)) == answer
    (taken,) = inbox.arrivals.values()
    assert is_genuine(taken) and not is_genuine(taken.model_copy(update={"body": "STOP"}))
