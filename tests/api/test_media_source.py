"""Files come from the carrier's own address by SID, within bounds, and our login goes nowhere else (S54)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from api.carrier import LARGEST_MEDIA_BYTES
from api.media_source import CarrierMedia, MediaError, source_of
from tests.api.served import settings_of
from tests.api.texts import ACCOUNT, TOKEN

TEXT, FILE = "MM" + "1" * 32, "ME" + "2" * 32
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Place:
    """A server that notes who asked for what."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, web.Response] = field(default_factory=dict)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, request.headers.get("Authorization", "")))
        return self.answers.get(request.path, web.Response(status=404))

    @property
    def source(self) -> CarrierMedia:
        return CarrierMedia(ACCOUNT, TOKEN, self.address)


PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{TEXT}/Media/{FILE}"


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    made = Place()
    app = web.Application()
    app.router.add_get("/{rest:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


async def refused(place: Place, text: str = TEXT, file: str = FILE) -> MediaError:
    with pytest.raises(MediaError) as raised:
        await place.source.fetch(text, file)
    return raised.value


async def test_a_file_is_fetched_with_our_login(place: Place) -> None:
    place.answers[PATH] = web.Response(body=b"picture")
    assert await place.source.fetch(TEXT, FILE) == b"picture"
    ((path, login),) = place.asked
    assert (path, login.startswith("Basic ")) == (PATH, True)


async def test_one_redirect_is_followed_without_our_login(place: Place) -> None:
    place.answers[PATH] = web.Response(status=307, headers={"Location": f"{place.address}/store/1"})
    place.answers["/store/1"] = web.Response(body=b"picture")
    assert await place.source.fetch(TEXT, FILE) == b"picture"
    assert place.asked[1] == ("/store/1", "")


async def test_a_second_redirect_is_not_followed(place: Place) -> None:
    place.answers[PATH] = web.Response(status=302, headers={"Location": f"{place.address}/1"})
    place.answers["/1"] = web.Response(status=302, headers={"Location": f"{place.address}/2"})
    assert str(await refused(place)) == "redirected_twice"
    assert len(place.asked) == 2


@pytest.mark.parametrize("where", ["http://169.254.169.254/latest", "file:///etc/passwd", "/store/1", "ftp://x/y", ""])
async def test_a_redirect_to_an_inner_or_plain_place_is_not_followed(place: Place, where: str) -> None:
    place.answers[PATH] = web.Response(status=302, headers={"Location": where})
    assert str(await refused(place)) == "redirected_astray"
    assert len(place.asked) == 1


async def test_more_than_five_megabytes_are_not_read(place: Place) -> None:
    place.answers[PATH] = web.Response(body=bytes(LARGEST_MEDIA_BYTES + 1))
    error = await refused(place)
    assert (str(error), error.again) == ("too_large", False)


@pytest.mark.parametrize(("status", "again"), [(404, True), (429, True), (500, True), (401, False), (410, False)])
async def test_what_may_be_there_later_is_tried_again(place: Place, status: int, again: bool) -> None:
    place.answers[PATH] = web.Response(status=status)
    assert (await refused(place)).again is again


async def test_what_is_no_sid_is_never_part_of_an_address(place: Place) -> None:
    for text, file in (("../../x", FILE), (TEXT, ""), (TEXT, "http://inner/"), (TEXT + "\n", FILE)):
        assert str(await refused(place, text, file)) == "no_sid"
    assert place.asked == []


def test_only_the_real_carrier_has_files() -> None:
    assert source_of(settings_of()) is None
    account = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM_NUMBER": "+14155550100"}
    assert source_of(settings_of(**account, PARLEY_CARRIER="twilio")) is not None
