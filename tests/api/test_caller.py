"""The caller's address is what our own proxies say, and never what the caller says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request

from api.caller import MOST_OF_A_BROWSER, where_from
from tests.api.served import served

PEER = "192.0.2.1"


@asynccontextmanager
async def asked(folder: Path, hops: int) -> AsyncIterator[httpx.AsyncClient]:
    async with served(folder, PARLEY_PROXY_HOPS=hops) as scene:
        app = FastAPI()
        app.state.service = scene.service

        @app.get("/")
        async def where(request: Request) -> list[str]:
            return list(where_from(request))

        transport = httpx.ASGITransport(app=app, client=(PEER, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
            yield client


@pytest.mark.parametrize(
    ("hops", "told", "address"),
    [
        (0, "198.51.100.7", PEER),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "10.9.9.9, 198.51.100.7", "198.51.100.7"),
        (2, "10.9.9.9, 198.51.100.7, 203.0.113.1", "198.51.100.7"),
        (2, "198.51.100.7", PEER),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "<script>", PEER),
        (1, "", PEER),
    ],
)
async def test_only_what_our_own_proxies_wrote_counts(hops: int, told: str, address: str, tmp_path: Path) -> None:
    async with asked(tmp_path, hops) as client:
        assert (await client.get("/", headers={"X-Forwarded-For": told})).json()[0] == address


async def test_a_header_that_comes_twice_is_one_list(tmp_path: Path) -> None:
    async with asked(tmp_path, 1) as client:
        twice = [("X-Forwarded-For", "10.9.9.9"), ("X-Forwarded-For", "198.51.100.7")]
        assert (await client.get("/", headers=twice)).json()[0] == "198.51.100.7"


async def test_a_browsers_name_is_cut_off(tmp_path: Path) -> None:
    async with asked(tmp_path, 0) as client:
        assert len((await client.get("/", headers={"User-Agent": "x" * 5_000})).json()[1]) == MOST_OF_A_BROWSER
