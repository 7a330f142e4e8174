"""A simulated customer texts the real turn, ends for a reason, and its own failures are never the agent's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from agent.model import Model
from agent.openai_model import Limits, OpenAIModel
from agent.retry import Pace
from agent.testing import ScriptedModel
from evals.case import Step
from evals.persona import Habits, Persona
from evals.play import Play
from evals.simulated import Actor, Conversation, Ended, Goal, converse
from tests.fakes import openai_replies as replies
from tests.fakes.openai_server import KEY, openai_server
from tests.scene import YAN, play, says

PLAIN = Persona(name="plain", patience=4, manner="Writes plainly.")
SLOPPY = PLAIN.model_copy(update={"habits": Habits(typos=0.5, bursts=1.0, lower_case=True)})
GOAL = Goal("Find out what the boots {weigh}.", {"size": "M"})
IMPATIENT = Limits(connect_seconds=5.0, first_byte_seconds=1.0, idle_seconds=1.0)


def thread(answers: int = 8) -> Play:
    return play(YAN, ScriptedModel([says(f"Which boots do you mean? {number}") for number in range(answers)]))[0]


async def talked(*said: str, persona: Persona = PLAIN, seed: int = 1) -> tuple[Conversation, ScriptedModel, Play]:
    model, on = ScriptedModel([says(one) for one in said]), thread()
    return await converse(on, GOAL, Actor(persona, model, seed)), model, on


async def slept(seconds: float) -> None:
    """Waits in no time."""


async def over_http(answers: Sequence[replies.Reply], on: Play) -> tuple[Conversation, int]:
    """The conversation, and how often the server was asked."""
    limits = IMPATIENT if any(one.transport is replies.Transport.HANG for one in answers) else Limits()
    async with openai_server(answers) as server:
        model = OpenAIModel(model="fake", api_key=KEY, base_url=server.url, limits=limits, pace=Pace(sleep=slept))
        done = await converse(on, GOAL, Actor(PLAIN, model, 1))
        await model.aclose()
        assert server.objections == []
        return done, server.asked


async def test_it_texts_until_its_goal_is_reached() -> None:
    done, model, on = await talked("What do the boots weigh?", "The brown ones", "[DONE]")
    assert done.ended is Ended.DONE and done.fault is None and done.error is None
    assert [step.bodies for step in done.steps] == [("What do the boots weigh?",), ("The brown ones",)]
    assert len(on.turns) == 2 and model.finished


async def test_it_reads_only_what_reached_its_phone() -> None:
    _, model, on = await talked("What do the boots weigh?", "[DONE]")
    lines = model.requests[1].lines
    assert [(line.role, line.content) for line in lines[2:]] == [
        ("assistant", "What do the boots weigh?"),
        *(("user", text.body) for text in on.texts[1:]),
    ]
    assert model.requests[1].tools == () and all(not line.calls for line in lines)


async def test_a_text_that_the_carrier_did_not_take_is_not_read() -> None:
    on, model = thread(), ScriptedModel([says("What do the boots weigh?"), says("[DONE]")])
    (lost,) = await on.text("What about the boots?", accepted=False)
    await converse(on, GOAL, Actor(PLAIN, model, 1))
    assert all(line.content != lost for line in model.requests[0].lines)
    assert len(model.requests[0].lines) == 4


async def test_its_brief_has_goal_facts_and_manner_with_braces_as_they_are() -> None:
    _, model, _ = await talked("What do the boots weigh?", "[DONE]")
    brief = model.requests[0].lines[0].content or ""
    assert all(part in brief for part in (GOAL.wants, "- size: M", PLAIN.manner))


async def test_patience_ends() -> None:
    done, _, _ = await talked("What of them?", "And the boots?", "What do they weigh?", "Tell me?")
    assert done.ended is Ended.PATIENCE and len(done.steps) == 4


async def test_it_gives_up_only_after_an_answer() -> None:
    done, _, _ = await talked("What do the boots weigh?", "[GIVE UP]")
    assert done.ended is Ended.GAVE_UP and done.fault is None
    early, _, on = await talked("[GIVE UP]")
    assert early.ended is Ended.FAULT and "before the agent" in (early.fault or "")
    assert on.turns == []


async def test_a_mistake_ends_it_before_the_text_is_sent() -> None:
    done, _, on = await talked("What do the boots weigh?", "How can I help you?")
    assert done.ended is Ended.FAULT and "spoke as the agent" in (done.fault or "")
    assert len(on.turns) == 1 and done.error is None


async def test_it_ends_where_a_person_takes_over() -> None:
    done, _, _ = await talked("human please")
    assert done.ended is Ended.PERSON and len(done.steps) == 1


async def test_a_seed_repeats_the_typing_and_the_steps_are_the_texts_sent() -> None:
    said = ("Hello there everybody. What do those brown boots weigh?", "[DONE]")
    (once, _, on), (again, _, _) = await talked(*said, persona=SLOPPY), await talked(*said, persona=SLOPPY)
    assert once.steps == again.steps
    assert once.steps[0].bodies == tuple(text.body for text in on.texts if text.speaker == "customer")
    assert len(once.steps[0].bodies) == 2
    others = [(await talked(*said, persona=SLOPPY, seed=seed))[0].steps for seed in range(2, 6)]
    assert any(other != once.steps for other in others)


async def test_over_http_it_is_the_same_with_its_usage_counted() -> None:
    done, asked = await over_http([replies.says("What do the boots weigh?"), replies.says("[DONE]")], thread())
    assert (done.ended, asked) == (Ended.DONE, 2)
    assert done.steps == (Step(text=("What do the boots weigh?",)),)
    assert (done.usage.prompt_tokens, done.usage.completion_tokens) == (100, 14)


@pytest.mark.parametrize("fault", [replies.rate_limited("1"), replies.server_error(), replies.hang()])
async def test_over_http_a_passing_fault_is_retried(fault: replies.Reply) -> None:
    answers = [replies.says("What do the boots weigh?"), fault, replies.says("[DONE]")]
    done, asked = await over_http(answers, thread())
    assert (done.ended, asked, done.error) == (Ended.DONE, 3, None)


@pytest.mark.parametrize(
    "fault",
    [
        replies.rate_limited("600"),
        replies.server_error(),
        replies.hang(),
        replies.half_json(),
        replies.wrong_key(),
        replies.refused(),
        replies.silent(),
        replies.quota_gone(),
    ],
)
async def test_over_http_a_lasting_fault_is_an_error_of_the_run(fault: replies.Reply) -> None:
    on = thread()
    done, _ = await over_http([replies.says("What do the boots weigh?"), *[fault] * 8], on)
    assert done.ended is Ended.ERROR and "customer's model" in (done.error or "")
    assert done.fault is None and len(done.steps) == len(on.turns) == 1
    assert all(turn.handoff is None for turn in on.turns)


async def test_two_customers_at_once_do_not_mix() -> None:
    async def one(words: str) -> Conversation:
        model: Model = ScriptedModel([says(words), says("[DONE]")])
        return await converse(thread(), GOAL, Actor(PLAIN, model, 1))

    first, second = await asyncio.gather(one("What do the boots weigh?"), one("Are the boots warm?"))
    assert first.steps[0].bodies != second.steps[0].bodies
