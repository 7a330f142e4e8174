"""Who calls: the address of a request, behind as many proxies of ours as are configured and no more (K8)."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from fastapi import Request

from api.service import service_of

MOST_OF_A_BROWSER: Final = 200


def address_of(request: Request) -> str:
    """The caller's address.

    Each proxy appends the address that it was called from to ``X-Forwarded-For``: with n proxies of ours the n-th from
    the right was written by the outermost of them, and whatever stands before it by anybody.
    """
    peer = request.client.host if request.client else ""
    hops = service_of(request).settings.proxy_hops
    if hops == 0:
        return peer
    told = [part.strip() for line in request.headers.getlist("x-forwarded-for") for part in line.split(",")]
    return told[-hops] if len(told) >= hops and _is_address(told[-hops]) else peer


def where_from(request: Request) -> tuple[str, str]:
    """The address of a request and what its browser calls itself: hostile, and cut off (K3)."""
    return address_of(request), request.headers.get("user-agent", "")[:MOST_OF_A_BROWSER]


def _is_address(told: str) -> bool:
    try:
        ip_address(told)
    except ValueError:
        return False
    return True
