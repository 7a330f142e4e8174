"""What a turn decides: texts to send, a proposal, an effect to run, a handoff, a question, a change of consent."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from agent.model import Usage
from agent.transcript import Ask
from tools.base import HandoffReason
from tools.command import Command
from tools.proposal import Proposal

FROZEN = ConfigDict(frozen=True)


class TextKind(StrEnum):
    """What an outbound text is. Previews are never shortened; only an opt-out confirmation passes after STOP."""

    REPLY = "reply"
    PREVIEW = "preview"
    RECEIPT = "receipt"
    HANDOFF = "handoff"
    ASKED = "asked"  # that a colleague is asked, and by when there is an answer
    OPT_OUT = "opt_out"
    HELP = "help"
    NOTICE = "notice"
    MARKETING = "marketing"
    PERSON = "person"


class OutText(BaseModel):
    """One text to send. ``proposal_id`` is set on a preview."""

    model_config = FROZEN

    body: str
    kind: TextKind = TextKind.REPLY
    proposal_id: str | None = None
    ask: Ask | None = None


class EffectOrder(BaseModel):
    """An effect that may be run now, and why: the customer's confirming text, or their explicit request (I11)."""

    model_config = FROZEN

    proposal: Proposal
    command: Command
    basis: str  # "confirmed" | "explicit" | "person" (approved by one) | "confirmed_to_person"
    confirming_text_id: str


class HandoffOrder(BaseModel):
    """A thread goes to a person. ``ask`` is one line; ``tried`` lists what the agent did (S84)."""

    model_config = FROZEN

    reason: HandoffReason
    ask: str
    tried: tuple[str, ...] = ()


class QuestionOrder(BaseModel):
    """A colleague is asked, and the agent keeps the thread (S89).

    ``ask`` is the question in one line, ``said`` the customer's own words, with which the answer names it.
    """

    model_config = FROZEN

    ask: str
    said: str


class ConsentChange(StrEnum):
    """A row for the consent ledger (I9)."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    WRONG_NUMBER = "wrong_number"
    HOLD_MARKETING = "hold_marketing"


class ProofStep(StrEnum):
    """How far a proof has come (S80)."""

    ASKED = "asked"  # a code was mailed; an older one is void
    WAITS = "waits"  # the same code still waits, and more texts wait for it
    WRONG = "wrong"
    PROVED = "proved"
    FAILED = "failed"  # too many tries or letters: a person


class ProofChange(BaseModel):
    """What a turn did to the proof of who texts. ``seal`` is set when a code was mailed; the code itself is nowhere."""

    model_config = FROZEN

    step: ProofStep
    code_id: str
    seal: str = ""
    waiting: tuple[str, ...] = ()


class Basis(BaseModel):
    """What a turn rests on: who answered, with which prompts, passages and tools, and how sure it was.

    ``spared`` estimates the tokens of a large model that the cascade did not ask.
    """

    model_config = FROZEN

    decided_by: str = "gate"  # gate | embedded | the model's name
    prompt_version: str = ""
    passages: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    usage: Usage = Usage()
    spared: Usage = Usage()


class Turn(BaseModel):
    """The outcome of one turn. It settles exactly the texts that it saw (I6).

    ``void_proposals`` closes what was open (declined, replaced, opted out). ``status`` is how the texts end:
    handled, human (a person will see them) or suppressed (I2). ``language`` is what the customer is written to in.
    """

    model_config = FROZEN

    saw: tuple[str, ...]
    texts: tuple[OutText, ...] = ()
    proposal: Proposal | None = None
    effect: EffectOrder | None = None
    handoff: HandoffOrder | None = None
    question: QuestionOrder | None = None
    consent: ConsentChange | None = None
    consent_wording: str = ""
    proof: ProofChange | None = None
    void_proposals: tuple[str, ...] = ()
    wrong_code: str | None = None
    status: str = "handled"
    introduces: bool = False
    language: str | None = None
    basis: Basis = Basis()
