"""Where a request comes from: changes are made by our own pages only (K6)."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from api.errors import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def same_origin(request: Request) -> None:
    """Raises Forbidden for an unsafe request that another site's page sent.

    Browsers say so in ``Sec-Fetch-Site``; older ones name the page in ``Origin``. A request with neither comes from no
    browser and carries no cookie that somebody else could have made it send.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Forbidden("This can only be done from our own pages.")
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("This can only be done from our own pages.")
