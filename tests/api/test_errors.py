"""Every service error is answered with its status and plain words."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from api.errors import NotFound, ServiceError, Unauthorized, answer_errors
from api.store.database import StorageUnavailable


def app_that_raises(error: Exception) -> FastAPI:
    app = FastAPI()
    answer_errors(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    return app


async def answer_to(error: Exception) -> httpx.Response:
    transport = httpx.ASGITransport(app=app_that_raises(error))
    async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
        return await client.get("/")


@pytest.mark.parametrize(("error", "status"), [(NotFound("gone"), 404), (StorageUnavailable("disk"), 503)])
async def test_an_error_is_answered_with_its_status(error: Exception, status: int) -> None:
    assert (await answer_to(error)).status_code == status


async def test_storage_trouble_says_nothing_of_the_disk() -> None:
    assert "secret path" not in (await answer_to(StorageUnavailable("secret path"))).text


async def test_a_missing_token_names_the_scheme() -> None:
    assert (await answer_to(Unauthorized("no token"))).headers["www-authenticate"] == "Bearer"


def test_every_error_has_a_status_of_its_own() -> None:
    statuses = [error.status for error in ServiceError.__subclasses__()]
    assert len(set(statuses)) == len(statuses) > 5
