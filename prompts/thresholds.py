"""The thresholds in force: how sure is sure enough, as numbers in a file that a brand may change."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from prompts.template import PromptError

FILE: Final = "thresholds.toml"
MEND: Final = "Write one name = number a line, as in prompts/base/thresholds.toml."

_WANTED: Final = {"shadow": "true or false", "no_answer": '"ask" or "hand_over"'}

Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]


class Thresholds(BaseModel):
    """Confidences between 0 and 1; "above" includes the number itself.

    ``handoff_below``: under it a person answers. ``at_once_above``: an action with ``confirm: when_unsure`` is done
    without a preview. ``cascade_answer_above``, ``cascade_act_above``: the embedded model answers, or starts what ends
    in a proposal, in place of the large one. ``shadow``: what ``handoff_below`` would hand over is noted, not done.
    ``shadow_handoff_below``: a value that is tried out, noted and never done; 0 tries nothing. ``no_answer``: where the
    articles have none, ``ask`` asks a colleague and keeps the thread, ``hand_over`` offers a person (S89).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    handoff_below: Share = 0.35
    at_once_above: Share = 0.7
    cascade_answer_above: Share = 0.8
    cascade_act_above: Share = 0.9
    shadow: Annotated[bool, Field(strict=True)] = False
    shadow_handoff_below: Share = 0.0
    no_answer: Literal["ask", "hand_over"] = "ask"

    @model_validator(mode="after")
    def _acting_is_harder(self) -> Thresholds:
        if self.cascade_act_above < self.cascade_answer_above:
            raise ValueError(
                "cascade_act_above must not lie below cascade_answer_above: acting needs more than telling."
            )
        return self


def parse_thresholds(place: str, text: str, under: Thresholds) -> Thresholds:
    """``under`` with what the file says instead. Raises PromptError that names the place, the name and the value."""
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PromptError(place, f"cannot be read: {error}.", MEND) from error
    try:
        return Thresholds.model_validate({**under.model_dump(), **values})
    except ValidationError as error:
        raise PromptError(place, _words(error), MEND) from error


def _words(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        return f"there is no threshold {name!r}; there are {', '.join(Thresholds.model_fields)}."
    if not name:
        return str(first["msg"]).removeprefix("Value error, ")
    wanted = _WANTED.get(name, "a number between 0 and 1")
    return f"{name} is {first['input']!r} and must be {wanted}."
