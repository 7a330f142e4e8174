"""Webhooks are counted and timed, other routes are left alone."""

from __future__ import annotations

import httpx
from fastapi import FastAPI, Response

from api.metrics import Metrics, WebhookTimer
from api.webhooks import MESSAGES


async def test_only_webhooks_are_counted_by_their_status() -> None:
    app, metrics = FastAPI(), Metrics()
    app.add_middleware(WebhookTimer, metrics=metrics)

    @app.post(MESSAGES)
    async def refuse() -> Response:
        return Response(status_code=403)

    @app.get("/other")
    async def other() -> str:
        return "ok"

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parley") as client:
        assert (await client.post(MESSAGES)).status_code == 403
        await client.get("/other")
    counted = {"path": MESSAGES, "status": "403"}
    assert metrics.registry.get_sample_value("parley_webhook_answers_total", counted) == 1
    assert metrics.registry.get_sample_value("parley_webhook_seconds_count", {"path": MESSAGES}) == 1
    assert metrics.registry.get_sample_value("parley_webhook_seconds_count", {"path": "/other"}) is None
