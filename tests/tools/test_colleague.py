"""Tests of tools.colleague: one line for a colleague, and only where one may be asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tools.desk import desk
from tools.arguments import ColleagueQuestion
from tools.base import Asked, BadArguments
from tools.colleague import LONGEST_QUESTION, ask_colleague
from tools.demo.people import DANAI


async def ask(question: str, may_ask: bool = True) -> object:
    context = replace((await desk(DANAI)).ctx, may_ask=may_ask)
    return await ask_colleague.run(ColleagueQuestion(question=question), context)


async def test_a_question_is_one_short_line() -> None:
    assert await ask("is it\n  vegan? ") == Asked("is it vegan?")
    asked = await ask("x" * 1000)
    assert isinstance(asked, Asked) and len(asked.question) == LONGEST_QUESTION


@pytest.mark.parametrize(
    ("question", "may_ask", "code"), [("vegan?", False, "may_not_ask"), (" ", True, "empty_question")]
)
async def test_where_nobody_may_be_asked_nobody_is(question: str, may_ask: bool, code: str) -> None:
    with pytest.raises(BadArguments) as refused:
        await ask(question, may_ask)
    assert refused.value.code == code
