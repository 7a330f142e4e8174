"""How fast a webhook is answered while texts come at a steady rate and turns are taken beside it."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import aiohttp

from api.signature import HEADER, Signature
from api.webhooks import MESSAGES
from tests.bench.contest import LOG, clear
from tests.bench.figures import percentile
from tests.bench.seat import Seat

ACCOUNT: Final = "AC" + "b" * 32
SECRET: Final = "the-bench-signs-with-this"
ADDRESS: Final = "http://127.0.0.1"
NUMBER: Final = "+14155550100"
TEXTS_PER_S: Final = 100
SECONDS: Final = 8
WARM_TEXTS: Final = 50

Json = dict[str, Any]


async def measure(folder: Path) -> Json:
    """Milliseconds from a request's sending to its answer, by a clock that does not wait for late answers.

    ``floor`` is the same load on a route that only commits one row, right before on the same machine.
    """
    floor = await _answered(folder / "floor", "tests.bench.webhook_floor")
    return {**await _answered(folder / "parley", "tests.bench.webhook_stage"), "floor": floor}


async def _answered(folder: Path, stage: str) -> Json:
    clear(folder)
    async with Seat(stage, str(folder), log=folder / LOG) as seat:
        url = f"http://127.0.0.1:{int(await seat.line())}{MESSAGES}"
        async with aiohttp.ClientSession() as session:
            load = Load(session, url)
            await load.run(WARM_TEXTS)
            load.waits_ms.clear()
            began = time.perf_counter()
            await load.run(TEXTS_PER_S * SECONDS)
            took_s = time.perf_counter() - began
    return {
        "texts": TEXTS_PER_S * SECONDS,
        "texts_per_s": TEXTS_PER_S,
        "held_per_s": round(TEXTS_PER_S * SECONDS / took_s, 1),
        "refused": load.refused,
        "p50_ms": round(percentile(load.waits_ms, 50), 1),
        "p99_ms": round(percentile(load.waits_ms, 99), 1),
    }


class Load:
    """Texts of ever new customers at a steady rate, each signed as the carrier signs it."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.waits_ms: list[float] = []
        self.refused = 0
        self._session = session
        self._url = url
        self._signature = Signature([SECRET])
        self._sent = 0

    async def run(self, texts: int) -> None:
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for number in range(texts):
                await asyncio.sleep(max(0.0, began + number / TEXTS_PER_S - time.perf_counter()))
                group.create_task(self._text())

    async def _text(self) -> None:
        self._sent += 1
        form = {
            "MessageSid": f"SM{self._sent:032x}",
            "AccountSid": ACCOUNT,
            "From": f"+1415557{self._sent:04d}",
            "To": NUMBER,
            "Body": "Where is my order 12345?",
            "NumMedia": "0",
        }
        headers = {HEADER: self._signature.sign(ADDRESS + MESSAGES, form)}
        began = time.perf_counter()
        async with self._session.post(self._url, data=form, headers=headers) as answer:
            await answer.read()
            self.refused += answer.status != 200
        self.waits_ms.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """The webhook alone: ``python -m tests.bench.webhook``."""
    with tempfile.TemporaryDirectory(prefix="parley-bench-") as folder:
        found = asyncio.run(measure(Path(folder)))
    sys.stdout.write("\n".join([*lines(found), ""]))


def lines(found: Json) -> list[str]:
    """The figures in words: Parley's, and the floor's beside them."""
    return [
        f"{name}: {one['held_per_s']} of {one['texts_per_s']} texts a second held, p50 {one['p50_ms']} ms, "
        f"p99 {one['p99_ms']} ms; {one['refused']} of {one['texts']} refused."
        for name, one in (("Webhook, loops running", found), ("A bare route that commits one row", found["floor"]))
    ]


if __name__ == "__main__":
    main()
