"""The review list: a sample of conversations of every kind, to be read and labelled; the same for the same seed."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Response

from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.numbers import OUTCOMES
from api.console.pages import show
from api.console.words import reason
from api.errors import NotFound
from api.sampling import Picked, Wanted, draw

MOST: Final = 200

Days = Annotated[Literal["7", "28", "90"], Query()]
Count = Annotated[int, Query(ge=1, le=MOST)]
Seed = Annotated[int, Query(ge=0, le=999_999)]
BrandOf = Annotated[str, Query(max_length=200)]

routes = APIRouter()


@routes.get("/console/review")
async def page(
    service: ServiceOf, login: LoginOf, days: Days = "7", n: Count = 20, seed: Seed = 1, brand: BrandOf = ""
) -> Response:
    """Nothing is stored: what was read is told by the labels on it."""
    name = brand or next(iter(sorted(service.brands)))
    if name not in service.brands:
        raise NotFound("There is no such brand.")
    async with service.database.reading() as session:
        found = await draw(session, Wanted(name, int(days), n, seed), service.clock())
    me = login.user.email
    return show(
        "review.html",
        login,
        picked=[(one, kind_words(one), me in one.labelled_by) for one in found],
        done=sum(bool(one.labelled_by) for one in found),
        mine=sum(me in one.labelled_by for one in found),
        kinds=len({one.kind for one in found}),
        days=days,
        n=n,
        seed=seed,
        most=MOST,
        brand=name,
        brands=[(one, deps.brand.name) for one, deps in sorted(service.brands.items())],
    )


def kind_words(one: Picked) -> str:
    """Its kind as people say it: ``Presumed, sure``."""
    outcome, band, *rest = one.kind.split(" / ")
    return ", ".join((OUTCOMES[outcome][0], band, *(reason(code).lower() for code in rest)))
