"""The answer to a step is found by the step's own number, whatever lay between."""

from __future__ import annotations

from tests.evals.stage import case, played


async def test_a_step_without_a_text_has_no_answer() -> None:
    steps = ({"brand": "SMEAR SHOES: hello"}, {"text": "HELP"})
    found = await played(case(*steps, end={"changes": {}}))
    answer = found.answer_to(1)
    assert found.answer_to(0) is None and answer is not None and answer.reply
