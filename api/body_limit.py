"""How large a body each address takes: more is not read, whichever route parses it, and is answered with 413 (K14)."""

from __future__ import annotations

import re
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.carrier import LARGEST_MEDIA_BYTES

LARGEST_BODY_BYTES: Final = 64 * 1024
LARGEST_WITH_PHOTO_BYTES: Final = LARGEST_MEDIA_BYTES + 100_000
WITH_PHOTO: Final = re.compile(r"/console/(new|threads/[^/]+/reply)")
"""The addresses whose forms may have a photo."""
TOO_LARGE: Final = 413


def limit_of(path: str) -> int:
    """Bytes that a body at this path may have."""
    return LARGEST_WITH_PHOTO_BYTES if WITH_PHOTO.fullmatch(path) else LARGEST_BODY_BYTES


class BodyLimit:
    """An ASGI layer that ends the reading of a body that is too large, announced or not.

    FastAPI reads a form before any guard of a route is asked, so the guard alone would come too late. The exception is
    raised where the body is read, so that the app answers it as it answers every other: a page for people, or JSON.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, read = limit_of(scope["path"]), 0
        announced = _announced(scope)

        async def bounded() -> Message:
            nonlocal read
            if announced > most:
                raise HTTPException(TOO_LARGE, f"The body is larger than {most} bytes.")
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(TOO_LARGE, f"The body is larger than {most} bytes.")
            return message

        await self._app(scope, bounded, send)


def _announced(scope: Scope) -> int:
    """The length that the request says its body has; 0 where it says none, or nonsense, which the server refuses."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:18])
    return 0
