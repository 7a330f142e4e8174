"""Photos are fetched after their text was stored, kept under random names, and refused when they are none (S54)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from api.carrier import Arrival, Media
from api.media import Photographs
from api.media_source import CarrierMedia, MediaError
from api.reconcile import Reconciler
from api.store import carrier_erasures
from api.store.erasure_tables import CARRIER_ERASURES
from api.store.files import MOST_TRIES
from api.store.line_tables import FILES
from api.testing import FakeTwilio
from api.twilio import Twilio, TwilioAccount
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.test_picture import drawn
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, NOW, TOKEN

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
    async with scene.service.database.reading() as session:
        assert await carrier_erasures.due(session, 9) == ()


class Mortal(Twilio):
    """The carrier of a process that may die when a file was deleted, before it could note that."""

    dies = False

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        await super().erase_file(text_sid, media_sid)
        if self.dies:
            self.dies = False
            raise Died


class Died(Exception):
    """The process is gone here."""


@asynccontextmanager
async def texted(tmp_path: Path, content: bytes) -> AsyncIterator[tuple[FakeTwilio, Served, Photographs]]:
    """A customer's photo is at the carrier, its text here; nothing was fetched."""
    public = "https://shop.example"
    async with FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, lambda: NOW, public).serving() as fake:
        ours = TwilioAccount(ACCOUNT, TOKEN, public, number=BRAND_NUMBER, api_url=fake.address)
        carrier = Mortal(ours)
        async with served(tmp_path, carrier) as made:
            fake.api.contents[PHOTO] = content
            arrival = fake.account.receive(DANAI, "broken", (Media(sid=PHOTO, content_type="image/png"),))
            await made.service.take_in(arrival)
            yield fake, made, Photographs(made.service, CarrierMedia(ACCOUNT, TOKEN, fake.address))
        await carrier.close()


async def sweep(scene: Served) -> None:
    """What the reconciler of a process does that was just started."""
    await Reconciler(scene.service).sweep()


async def test_the_carriers_copy_goes_after_ours_was_kept_whoever_dies_between(tmp_path: Path) -> None:
    async with texted(tmp_path, drawn("PNG")) as (fake, scene, photographs):
        await photographs.fetch_due()
        assert ((await file_of(scene))["state"], list(fake.api.contents)) == ("kept", [PHOTO])
        carrier = scene.service.carrier
        assert isinstance(carrier, Mortal)
        carrier.dies = True
        with pytest.raises(Died):
            await sweep(scene)
        assert fake.api.contents == {}
        assert len(await rows_of(scene.service.database, CARRIER_ERASURES)) == 1
        await sweep(scene)  # it is gone already, and that is well
        assert await rows_of(scene.service.database, CARRIER_ERASURES) == []
        assert [(one.body, one.media) for one in fake.account.received] == [("broken", ())]
        assert len(lying(tmp_path)) == 1


async def test_a_carrier_that_breaks_is_asked_again_to_delete_its_copy(tmp_path: Path) -> None:
    async with texted(tmp_path, drawn("PNG")) as (fake, scene, photographs):
        await photographs.fetch_due()
        fake.api.delete_faults.append(20500)
        await sweep(scene)
        (row,) = await rows_of(scene.service.database, CARRIER_ERASURES)
        assert (row["attempts"], row["failure"], list(fake.api.contents)) == (1, "CarrierSilent", [PHOTO])
        await sweep(scene)
        assert (await rows_of(scene.service.database, CARRIER_ERASURES), fake.api.contents) == ([], {})


async def test_what_we_do_not_keep_stays_at_the_carrier(tmp_path: Path) -> None:
    async with texted(tmp_path, b"no picture") as (fake, scene, photographs):
        await photographs.fetch_due()
        await sweep(scene)
        assert ((await file_of(scene))["state"], list(fake.api.contents)) == ("refused", [PHOTO])
