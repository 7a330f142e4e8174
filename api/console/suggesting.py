"""A suggested reply: what the agent would say to the customer's last words. It does nothing, and never sends itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from agent.errors import ModelError
from agent.outcome import TextKind, Turn
from agent.transcript import Owner, Proof, Transcript
from agent.turn import take_turn
from api.bubble import visible
from api.console.doing import NotDone
from api.errors import NotFound
from api.service import Service
from api.store import threads
from api.store.threads import Claim
from tools.shop import ShopError

NOT_SAID: Final = (TextKind.PREVIEW, TextKind.HANDOFF, TextKind.ASKED)
"""A preview without its proposal would ask for a word that does nothing; who is there already hands nothing over."""
WITHIN: Final = timedelta(minutes=1)
MOST_WITHIN: Final = 8
"""Drafts that one colleague may ask for in a minute: each may cost a model's answer (P6)."""


class Allowance:
    """How often each colleague has asked lately."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._asked: dict[str, deque[datetime]] = {}

    def take(self, who: str) -> bool:
        """False once a colleague has asked too often; one who waits is heard again."""
        now = self._clock()
        asked = self._asked.setdefault(who, deque(maxlen=MOST_WITHIN))
        if len(asked) == MOST_WITHIN and now - asked[0] < WITHIN:
            return False
        asked.append(now)
        return True


async def suggestion(service: Service, thread_id: str) -> dict[str, Any]:
    """``text`` for the composer, ``about`` in a line for the colleague. Raises NotFound, and NotDone for no answer."""
    transcript = await _as_if_unanswered(service, thread_id)
    if not transcript.new:
        return {"text": "", "about": "The customer has not written anything that an answer could be drafted to."}
    try:
        turn = await take_turn(transcript, service.brands[transcript.brand])
    except (ShopError, ModelError) as error:
        raise NotDone("shop-away") from error
    return _told(turn)


async def _as_if_unanswered(service: Service, thread_id: str) -> Transcript:
    """The thread as the agent would read it now: what the customer wrote since our last text is new to it."""
    async with service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
        if row is None or row["brand"] not in service.brands:
            raise NotFound("There is no such thread.")
        claim = Claim(thread_id, row["brand"], row["phone"], row["fence"], row["generation"], introduced=True)
        read = await threads.load(session, claim, service.clock())
    last_ours = max((place for place, text in enumerate(read.texts) if not text.inbound), default=-1)
    own = [place for place, text in enumerate(read.texts) if text.inbound]
    new = {place for place in own if place > last_ours} or set(own[-1:])
    texts = tuple(text.model_copy(update={"new": place in new}) for place, text in enumerate(read.texts))
    # Who has the number is the colleague's to judge: a draft e-mails no digits, so it must not say that it did.
    return read.model_copy(update={"texts": texts, "owner": Owner.AGENT, "proof": Proof()})


def _told(turn: Turn) -> dict[str, Any]:
    """What it would do is told, and not done."""
    sure = f"{round(turn.basis.confidence * 100)}% sure, by {turn.basis.decided_by}"
    sources = f"; from {', '.join(turn.basis.passages)}" if turn.basis.passages else ""
    about = f"{sure}{sources}. Read it before you send it."
    if turn.effect is not None:
        action = turn.effect.proposal.action.replace("_", " ")
        about = f"The agent would do it now: {action}. Propose it from the order instead."
    elif turn.proposal is not None:
        about = f"The agent would propose: {turn.proposal.action.replace('_', ' ')}. Propose it from the order instead."
    elif turn.handoff is not None:
        about = f"The agent would hand this over ({turn.handoff.reason.value.replace('_', ' ')})."
    elif turn.question is not None:
        about = f"The agent would ask a colleague: {turn.question.ask}"
    said = [text.body for text in turn.texts if text.kind not in NOT_SAID]
    return {"text": "\n".join(said), "about": visible(about)}
