"""Photos are fetched after their text was stored, kept under random names, and refused when they are none (S54)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from api.carrier import Arrival, Media
from api.media import Photographs
from api.media_source import MediaError
from api.store.files import MOST_TRIES
from api.store.line_tables import FILES
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.test_picture import drawn
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI

pytestmark = pytest.mark.both_engines

PHOTO = "ME" + "2" * 32


class Source:
    """Gives what a test says."""

    def __init__(self, content: bytes | MediaError, scene: Served | None = None) -> None:
        self.content = content
        self.asked: list[tuple[str, str]] = []
        self.erase_in = scene

    async def fetch(self, text_sid: str, media_sid: str) -> bytes:
        self.asked.append((text_sid, media_sid))
        if self.erase_in is not None:
            async with self.erase_in.service.database.writing() as session:
                await session.execute(delete(FILES))
        if isinstance(self.content, MediaError):
            raise self.content
        return self.content


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        media = (Media(sid=PHOTO, content_type="text/html"), Media(sid="", content_type="image/png"))
        arrival = Arrival(
            account_sid=ACCOUNT, sid="MM1", phone=DANAI, to=BRAND_NUMBER, body="", media=media, at=made.clock()
        )
        for _ in range(2):  # the webhook comes twice
            await made.service.take_in(arrival)
        yield made


async def file_of(scene: Served) -> dict[str, Any]:
    (row,) = await rows_of(scene.service.database, FILES)
    return row


def lying(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "media").glob("*"))


async def test_a_photo_is_kept_once_under_a_random_name(scene: Served, tmp_path: Path) -> None:
    source = Source(drawn("PNG"))
    photographs = Photographs(scene.service, source)
    assert (await photographs.fetch_due(), await photographs.fetch_due()) == (1, 0)
    assert source.asked == [("MM1", PHOTO)]
    row = await file_of(scene)
    (kept,) = lying(tmp_path)
    assert (row["state"], row["content_type"], row["name"]) == ("kept", "image/jpeg", kept.name)
    assert len(kept.read_bytes()) == row["size_bytes"] and len(kept.name) == 32


async def test_what_is_no_picture_is_never_kept(scene: Served, tmp_path: Path) -> None:
    await Photographs(scene.service, Source(b"<html><script>1</script>")).fetch_due()
    assert ((await file_of(scene))["reason"], lying(tmp_path)) == ("unknown_type", [])


async def test_trouble_is_tried_again_for_a_while(scene: Served) -> None:
    source = Source(MediaError("http_500", again=True))
    photographs = Photographs(scene.service, source)
    for _ in range(MOST_TRIES + 2):
        await photographs.fetch_due()
        await photographs.fetch_due()  # not before a minute is over
        scene.clock.advance(minutes=2)
    row = await file_of(scene)
    assert (len(source.asked), row["state"], row["reason"]) == (MOST_TRIES, "refused", "http_500")


async def test_a_final_answer_is_final(scene: Served) -> None:
    await Photographs(scene.service, Source(MediaError("too_large", again=False))).fetch_due()
    assert (await file_of(scene))["reason"] == "too_large"


async def test_a_photo_of_somebody_who_was_erased_meanwhile_leaves_no_file(scene: Served, tmp_path: Path) -> None:
    await Photographs(scene.service, Source(drawn("PNG"), scene)).fetch_due()
    assert lying(tmp_path) == []
