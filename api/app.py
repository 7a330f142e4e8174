"""The web application: its routers as one list, its middleware, and the loops beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import health, json_routes, metrics, person_routes, sent_photo, switch_routes
from api.body_limit import BodyLimit
from api.console.routes import routes as console
from api.console.troubles import answer_in_pages
from api.figures_routes import routes as figures
from api.line import line_of
from api.loops import Loops
from api.metrics import Metrics, WebhookTimer
from api.phone.routes import routes as phone
from api.service import Service
from api.webhooks import router as webhooks


def create_app(service: Service, *, loops: bool = True) -> FastAPI:
    """Everything that is served. With ``loops``, worker, outbox and reconciler run in this process too.

    The app owns the service: it closes it when it ends.
    """
    app = FastAPI(lifespan=_lifespan, openapi_url=None)
    app.state.service = service
    app.state.metrics = Metrics()
    app.state.loops = Loops(service) if loops else None
    numbers = [deps.brand.number for deps in service.brands.values()]
    line = line_of(service.settings, numbers, service.inbox, service.clock)
    programs = [json_routes.routes, person_routes.routes, switch_routes.routes, figures]
    routers = [webhooks(line), health.routes, metrics.routes, sent_photo.routes, *programs, phone, console]
    for router in routers:
        app.include_router(router)
    app.add_middleware(BodyLimit)
    app.add_middleware(WebhookTimer, metrics=app.state.metrics)
    answer_in_pages(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    loops: Loops | None = app.state.loops
    service: Service = app.state.service
    if loops is not None:
        loops.start()
    yield
    if loops is not None:
        await loops.stop()
    await service.close()
