"""Tasks of a tau-style world: who wants what, the actions that would do it, and the database that must come of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from evals.tau.database import BadWorld, TauDatabase, first_problem

READ = ConfigDict(frozen=True, extra="ignore")
WRITES = (
    "cancel_pending_order",
    "modify_pending_order_items",
    "modify_pending_order_address",
    "modify_pending_order_payment",
    "modify_user_address",
    "return_delivered_order_items",
    "exchange_delivered_order_items",
)
State = dict[str, dict[str, dict[str, Any]]]


class Action(BaseModel):
    """One call of an upstream tool."""

    model_config = READ

    name: str
    arguments: dict[str, Any] = {}


class Task(BaseModel):
    """``expected_end_state`` is a diff: collection, id, field, value after.

    ``gold_tool_errors`` are the calls that fail upstream.
    ``opener`` and ``known`` are what the customer wants and knows, in the first person; ``reason``, ``known_info``,
    ``unknown_info`` and ``instructions`` tell it to whoever plays them. ``outputs`` is what they must be told.
    """

    model_config = READ

    id: str
    user_id: str = ""
    gold_actions: tuple[Action, ...]
    expected_end_state: State = {}
    gold_tool_errors: tuple[Any, ...] = ()
    scriptable: bool = True
    opener: str = Field(default="", validation_alias="derived_opener_1p")
    known: str = Field(default="", validation_alias="derived_known_1p")
    request_text: str = ""
    requests: tuple[str, ...] = ()
    reason: str = Field(default="", validation_alias="reason_for_call")
    known_info: str | None = ""
    unknown_info: str | None = ""
    identity: dict[str, str] = {}
    personality: str = ""
    instructions: str = Field(default="", validation_alias=AliasChoices("task_instructions", "instruction"))
    outputs: tuple[str, ...] | None = Field(default=(), validation_alias=AliasChoices("communicate_info", "outputs"))

    @property
    def writes(self) -> tuple[Action, ...]:
        return tuple(action for action in self.gold_actions if action.name in WRITES)

    def user(self, database: TauDatabase) -> str:
        """The user that the task is about: named, or found through an order or the look-ups of the gold actions."""
        if self.user_id:
            return self.user_id
        for action in self.gold_actions:
            if found := _user_of(action, database):
                return found
        return ""


def read_tasks(path: Path) -> tuple[Task, ...]:
    """One JSON object a line. Raises BadWorld, naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadWorld(f"{path} cannot be read: {error.strerror}.") from error
    return tuple(_task(path, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _task(path: Path, number: int, line: str) -> Task:
    try:
        return Task.model_validate(orjson.loads(line))
    except orjson.JSONDecodeError as error:
        raise BadWorld(f"{path}, line {number} is not JSON: {error}.") from error
    except ValidationError as error:
        raise BadWorld(f"{path}, line {number}: {first_problem(error)}") from error


def _user_of(action: Action, database: TauDatabase) -> str:
    said = action.arguments
    if "user_id" in said:
        return str(said["user_id"])
    if (order := database.orders.get(str(said.get("order_id")))) is not None:
        return order.user_id
    for user in database.users.values():
        if said.get("email") == user.email:
            return user.user_id
        name = (user.name.first_name, user.name.last_name, user.address.zip)
        if (said.get("first_name"), said.get("last_name"), said.get("zip")) == name:
            return user.user_id
    return ""
