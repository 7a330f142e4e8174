"""The transcript: every text of one thread, in order; the only memory, shared by api, evals and tests."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from tools.proposal import Proposal

FROZEN = ConfigDict(frozen=True)
ASK_LIMIT = 160


class Speaker(StrEnum):
    """Who wrote a text."""

    CUSTOMER = "customer"
    AGENT = "agent"  # the AI
    PERSON = "person"  # a human colleague in the console
    BRAND = "brand"  # notices, openers and campaigns


class Owner(StrEnum):
    """Who answers the thread. While a person owns it, the agent is silent (S83)."""

    AGENT = "agent"
    PERSON = "person"


class Ask(BaseModel):
    """The question an outbound text asked, kept with the text so that a short answer finds its object (S64).

    ``intent`` is what the customer wanted, ``missing`` the slot that was asked for ("order", "size", "address", ...),
    ``known`` the slots found so far, ``options`` the answers that were offered, in the order shown.
    """

    model_config = FROZEN

    intent: str
    missing: str
    known: dict[str, str] = {}
    options: tuple[str, ...] = ()


class Text(BaseModel):
    """One text message. ``at`` is the carrier's time for inbound texts, ours for outbound ones (S42).

    ``proposal_id`` is set on a preview. ``accepted`` says whether the carrier took an outbound text.
    """

    model_config = FROZEN

    id: str
    speaker: Speaker
    kind: str = "text"
    body: str
    at: datetime
    sid: str = ""
    media_count: int = 0
    new: bool = False
    proposal_id: str | None = None
    accepted: bool = True
    ask: Ask | None = None

    @property
    def inbound(self) -> bool:
        return self.speaker is Speaker.CUSTOMER


class OpenProposal(BaseModel):
    """A stored proposal that waits. ``previewed_at`` is None until the carrier accepted its preview (W4)."""

    model_config = FROZEN

    proposal: Proposal
    previewed_at: datetime | None
    wrong_codes: int = 0


class OpenQuestion(BaseModel):
    """What a colleague was asked and has not answered yet; ``promised_by`` is what the customer was told (S89)."""

    model_config = FROZEN

    ask: str
    asked_at: datetime
    promised_by: datetime


class OpenCode(BaseModel):
    """A code that was mailed and not used: what is kept of it, its wrong tries, and the texts that wait for it."""

    model_config = FROZEN

    id: str
    seal: str
    sent_at: datetime
    tries: int = 0
    waiting: tuple[str, ...] = ()


class Proof(BaseModel):
    """Whether whoever texts must prove first who they are (S80).

    ``letters_lately`` counts the codes of the last day. ``just_given`` says that this turn answers what had waited.
    """

    model_config = FROZEN

    needed: bool = False
    code: OpenCode | None = None
    letters_lately: int = 0
    just_given: bool = False


class Transcript(BaseModel):
    """One thread as a turn sees it. ``new`` texts are those that this turn is to settle.

    ``asked_lately`` counts what colleagues were asked in the last day.

    ``opted_out`` is the fold of the consent ledger; ``introduced`` says whether the AI has said that it is one (S70).
    """

    model_config = FROZEN

    thread_id: str
    brand: str
    phone: str
    texts: tuple[Text, ...]
    owner: Owner = Owner.AGENT
    open_proposals: tuple[OpenProposal, ...] = ()
    open_question: OpenQuestion | None = None
    asked_lately: int = 0
    opted_out: bool = False
    introduced: bool = False
    effects_done: tuple[str, ...] = ()
    proof: Proof = Proof()

    @property
    def new(self) -> tuple[Text, ...]:
        """The customer's texts that have not been settled yet, in carrier order."""
        return tuple(text for text in self.texts if text.new)

    @property
    def said(self) -> str:
        """All new texts as one: people text in pieces (S60)."""
        return "\n".join(text.body for text in self.new)

    @property
    def in_one_line(self) -> str:
        """What was said, short enough for the one line that a colleague reads in the queue (S84)."""
        return " ".join(self.said.split())[:ASK_LIMIT]

    @property
    def last_outbound(self) -> Text | None:
        """The last text we sent before the new ones."""
        return next((text for text in reversed(self.texts) if not text.inbound and text.accepted), None)
