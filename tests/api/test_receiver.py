"""The receiver stores texts, and loads nothing that is slow or may be broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from api.receiver import receiver
from api.signature import Signature
from api.store import brands
from api.store.database import Database
from api.store.migrate import upgrade
from api.store.tables import TEXTS
from tests.api.served import settings_of
from tests.api.store.line import rows_of
from tests.api.texts import ACCOUNT, TOKEN, text_form
from tests.scene import SMEAR

HEAVY = ("langgraph", "openai", "chromadb", "onnxruntime")
PROBE = "import sys, api.receiver; print(*[name for name in sys.argv[1:] if name in sys.modules])"


def test_importing_it_loads_no_model_no_graph_and_no_vector_store() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", PROBE, *HEAVY], capture_output=True, text=True, check=True, timeout=60
    )
    assert loaded.stdout.strip() == ""


async def test_a_signed_text_is_stored_and_a_forged_one_is_not(tmp_path: Path) -> None:
    settings = settings_of(
        PARLEY_DATA_DIR=str(tmp_path),
        TWILIO_AUTH_TOKEN=TOKEN,
        TWILIO_ACCOUNT_SID=ACCOUNT,
        PARLEY_PUBLIC_URL="https://shop.example",
    )
    database = Database(settings.store_url)
    await upgrade(database)
    async with database.writing() as session:
        await brands.save(session, SMEAR)
    app = receiver(settings)
    form = text_form("where is my order?")
    signed = Signature([TOKEN]).sign("https://shop.example/twilio/messages", form)
    async with app.router.lifespan_context(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://inside") as client:
            for signature, status in (("forged", 403), (signed, 200), (signed, 200)):
                answer = await client.post("/twilio/messages", data=form, headers={"X-Twilio-Signature": signature})
                assert answer.status_code == status
            assert (await client.get("/api/orders/1")).status_code == 404
    (row,) = await rows_of(database, TEXTS)
    assert (row["body"], row["state"]) == ("where is my order?", "new")
    await database.close()
