"""Figures for Prometheus: what the routes answered and how fast, and what waits in the database."""

from __future__ import annotations

import time
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.service import Service, service_of
from api.spared import of_last_day
from api.store import handoffs, outgoing
from api.webhooks import MESSAGES, STATUS

WATCHED: Final = frozenset({MESSAGES, STATUS})
BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)

routes = APIRouter(include_in_schema=False)


class Metrics:
    """One registry an app, so that two apps in one process do not share figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.answers = Counter(
            "parley_webhook_answers", "Webhooks answered.", ["path", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "parley_webhook_seconds", "Seconds to answer a webhook.", ["path"], buckets=BUCKETS, registry=self.registry
        )
        self.outbox = Gauge("parley_outbox_texts", "Outbound texts that wait.", ["state"], registry=self.registry)
        self.queue = Gauge("parley_handoffs_open", "Threads that wait for a person.", registry=self.registry)
        self.recovered = Gauge(
            "parley_texts_recovered", "Texts since the start that no webhook brought.", registry=self.registry
        )
        self.spared_turns = Gauge(
            "parley_cascade_turns_day", "Turns of 24 hours that asked no large model.", registry=self.registry
        )
        self.spared_tokens = Gauge(
            "parley_cascade_spared_tokens_day",
            "Tokens spared in 24 hours, estimated.",
            ["kind"],
            registry=self.registry,
        )
        self.spared_dollars = Gauge(
            "parley_cascade_spared_dollars_day", "Their price, 0 where none is set.", registry=self.registry
        )
        self.shadowed = Gauge(
            "parley_shadow_escalations_day", "Turns of 24 hours that a shadow would escalate.", registry=self.registry
        )
        self.loops = Gauge("parley_loop_alive", "1 while the loop runs.", ["loop"], registry=self.registry)


class WebhookTimer:
    """Middleware that counts and times the webhooks and leaves everything else alone."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in WATCHED:
            return await self._app(scope, receive, send)
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.answers.labels(path, str(message["status"])).inc()
                self._metrics.seconds.labels(path).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counted)


@routes.get("/metrics")
async def metrics(request: Request, service: Annotated[Service, Depends(service_of)]) -> Response:
    """Everything in Prometheus' text format."""
    found: Metrics = request.app.state.metrics
    async with service.database.reading() as session:
        counts = await outgoing.counts(session)
        waiting = len(await handoffs.listed(session, "open"))
    for state in outgoing.UNSENT:
        found.outbox.labels(state).set(counts.get(state, 0))
    found.queue.set(waiting)
    loops = request.app.state.loops
    for name, alive in (loops.alive if loops else {}).items():
        found.loops.labels(name).set(alive)
    found.recovered.set(loops.reconciler.recovered if loops else 0)
    await _spared(found, service)
    return Response(generate_latest(found.registry), media_type=CONTENT_TYPE_PLAIN_1_0_0)


async def _spared(found: Metrics, service: Service) -> None:
    day = await of_last_day(service.database, service.clock(), service.settings.token_prices)
    tokens = day.counted.tokens
    for kind in ("prompt", "cached", "completion"):
        found.spared_tokens.labels(kind).set(getattr(tokens, f"{kind}_tokens"))
    found.spared_turns.set(day.counted.spared)
    found.spared_dollars.set(float(day.dollars or 0))
    found.shadowed.set(day.counted.shadowed)
