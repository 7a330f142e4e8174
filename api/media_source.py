"""Where customers' files are fetched: from the carrier under our account, by their SIDs, within bounds (S54)."""

from __future__ import annotations

import re
from typing import Final, Protocol
from urllib.parse import urlsplit

import aiohttp

from api.carrier import LARGEST_MEDIA_BYTES
from api.config import ApiSettings

CARRIER: Final = "https://api.twilio.com"
VERSION: Final = "2010-04-01"
TOTAL_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 5.0
CHUNK: Final = 65_536
SID: Final = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
MOVED: Final = frozenset({301, 302, 303, 307, 308})
LATER: Final = frozenset({404, 408, 425, 429})
"""Answers after which it may be there in a moment: a file can be listed before it is stored."""


class MediaError(Exception):
    """A file was not fetched. ``again`` says whether another try could help; the message says why."""

    def __init__(self, why: str, *, again: bool) -> None:
        super().__init__(why)
        self.again = again


class MediaSource(Protocol):
    """One attempt a call."""

    async def fetch(self, text_sid: str, media_sid: str) -> bytes:
        """The content of one file, at most `LARGEST_MEDIA_BYTES`. Raises MediaError."""
        ...


class CarrierMedia:
    """The MediaSource over the carrier's REST API. No address that was posted to us is ever opened."""

    def __init__(self, account_sid: str, token: str, api_url: str = "") -> None:
        self._account = account_sid
        self._login = {"Authorization": aiohttp.encode_basic_auth(account_sid, token)}
        self._base = (api_url or CARRIER).rstrip("/")

    async def fetch(self, text_sid: str, media_sid: str) -> bytes:
        if not (SID.fullmatch(text_sid) and SID.fullmatch(media_sid)):
            raise MediaError("no_sid", again=False)
        url = f"{self._base}/{VERSION}/Accounts/{self._account}/Messages/{text_sid}/Media/{media_sid}"
        limit = aiohttp.ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS)
        try:
            async with aiohttp.ClientSession(timeout=limit, cookie_jar=aiohttp.DummyCookieJar()) as session:
                moved_to, content = await _get(session, url, self._login)
                if moved_to:
                    moved_to, content = await _get(session, self._allowed(moved_to), {})
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise MediaError(type(error).__name__, again=True) from error
        if moved_to:
            raise MediaError("redirected_twice", again=False)
        return content

    def _allowed(self, url: str) -> str:
        """A place of the carrier's choice, over https; without it only where a setting points us elsewhere."""
        there = urlsplit(url)
        if there.scheme == "https" or (self._base != CARRIER and url.startswith(self._base + "/")):
            return url
        raise MediaError("redirected_astray", again=False)


async def _get(session: aiohttp.ClientSession, url: str, headers: dict[str, str]) -> tuple[str, bytes]:
    """Where it has moved to, or its content."""
    async with session.get(url, headers=headers, allow_redirects=False) as answer:
        if answer.status in MOVED:
            return answer.headers.get("Location", "") or "/", b""
        if answer.status != 200:
            raise MediaError(f"http_{answer.status}", again=answer.status >= 500 or answer.status in LATER)
        kept = bytearray()
        async for chunk in answer.content.iter_chunked(CHUNK):
            kept += chunk
            if len(kept) > LARGEST_MEDIA_BYTES:
                raise MediaError("too_large", again=False)
        return "", bytes(kept)


def source_of(settings: ApiSettings) -> MediaSource | None:
    """The carrier's files; the simulator has none."""
    if settings.carrier != "twilio":
        return None
    return CarrierMedia(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_url)
