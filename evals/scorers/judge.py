"""A model as judge: one call against a rubric, a strict verdict with its reason; anything else is unscored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.errors import ModelError
from agent.model import ChatLine, Model, ModelRequest
from evals.page import PageError, read_page
from evals.record import Line
from evals.score import Score, failed, passed, unscored

_EVALS: Final = Path(__file__).parent.parent
RUBRICS: Final = _EVALS / "rubrics"
_BRIEF: Final = _EVALS / "briefs" / "judge.md"
_STRICT: Final = ConfigDict(frozen=True, extra="forbid", strict=True)


class Rubric(BaseModel):
    """What is judged: ``text`` says when a conversation passes."""

    model_config = _STRICT

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    text: str = Field(min_length=1)


class Verdict(BaseModel):
    """What the judge must answer, with no other key."""

    model_config = _STRICT

    verdict: Literal["pass", "fail"]
    reason: str = Field(min_length=1)


def rubric(name: str, home: Path = RUBRICS) -> Rubric:
    """The rubric page of that name. Raises PageError where it is missing or not in form."""
    path = home / f"{name}.md"
    matter, text = read_page(path)
    try:
        return Rubric.model_validate({**matter, "text": text})
    except ValidationError as error:
        raise PageError(f"{path}: {error}") from error


async def judge(lines: Sequence[Line], by: Rubric, model: Model, deadline_seconds: float = 60.0) -> Score:
    """The score "judge-<rubric>": 1 or 0 with the judge's reason; unscored where the model failed or left the form."""
    name = f"judge-{by.name}"
    if not lines:
        return unscored(name, "nothing was said")
    told = "\n".join(json.dumps({"speaker": line.speaker, "text": line.body}, ensure_ascii=False) for line in lines)
    brief = _BRIEF.read_text(encoding="utf-8").replace("{rubric}", by.text)
    request = ModelRequest(
        lines=(ChatLine(role="system", content=brief), ChatLine(role="user", content=told)),
        tools=(),
        thread_id=name,
        deadline_seconds=deadline_seconds,
    )
    try:
        move = await model.move(request)
    except ModelError as error:
        return unscored(name, f"the judge failed: {type(error).__name__}")
    try:
        said = Verdict.model_validate_json(move.text or "")
    except ValidationError:
        return unscored(name, "the judge did not answer in form")
    return passed(name, said.reason) if said.verdict == "pass" else failed(name, said.reason)
