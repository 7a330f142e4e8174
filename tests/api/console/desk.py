"""A console with colleagues of every role, a thread that waits for a person, and a browser for each of them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, get_args

import httpx
from argon2 import PasswordHasher

from agent.outcome import HandoffOrder
from api.console.routes import routes
from api.store import audit, handoffs, texts, users
from api.store.users import Role, User
from tests.api.browser import PAGE_HEADERS, Browser, browser
from tests.scene import DANAI
from tools.base import HandoffReason

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a long enough password"


class Desk:
    """The console, and what tests do in it."""

    def __init__(self, opened: Browser) -> None:
        self.browser = opened
        self.scene = opened.scene
        self.service = opened.service
        self.came = 0

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        """A browser that is not logged in."""
        transport = httpx.ASGITransport(app=self.browser.app)
        base = "http://parley"
        async with httpx.AsyncClient(transport=transport, base_url=base, headers=PAGE_HEADERS) as client:
            yield client

    @asynccontextmanager
    async def as_role(self, role: str) -> AsyncIterator[Colleague]:
        async with self.client() as client:
            answer = await client.post("/console/login", data={"email": f"{role}@shop.example", "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            yield Colleague(client)

    async def waiting(self, body: str = "I want a person", phone: str = DANAI) -> str:
        """A thread in the queue; its id."""
        self.came += 1
        number = self.came
        thread_id = await self.scene.receive(body, sid=f"SM{number:032x}", phone=phone)
        order = HandoffOrder(reason=HandoffReason.ASKED, ask=body, tried=("find_orders",))
        now = self.scene.clock()
        async with self.service.database.writing() as session:
            await texts.settle(session, [f"SM{number:032x}"], "human", "t1")
            await handoffs.open_new(session, thread_id, f"t-{number}", order, handoffs.Waiting(now, None, 0.2))
            await handoffs.take_over(session, thread_id, now)
        return thread_id

    async def trail_of(self, action: str) -> list[dict[str, Any]]:
        """Audit rows of one action, oldest first."""
        return [row for row in await self.trail() if row["action"] == action]

    async def trail(self) -> list[dict[str, Any]]:
        """Every audit row, oldest first."""
        async with self.service.database.reading() as session:
            rows = await audit.trail(session)
        assert audit.is_intact(rows)
        return rows

    async def handoff(self, thread_id: str) -> dict[str, Any]:
        async with self.service.database.reading() as session:
            (row,) = await handoffs.of_thread(session, thread_id)
        return row

    async def texts(self, thread_id: str) -> list[dict[str, Any]]:
        async with self.service.database.reading() as session:
            return await texts.of_thread(session, thread_id)


class Colleague:
    """Somebody who is logged in; ``post`` sends the form of a page of theirs."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def page(self, path: str, status: int = 200) -> str:
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        return answer.text

    async def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', await self.page("/console/threads"))
        assert found
        return found[1]

    async def post(self, path: str, status: Any = 303, **fields: str) -> httpx.Response:
        answer = await self.client.post(path, data={"csrf": await self.csrf(), **fields})
        assert answer.status_code == status, answer.text
        return answer


@asynccontextmanager
async def desk(folder: Path, **settings: Any) -> AsyncIterator[Desk]:
    """Colleagues named after their roles, all with the same password."""
    async with browser(folder, routes, **settings) as opened:
        async with opened.service.database.writing() as session:
            for role in get_args(Role):
                await users.add(session, colleague(role))
        yield Desk(opened)


def colleague(role: Role, user_id: str = "") -> User:
    return User(
        id=user_id or f"u-{role}",
        email=f"{role}@shop.example",
        name=role.capitalize(),
        role=role,
        password_hash=QUICK.hash(PASSWORD),
    )
