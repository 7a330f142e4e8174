"""What a contestant is: something that answers a question of one of its conversations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.bench.job import Asker

MODEL = "bench-model"
KEY = "no-key-is-needed-here"


@dataclass(frozen=True)
class Place:
    """Where a contestant plays: the model's base URL, and a folder of its own, empty but for files that set-up made."""

    model_url: str
    folder: Path


class Contestant(Protocol):
    """Built by its module's ``open_contestant``. ``crowd`` is called once, after the first answer."""

    async def crowd(self) -> None:
        """Let the crowd in: customers and orders beyond the demo's."""
        ...

    async def ask(self, asker: Asker, order: str) -> str:
        """One whole turn of the asker's conversation; the answer that left."""
        ...

    async def close(self) -> None: ...
