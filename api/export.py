"""Exporting a person: everything that we hold about one phone, as one JSON document (S90)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from api.service import Service
from api.store import audit, brands, consent, person, seals


async def export(service: Service, phone: str, actor: str) -> dict[str, Any] | None:
    """Every row of every table, the state of consent for each brand, and the files; None when there is nothing.

    The values are JSON, dates and times. That it was exported is written down, without the phone.
    """
    now = service.clock()
    async with service.database.reading() as session:
        rows = await person.rows_of(session, phone)
        states = await _states(session, phone)
    if not any(found for part in rows.values() for found in part.values()):
        return None
    async with service.database.writing() as session:
        await audit.record(session, actor, "export", seals.of_person(session, "", phone), {}, now)
    return _document(phone, now, rows, states)


def _document(
    phone: str, now: datetime, rows: dict[str, dict[str, list[dict[str, Any]]]], states: dict[str, Any]
) -> dict[str, Any]:
    texts = rows["conversation"]["texts"]
    media = [{"text": text["id"], **file} for text in texts for file in text["media"] or ()]
    return {"phone": phone, "exported_at": now, "consent": states, "media": media, **rows}


async def _states(session: AsyncSession, phone: str) -> dict[str, Any]:
    listed = await brands.listed(session)
    return {brand.id: (await consent.state(session, brand.id, phone)).model_dump() for brand in listed}
