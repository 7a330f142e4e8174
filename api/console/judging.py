"""What colleagues think of the agent: labels on turns, and threads that become cases for the evals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import Transcript
from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered, back, done
from api.console.scrubbing import NamesLeft, scrubbed
from api.errors import NotFound
from api.service import Service
from api.store import cases, handoffs, labels, threads, turns
from api.store.cases import Case
from api.store.rows import id_of
from api.store.threads import Claim
from tools.demo.world import World
from tools.shop import Shop, ShopError

LONGEST_WHY: Final = 300
FORMAT: Final = 1
KEPT_OF_A_TURN: Final = ("decided_by", "confidence", "reasons", "tools", "passages", "status")

Why = Annotated[str, Form(max_length=LONGEST_WHY)]
Verdict = Annotated[labels.Verdict, Form()]

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/label")
async def label(request: Request, service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """A turn was good or bad, and why; the same colleague's next word replaces it."""
    form = await request.form()
    turn, why = str(form.get("turn", ""))[:64], str(form.get("why", ""))[:LONGEST_WHY].strip()
    verdict: labels.Verdict = "good" if form.get("verdict") == "good" else "bad"

    async def do(session: AsyncSession) -> dict[str, Any]:
        me = login.user.email
        if not await labels.put(session, (thread_id, turn), verdict, why, me, service.clock()):
            raise NotDone("no-label")
        return {"turn": turn, "verdict": verdict}

    return await answered(request, service, Act(login.user.email, "label", thread_id), do)


@routes.post("/case")
async def case(
    request: Request, service: ServiceOf, login: LoginOf, thread_id: str, verdict: Verdict = "bad", why: Why = ""
) -> Response:
    """Keep the thread for the evals as it is now, with every personal detail replaced; nothing if one would be left."""
    try:
        body = await frozen(service, thread_id)
    except NamesLeft:
        return back(request, thread_id, "names-left")
    except ShopError:
        return back(request, thread_id, "shop-away")
    kept = Case(
        id=id_of("case", thread_id, service.clock().isoformat()),
        thread_id=thread_id,
        brand=body["brand"],
        label=verdict,
        why=why.strip(),
        author=login.user.name,
        body=body,
    )

    async def do(session: AsyncSession) -> dict[str, Any]:
        await cases.add(session, kept, service.clock())
        return {"case": kept.id, "label": verdict}

    await done(service, Act(login.user.email, "case", thread_id), do)
    return back(request, thread_id)


async def frozen(service: Service, thread_id: str) -> dict[str, Any]:
    """Transcript, shop, turns and outcome as they are now, scrubbed. Raises NotFound, NamesLeft, ShopError."""
    now = service.clock()
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
        if row is None or row["brand"] not in service.brands:
            raise NotFound("There is no such thread.")
        claim = Claim(thread_id, row["brand"], row["phone"], row["fence"], row["generation"], introduced=True)
        transcript = await threads.load(session, claim, now)
        taken = await turns.of_thread(session, thread_id)
        places = await handoffs.of_thread(session, thread_id)
        said = await labels.of_thread(session, thread_id)
    world = await _world(service.brands[row["brand"]].shop, row["phone"])
    clean, shop = scrubbed(transcript, world)
    return {
        "format": FORMAT,
        "brand": row["brand"],
        "at": now.isoformat(),
        "outcome": next((one["outcome"] for one in reversed(places) if one["outcome"]), None),
        "handed_over": [one["reason"] for one in places],
        "transcript": clean.model_dump(mode="json"),
        "shop": shop.model_dump(mode="json"),
        "turns": [_turn(one, transcript, said) for one in sorted(taken.values(), key=lambda one: one["at"])],
    }


async def _world(shop: Shop, phone: str) -> World:
    """The shop as this customer has it, and nobody else in it. Raises ShopError."""
    customer = await shop.customer(phone)
    return World(
        policy=await shop.policy(),
        products=await shop.products(),
        customers=(customer,) if customer else (),
        orders=await shop.orders(phone),
        subscriptions=await shop.subscriptions(phone),
        offers=await shop.offers(phone),
    )


def _turn(turn: Mapping[str, Any], transcript: Transcript, said: list[dict[str, Any]]) -> dict[str, Any]:
    """What a turn rests on, which of the case's texts it saw, and what people think of it."""
    places = {text.id: f"text-{place}" for place, text in enumerate(transcript.texts)}
    verdicts = [one["verdict"] for one in said if one["turn_id"] == turn["id"]]
    saw = [places[one] for one in turn["saw"] if one in places]
    return {**{name: turn[name] for name in KEPT_OF_A_TURN}, "saw": saw, "labels": verdicts}
