"""What people added to the knowledge, put where the agent reads it: the database has it, each machine its files.

The database is the truth; a folder of files below the data directory follows it, so that a machine that was away, or
joins later, has the same articles after its first look.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import structlog

from api.service import Service
from api.store import articles
from api.store.database import StorageUnavailable
from knowledge.entry import entry
from knowledge.front_matter import ArticleError
from knowledge.index import added_folder

LOOK_SECONDS: Final = 5.0
PREFIX: Final = "asked-"

log = structlog.get_logger(__name__)


def file_name(article_id: str) -> str:
    """The file of an article; its name is all that an answer's trace shows of it."""
    return f"{PREFIX}{article_id[:12]}.md"


async def publish(service: Service) -> int:
    """Bring the files of every brand to what is accepted; how many were written or removed."""
    async with service.database.reading() as session:
        rows = await articles.accepted(session)
    return await asyncio.to_thread(_follow, service.settings.data_dir, list(service.brands), rows)


async def keep_publishing(service: Service) -> None:
    """Until cancelled: other machines' changes arrive here as well."""
    while True:
        try:
            await publish(service)
        except (StorageUnavailable, OSError) as error:
            log.warning("articles_not_published", reason=str(error))
        await asyncio.sleep(LOOK_SECONDS)


def _follow(data_dir: Path, brands: list[str], rows: list[dict[str, Any]]) -> int:
    return sum(
        _follow_one(added_folder(data_dir, brand), [row for row in rows if row["brand"] == brand]) for brand in brands
    )


def _follow_one(folder: Path, rows: list[dict[str, Any]]) -> int:
    wanted = {file_name(row["id"]): source for row in rows if (source := _source(row)) is not None}
    there = {path.name: path for path in folder.glob(f"{PREFIX}*.md")}
    steps = 0
    for name in there.keys() - wanted.keys():
        there[name].unlink(missing_ok=True)
        steps += 1
    for name, source in wanted.items():
        if name not in there or there[name].read_text("utf-8") != source:
            _write(folder / name, source)
            steps += 1
    return steps


def _source(row: Mapping[str, Any]) -> str | None:
    """None for what an older version of this house took and this one would not."""
    try:
        return entry(file_name(row["id"]), row["question"], row["answer"], row["changed_at"].date())
    except ArticleError as error:
        log.error("article_not_published", article=row["id"], reason=str(error))
        return None


def _write(path: Path, source: str) -> None:
    """Whole or not at all: a search in another process may read it at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(source, "utf-8")
    draft.replace(path)
