"""Whether the service is alive, and whether it can work: for operators and load balancers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from api import pausing
from api.loops import Loops
from api.service import Service, service_of
from api.store.database import StorageUnavailable

routes = APIRouter(include_in_schema=False)


@routes.get("/health")
async def health() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@routes.get("/ready")
async def ready(request: Request, service: Annotated[Service, Depends(service_of)]) -> JSONResponse:
    """The database can be reached and every loop of this process runs; 503 and which one does not otherwise.

    What was paused by hand is named and is no reason for a 503: texts must still come in (I25).
    """
    loops: Loops | None = request.app.state.loops
    checks = {"database": await _reachable(service), **(loops.alive if loops else {})}
    if loops is not None:
        checks["carrier"] = not _halted(service, loops)
    able = all(checks.values())
    paused = await pausing.paused(service.database) if checks["database"] else []
    return JSONResponse({"ready": able, "checks": checks, "paused": paused}, status_code=200 if able else 503)


def _halted(service: Service, loops: Loops) -> bool:
    """Sending waits because the carrier does not accept our account."""
    until = loops.outbox.halted_until
    return until is not None and service.clock() < until


async def _reachable(service: Service) -> bool:
    try:
        async with service.database.reading() as session:
            await session.execute(text("SELECT 1"))
    except StorageUnavailable:
        return False
    return True
