"""The page of numbers and its spreadsheet: the same figures, once as plots with their tables, once as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response

from api.console import plot, words
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.pages import show
from api.errors import NotFound
from api.figures import figures
from api.figures_routes import DAYS
from api.service import Service
from api.spreadsheet import table
from api.store import audit
from api.store.figures import MOST_TEXTS

Window = Literal["7", "28", "90"]
BrandOf = Annotated[str, Query(max_length=200)]
OUTCOMES: Final = {
    "confirmed": ("Confirmed", "Something was done in the shop, or the customer's last text was thanks and no more."),
    "presumed": ("Presumed", "The agent answered and the customer was quiet. Nobody said that it helped."),
    "recontacted": ("Re-contacted", "The customer began another conversation within 72 hours, whatever about."),
    "wrong": ("Wrong", "A colleague labelled a turn of the agent as bad."),
    "handed_over": ("Handed over", "It went to a person, or a person wrote in it."),
    "unanswered": ("No answer needed", "Nothing of ours followed: an opt-out, a blocked sender, or only a reaction."),
    "open": ("Still open", "Its last text is less than 24 hours old. It is in no share."),
}
"""What each outcome is called and means; the first three and Wrong are the agent's, and are never added up."""
DAY_KINDS: Final = ("agent", "person", "other")

routes = APIRouter()


@routes.get("/console/numbers")
async def page(service: ServiceOf, login: LoginOf, days: Window = "28", brand: BrandOf = "") -> Response:
    found = await _found(service, brand, days)
    counts = found["conversations"]["counts"]
    reasons, buckets = found["handovers"]["by_reason"], found["waits"]["buckets"]
    return show(
        "numbers.html",
        login,
        seen=found,
        most_texts=MOST_TEXTS,
        days=days,
        brands=[(one, deps.brand.name) for one, deps in sorted(service.brands.items())],
        outcomes=[
            (name, *OUTCOMES[name], counts[name], found["conversations"]["shares"].get(name)) for name in OUTCOMES
        ],
        ended=plot.stack([(name, counts[name]) for name in OUTCOMES if name != "open"]),
        per_day=plot.columns(found["per_day"], DAY_KINDS),
        most_a_day=plot.top(found["per_day"], DAY_KINDS),
        stops=plot.columns(found["per_day"], ("opt_outs",)),
        most_stops=plot.top(found["per_day"], ("opt_outs",)),
        reasons=_bars([(words.reason(one["reason"]), one["count"], one["rate"]) for one in reasons]),
        buckets=_bars([(one["wait"], one["count"], None) for one in buckets]),
    )


@routes.get("/console/numbers.csv")
async def spreadsheet(service: ServiceOf, login: LoginOf, days: Window = "28", brand: BrandOf = "") -> Response:
    """Every figure as a row: what, of which, how much. That it left the house is written down (K11)."""
    found = await _found(service, brand, days)
    async with service.database.writing() as session:
        detail = {"days": days}
        await audit.record(session, login.user.email, "numbers_export", found["brand"], detail, service.clock())
    headers = {
        "Content-Disposition": f'attachment; filename="numbers-{found["per_day"][-1]["day"]}-{days}-days.csv"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    body = table(("figure", "of", "value"), _rows("", found))
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


async def _found(service: Service, brand: str, days: str) -> dict[str, Any]:
    name = brand or next(iter(sorted(service.brands)))
    if name not in service.brands:
        raise NotFound("There is no such brand.")
    return await figures(service, name, DAYS[days])


def _bars(lines: list[tuple[str, int, float | None]]) -> list[tuple[str, int, float | None, float]]:
    return [(*line, long) for line, long in zip(lines, plot.lengths([count for _, count, _ in lines]), strict=True)]


def _rows(figure: str, value: Any, of: str = "") -> Iterator[tuple[str, str, object]]:
    """The leaves of the figures, each with the path that leads to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _rows(f"{figure}.{name}" if figure else name, inner, of)
    elif isinstance(value, list):
        for item in value:
            name, *_ = item.values()
            yield from _rows(figure, dict(list(item.items())[1:]), str(name))
    else:
        yield figure, of, value
