"""The bearer token of the JSON API: closed when none is configured, compared in constant time."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request

from api.errors import Forbidden, Unauthorized
from api.service import service_of


def require_token(request: Request) -> None:
    """Raises Forbidden where no token is configured, and Unauthorized where it is missing or wrong."""
    ours = service_of(request).settings.api_token
    if not ours:
        raise Forbidden("The JSON API is closed. Set PARLEY_API_TOKEN to open it.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), ours.encode()):
        raise Unauthorized("This needs the bearer token of PARLEY_API_TOKEN.")


TokenRequired = Annotated[None, Depends(require_token)]
