"""The numbers as JSON: what the console's page of numbers shows; for who has the bearer token."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from api.errors import NotFound
from api.figures import Days, figures
from api.service import Service, service_of
from api.token import require_token

ServiceOf = Annotated[Service, Depends(service_of)]
DAYS: dict[str, Days] = {"7": 7, "28": 28, "90": 90}

routes = APIRouter(prefix="/api", dependencies=[Depends(require_token)])


@routes.get("/numbers")
async def numbers(
    service: ServiceOf,
    days: Literal["7", "28", "90"] = "28",
    brand: Annotated[str, Query(max_length=200)] = "",
) -> dict[str, Any]:
    """Of one brand; without a name of the first. Raises NotFound."""
    found = brand or next(iter(sorted(service.brands)))
    if found not in service.brands:
        raise NotFound("There is no such brand.")
    return await figures(service, found, DAYS[days])
