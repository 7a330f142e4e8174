"""The kill switch over HTTP: stop everything, a brand, or see what is stopped; for who has the bearer token (I25)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, StringConstraints

from api import pausing
from api.errors import NotFound
from api.pausing import Order, UnknownBrand
from api.service import Service, service_of
from api.token import require_token

ServiceOf = Annotated[Service, Depends(service_of)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]

routes = APIRouter(prefix="/api", dependencies=[Depends(require_token)])


class Switch(BaseModel):
    """What to pause or resume: one brand, one stop by its id, or, without either, everything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    brand: Id | None = None
    stop: Id | None = None
    why: Annotated[str, StringConstraints(max_length=500)] = ""

    @property
    def order(self) -> Order:
        return Order(actor="api", brand=self.brand, stop=self.stop, why=self.why)


@routes.post("/pause")
async def pause(service: ServiceOf, switch: Switch | None = None) -> dict[str, Any]:
    """No text leaves and no effect begins from now on; what customers write is stored and waits."""
    return await _switched(pausing.pause, service, switch or Switch())


@routes.post("/resume")
async def resume(service: ServiceOf, switch: Switch | None = None) -> dict[str, Any]:
    """What has waited is handled now."""
    answer = await _switched(pausing.resume, service, switch or Switch())
    service.texts_came.set()
    service.texts_leave.set()
    return answer


async def _switched(do: Any, service: Service, switch: Switch) -> dict[str, Any]:
    try:
        changed = await do(service.database, switch.order, service.clock())
    except UnknownBrand as unknown:
        raise NotFound("There is no such brand.") from unknown
    return {"changed": changed, "paused": await pausing.paused(service.database)}
