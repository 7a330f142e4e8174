"""Which brands a colleague works for: each route of the console gets the service with these brands only (K7, I18)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from fastapi import Depends, Request

from api.service import Service, service_of
from api.store import stops
from api.store.users import User

WHOLE_HOUSE: Final = stops.EVERYTHING


def of_user(service: Service, user: User) -> Service:
    """The service as one colleague sees it. What is no brand of theirs does not exist in it."""
    if user.brands is None:
        return service
    return replace(service, brands={one: deps for one, deps in service.brands.items() if user.works_for(one)})


def scoped(request: Request) -> Service:
    """The service of whoever the guard has let in."""
    return of_user(service_of(request), request.state.login.user)


ServiceOf = Annotated[Service, Depends(scoped)]


def may_manage(admin: User, user: User) -> bool:
    """Whether an admin may change a colleague: only one who works for no brand that is not the admin's."""
    if admin.brands is None:
        return True
    return user.brands is not None and set(user.brands) <= set(admin.brands)


def stops_of(service: Service, paused: list[str]) -> tuple[str, ...]:
    """What stands still, as far as it is theirs: everything, and what is of their brands (`api.pausing.paused`)."""
    return tuple(one for one in paused if one == WHOLE_HOUSE or brand_of_stop(one) in service.brands)


def brand_of_stop(stop: str) -> str:
    """The brand of ``brand:ID``, ``marketing:ID`` or ``template:ID:NAME``; nothing for everything."""
    return (stop.split(":") + [""])[1]
