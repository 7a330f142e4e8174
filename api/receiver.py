"""The receiver: the webhooks alone, in a process that starts fast and keeps storing texts while the rest is down.

Serve it with ``uvicorn --factory api.receiver:receiver``, or give it to the carrier as the fallback address (S38). It
loads no model, no graph and no vector store; the database must have been brought up to date by the service.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from fastapi import FastAPI

from agent.brand import Brand
from api.config import ApiSettings
from api.errors import answer_errors
from api.inbox import StoredInbox, UnknownNumber
from api.line import line_of
from api.seal_key import seal_key
from api.store import brands, seals
from api.store.database import Database
from api.webhooks import router


def receiver(settings: ApiSettings | None = None) -> FastAPI:
    """The app. It reads which numbers are ours from the database when it starts."""
    chosen = settings or ApiSettings()
    database = Database(chosen.store_url, seal_key(chosen))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await seals.agree(database)
        async with database.reading() as session:
            listed = await brands.listed(session)
        inbox = StoredInbox(database, brand_of(listed), chosen.burst_wait_s, _now)
        app.include_router(router(line_of(chosen, [brand.number for brand in listed], inbox, _now)))
        yield
        await database.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    answer_errors(app)
    return app


def brand_of(listed: tuple[Brand, ...]) -> Callable[[str], str]:
    """The brand of a number; with one brand every number of the account is its."""

    def find(number: str) -> str:
        for brand in listed:
            if brand.number == number or len(listed) == 1:
                return brand.id
        raise UnknownNumber(number)

    return find


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - a composition root; everything else is given this clock
