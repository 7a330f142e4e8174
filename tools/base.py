"""What a tool is: a declared effect, a strict schema, one function; and the three things it may give back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from tools.customer import Customer, Subscription
from tools.policy import Policy
from tools.proposal import Proposal
from tools.shop import Shop


class Effect(StrEnum):
    """What a tool may do. No tool writes: `proposes` only gives back a proposal."""

    READS = "reads"
    PROPOSES = "proposes"
    HANDS_OFF = "hands_off"  # the thread, or only a question


class HandoffReason(StrEnum):
    """Why a person takes over. The codes are stored, shown in the queue, and counted (S82)."""

    ASKED = "asked_for_person"
    ANGER = "anger"
    LEGAL = "legal_threat"
    SELF_HARM = "self_harm"
    INJURY = "injury"
    HARASSMENT = "harassment"
    CHARGEBACK = "chargeback"
    LOOP = "loop"
    LOW_CONFIDENCE = "low_confidence"
    NO_ANSWER = "no_answer"
    UNGROUNDED = "ungrounded_draft"
    OVER_CAP = "over_cap"
    TOOL_FAILED = "tool_failed"
    MODEL_FAILED = "model_failed"
    UNKNOWN_OUTCOME = "unknown_outcome"
    DELIVERY_PROBLEM = "delivery_problem"
    ITEM_PROBLEM = "item_problem"
    PHOTO = "photo"
    CANCEL_KEYWORD = "cancel_keyword"
    DOUBTFUL_OPT_OUT = "doubtful_opt_out"
    UNPROVEN = "unproven"  # the proof of who has the number failed
    OTHER = "other"


class KnowledgeSearch(Protocol):
    """The knowledge as tools see it. A hit: ``{"id", "title", "heading", "text", "score"}``; none below the floor."""

    async def __call__(self, query: str, limit: int) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class ToolContext:
    """Everything a tool may touch. ``phone`` is the verified sender; no tool takes a customer id (I14).

    ``subscriptions`` are those of when the turn began, for what is decided at once; what acts on one asks the shop.
    ``capped`` is False for what a colleague decides: the brand's caps are there to bring things before a person (S77).
    ``may_ask`` says that a colleague may be asked in this turn, with the thread kept (S89). While ``unproven`` nothing
    of the customer may be read, and ``shop`` is veiled (S80); ``customer`` is then None and ``speaks`` their language.
    ``spoken`` is the language of the talk where the customer's texts tell it, else empty.
    """

    phone: str
    shop: Shop
    policy: Policy
    customer: Customer | None
    now: datetime
    new_id: Callable[[], str]
    knowledge: KnowledgeSearch
    capped: bool = True
    subscriptions: tuple[Subscription, ...] = ()
    may_ask: bool = False
    unproven: bool = False
    speaks: str = "en"
    spoken: str = ""

    @property
    def language(self) -> str:
        """The language that the customer is written to in: that of the talk, else the one of their profile."""
        if self.spoken:
            return self.spoken
        return self.customer.language if self.customer else self.speaks


@dataclass(frozen=True)
class Answer:
    """Facts for the model to speak from. Only what is in here may be said."""

    facts: dict[str, Any]


@dataclass(frozen=True)
class Proposed:
    """A proposal, not an act: code decides what becomes of it."""

    proposal: Proposal


@dataclass(frozen=True)
class Handoff:
    """A person is needed. ``ask`` is one line: what the customer wants."""

    reason: HandoffReason
    ask: str


@dataclass(frozen=True)
class Asked:
    """A colleague is to be asked, in one line; the agent keeps the thread (S89)."""

    question: str


ToolResult = Answer | Proposed | Handoff | Asked


class ToolError(Exception):
    """A tool could not do it. Each leaf says who must act.

    ToolError
    +-- BadArguments   the model tries again with other arguments
    +-- Refused        the model adapts: tells the customer why, and the way that is open
    """


class BadArguments(ToolError):
    """Arguments that do not fit the schema or name nothing; ``facts`` say what is missing and what there is."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Refused(ToolError):
    """Policy or live state says no. ``code`` is one of the sections of ``prompts/base/refusals.md``."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Arguments(BaseModel):
    """Base of all argument shapes: nothing extra, nothing coerced (F7)."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


@dataclass(frozen=True)
class Tool:
    """One tool. ``schema`` is what models get, built once: every property required, nullable where optional."""

    name: str
    effect: Effect
    description: str
    arguments: type[Arguments]
    run: Callable[[Any, ToolContext], Awaitable[ToolResult]]
    schema: dict[str, Any] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", strict_schema(self))


def strict_schema(tool: Tool) -> dict[str, Any]:
    """The tool as an OpenAI-compatible function with ``strict: true`` and ``additionalProperties: false``."""
    parameters = tool.arguments.model_json_schema()
    parameters.pop("title", None)
    parameters.pop("description", None)
    for shape in (parameters, *parameters.get("$defs", {}).values()):
        _strict_object(shape)
    function = {"name": tool.name, "description": tool.description, "parameters": parameters, "strict": True}
    return {"type": "function", "function": function}


def _strict_object(shape: dict[str, Any]) -> None:
    """Every property required and nothing beside them, as strict mode wants it of nested objects too."""
    shape.pop("title", None)
    properties: dict[str, Any] = shape.setdefault("properties", {})
    for one in properties.values():
        one.pop("title", None)
        one.pop("default", None)
    shape["required"] = list(properties)
    shape["additionalProperties"] = False
