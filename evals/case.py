"""A case: one conversation to play, and what it must come to; the format of the suites, forbidding unknown keys."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from evals.customer import Customer
from evals.effect import Effect, unknown
from tools.base import HandoffReason

STRICT = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Words = Annotated[str, Field(min_length=1)]
ToneRule = Literal["markdown", "quotes", "shouting", "emoji", "questions", "exclaiming", "apologies"]
"""See `evals.scorers.tone`."""
_PLAYED: dict[str, Any] = {"anyOf": [{"required": ["steps"]}, {"required": ["customer"]}]}
_WAIT = re.compile(r"^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$")


def _unsaid(value: object) -> bool:
    """Whether a key that came later was left out: then the case's content, and its hash, are what they were."""
    return value is None or value == ()


class Fact(BaseModel):
    """A fact that is looked up in the shop when the reply is judged; exactly one kind. Paths are those of `changes`."""

    model_config = STRICT

    money: str | None = Field(default=None, description="path of an amount: orders.12347.total")
    date: str | None = Field(default=None, description="path of a date: orders.12345.tracking.expected_on")
    tracking: str | None = Field(default=None, description="order number: its tracking number or link is named")
    value: str | None = Field(default=None, description="path of anything else, compared as text")

    @model_validator(mode="after")
    def _one(self) -> Fact:
        if len(self.model_fields_set) != 1:
            raise ValueError("name exactly one of money, date, tracking, value")
        return self


Saying = Words | Fact


class Expect(BaseModel):
    """What is expected of the answer to one step. At least one key, and no empty list."""

    model_config = STRICT

    says: tuple[Saying, ...] = Field(default=(), description="each is in the reply: words, /a regex/, or a fact")
    says_not: tuple[Saying, ...] = Field(default=(), description="none of these is in the reply")
    silence: Literal[True] | None = Field(default=None, description="nothing is sent")
    segments_at_most: int | None = Field(default=None, ge=1, description="of all texts of the reply together")
    previews: str | None = Field(default=None, description="the action that waits for the customer's word")
    asks: str | None = Field(default=None, description="the slot that is asked for: order, item, size, address ...")

    @model_validator(mode="after")
    def _something(self) -> Expect:
        _refuse_empty(self)
        if self.silence and self.model_fields_set != {"silence"}:
            raise ValueError("silence says everything: remove the other expectations of this step")
        _compile_all((*self.says, *self.says_not))
        return self


class ShopEvent(BaseModel):
    """Something happens in the shop meanwhile: these things are different from now on (as in `world`)."""

    model_config = STRICT

    orders: dict[str, dict[str, Any]] = {}
    stock: dict[str, int] = {}

    @model_validator(mode="after")
    def _something(self) -> ShopEvent:
        _refuse_empty(self)
        return self


class Step(BaseModel):
    """One thing that happens: a text of the customer (a list is a burst), a person's, the brand's, or a shop event."""

    model_config = STRICT

    text: str | tuple[Words, ...] | None = None
    photos: int = Field(default=0, ge=0, le=10)
    person: Words | None = None
    hands_back: bool = Field(default=False, description="after the person's text the agent answers again")
    brand: Words | None = None
    owner: Literal["agent", "person"] | None = Field(
        default=None, description="from here on this one answers; nobody says anything", exclude_if=_unsaid
    )
    event: ShopEvent | None = None
    wait: str | None = Field(default=None, description="pause before this step: 90s, 20m, 3h, 2d, 1d12h")
    expect: Expect | None = None

    @field_validator("wait")
    @classmethod
    def _is_a_span(cls, value: str | None) -> str | None:
        if value is not None and (not value or not _WAIT.fullmatch(value)):
            raise ValueError("write a pause like 90s, 20m, 3h, 2d or 1d12h")
        return value

    @model_validator(mode="after")
    def _one_thing(self) -> Step:
        told = [key for key in ("text", "person", "brand", "owner", "event") if getattr(self, key) is not None]
        if len(told) != 1:
            raise ValueError("a step is exactly one of text, person, brand, owner, event")
        if self.text is None and (self.expect is not None or self.photos):
            raise ValueError("expect and photos belong to a step with a text")
        if self.text in ((), "") and not self.photos:
            raise ValueError("there is no text: write one, or add photos")
        if self.hands_back and self.person is None:
            raise ValueError("hands_back belongs to a step with a person's text")
        return self

    @property
    def bodies(self) -> tuple[str, ...]:
        """The customer's texts of this step."""
        return (self.text,) if isinstance(self.text, str) else self.text or ()

    @property
    def pause(self) -> timedelta:
        found = _WAIT.fullmatch(self.wait or "")
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


class End(BaseModel):
    """What the conversation came to. Whatever `changes` does not name must be as it was at the start."""

    model_config = STRICT

    changes: dict[str, Any] | None = Field(default=None, description="path: new value; {} is: nothing changed")
    effects: tuple[Effect, ...] | None = Field(default=None, description="actions done, in order; [] is: none")
    charges: tuple[str, ...] | None = Field(default=None, description="amounts charged, like $45.00; [] is: none")
    refunds: tuple[str, ...] | None = Field(default=None, description="amounts refunded; [] is: none")
    handoff: Literal["none", "any"] | HandoffReason | tuple[HandoffReason, ...] | None = None
    says: tuple[Saying, ...] = Field(default=(), description="each is in some reply of the case", exclude_if=_unsaid)
    says_not: tuple[Saying, ...] = Field(default=(), description="none is in any reply", exclude_if=_unsaid)
    tone: Literal["all"] | tuple[ToneRule, ...] = Field(default=(), description="no reply breaks", exclude_if=_unsaid)
    reads_at_least: float | None = Field(default=None, ge=0, le=100, description="reading ease", exclude_if=_unsaid)
    consent: Literal["none", "opt_out", "opt_in", "wrong_number", "hold_marketing"] | None = None

    @field_validator("effects")
    @classmethod
    def _exist(cls, value: tuple[Effect, ...] | None) -> tuple[Effect, ...] | None:
        if wrong := next((why for one in value or () if (why := unknown(one)) is not None), None):
            raise ValueError(wrong)
        return value

    @model_validator(mode="after")
    def _something(self) -> End:
        if not self.model_fields_set:
            raise ValueError("says nothing: remove it, or name changes, effects, charges, refunds, handoff or consent")
        if self.handoff == ():
            raise ValueError("an empty list of reasons: write handoff: none")
        for key in sorted({"says", "says_not", "tone"} & self.model_fields_set):
            if not getattr(self, key):
                raise ValueError(f"{key} is empty: remove it, or say what is expected")
        _compile_all((*self.says, *self.says_not))
        return self

    @property
    def handoff_reasons(self) -> tuple[str, ...] | None:
        """As `CaseResult.handoff_expected`: None unsaid, empty none, else any of these."""
        if self.handoff is None:
            return None
        if isinstance(self.handoff, tuple):
            return tuple(reason.value for reason in self.handoff)
        return () if self.handoff == "none" else (str(self.handoff),)


class World(BaseModel):
    """What is different from the demo world at the start. Merged in depth; a list of things is merged by their ids.

    ``frozen`` is a whole shop (`tools.demo.world.World`) in place of the demo world; what else is named changes it.
    """

    model_config = STRICT

    frozen: dict[str, Any] | None = Field(
        default=None, description="a whole shop in place of the demo world, as imported", exclude_if=_unsaid
    )
    orders: dict[str, dict[str, Any]] = Field(default={}, description="by number")
    customers: dict[str, dict[str, Any]] = Field(default={}, description="by phone")
    subscriptions: dict[str, dict[str, Any]] = Field(default={}, description="by id")
    offers: dict[str, dict[str, Any]] = Field(default={}, description="by id")
    products: dict[str, dict[str, Any]] = Field(default={}, description="by id")
    stock: dict[str, int] = Field(default={}, description="by variant id")
    policy: dict[str, Any] = {}
    declined_cards: tuple[str, ...] | None = Field(default=None, description="card ids; replaces the demo world's")


class Clock(BaseModel):
    """When the conversation starts, where the brand is. The date itself is chosen so that a case never ages.

    ``on`` is the very day, in place of ``day``: a frozen shop has days of its own.
    """

    model_config = STRICT

    day: Weekday = "wednesday"
    on: date | None = Field(default=None, description="a day like 2026-06-10, in place of day", exclude_if=_unsaid)
    at: str = Field(default="10:00", pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$")


class Case(BaseModel):
    """One conversation. ``shows`` is the claim, in one sentence.

    Either its texts are scripted (``steps``), or a model plays the ``customer``, after the steps if there are any.
    """

    model_config = ConfigDict(**STRICT, json_schema_extra=_PLAYED)

    id: Name
    shows: Words
    tags: tuple[Name, ...] = ()
    phone: str = Field(alias="from", pattern=r"^\+\d{8,15}$", description="who texts")
    introduced: bool = Field(default=True, description="whether the AI has said before that it is one")
    opted_out: bool = False
    clock: Clock = Clock()
    world: World = World()
    customer: Customer | None = Field(default=None, description="played by a model", exclude_if=_unsaid)
    steps: tuple[Step, ...] = ()
    end: End | None = None
    forbidden_tools: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_played(self) -> Case:
        if self.customer is None and not self.steps:
            raise ValueError("there is nothing to play: add steps, or a customer whom a model plays")
        if self.customer is not None and any(step.text is not None for step in self.steps):
            raise ValueError("customer and a step with a text: who writes the texts? Remove one of them")
        return self

    @model_validator(mode="after")
    def _expects_something(self) -> Case:
        if self.end is None and not self.forbidden_tools and not any(step.expect for step in self.steps):
            raise ValueError("expects nothing, so it cannot fail: add expect to a step, or end, or forbidden_tools")
        return self


class Suite(BaseModel):
    """A file of cases. The gate blocks what makes a required suite worse."""

    model_config = STRICT

    suite: Name
    shows: Words
    required: bool = False
    cases: tuple[Case, ...] = Field(min_length=1)


def is_pattern(saying: str) -> bool:
    """Words between two slashes are a regular expression, searched without regard to case."""
    return len(saying) > 2 and saying.startswith("/") and saying.endswith("/")


def _compile_all(sayings: tuple[Saying, ...]) -> None:
    for saying in sayings:
        if isinstance(saying, str) and is_pattern(saying):
            try:
                re.compile(saying[1:-1], re.IGNORECASE)
            except re.error as error:
                raise ValueError(f"{saying} is no regular expression: {error}") from error


def _refuse_empty(model: BaseModel) -> None:
    """An expectation that is empty would always hold, so it is an error."""
    if not model.model_fields_set:
        raise ValueError("says nothing: remove it, or say what is expected")
    for key in sorted(model.model_fields_set):
        if getattr(model, key) in ((), "", {}, None):
            raise ValueError(f"{key} is empty: remove it, or say what is expected")
