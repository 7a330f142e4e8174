"""The user of a task: told to a model, or as one message and a yes."""

from __future__ import annotations

from agent.testing import ScriptedModel
from evals.case import Step
from evals.persona import persona
from evals.simulated import Ended
from evals.tau.customer import MOST_TEXTS, customer_of, opener_of, ours, say_and_agree
from evals.tau.task import Task
from tests.scene import YAN, calls, play, says

ASKED = Task.model_validate(
    {
        "id": "1",
        "gold_actions": [],
        "reason_for_call": "You want to return the lamp of #W1000002.",
        "known_info": "You are Ann Reed in zip code 80203.",
        "unknown_info": "You do not remember your email.",
        "task_instructions": "You are brief.",
        "derived_opener_1p": "I want to return the lamp of #W1000002.",
        "derived_known_1p": "I am Ann Reed in zip code 80203.",
    }
)


def test_order_ids_are_written_as_our_shop_writes_them() -> None:
    assert ours("orders #W1000002 and #W5, size W30") == "orders #1000002 and #5, size W30"


def test_a_model_is_told_the_goal_the_manner_and_what_is_known_and_not() -> None:
    customer = customer_of(ASKED, seed=3)
    assert customer.wants == "You want to return the lamp of #1000002.\nYou are brief."
    assert set(customer.facts.values()) == {ASKED.known_info, ASKED.unknown_info}
    assert customer.seed == 3 and customer.played_as() == persona("tau")


def test_a_task_of_the_other_form_says_who_they_are() -> None:
    other = Task.model_validate(
        {
            "id": "train1",
            "gold_actions": [],
            "request_text": "Cancel #W1000001.",
            "identity": {"first_name": "Ann", "last_name": "Reed", "zip": "80203"},
            "personality": "patient",
        }
    )
    customer = customer_of(other)
    assert "Ann Reed 80203" in customer.facts["what you know"] and "You are: patient." in customer.wants
    assert opener_of(other) == "Cancel #1000001."


def test_what_cannot_be_told_in_one_message_has_no_opener() -> None:
    assert opener_of(ASKED.model_copy(update={"scriptable": False})) == ""


async def agreed(model: ScriptedModel) -> tuple[Ended, list[str], tuple[str, ...]]:
    thread, _ = play(YAN, model)
    sent: list[str] = []

    async def send(step: Step) -> None:
        sent.extend(step.bodies)
        await thread.text(*step.bodies)

    found = await say_and_agree(ASKED, thread, send)
    assert [body for step in found.steps for body in step.bodies] == sent and found.model == ""
    return found.ended, sent, tuple(thread.effects)


async def test_it_says_everything_at_once_and_agrees_to_what_is_shown() -> None:
    ended, sent, done = await agreed(ScriptedModel([calls("return_items", order="12348", items=None)]))
    assert (ended, done) == (Ended.DONE, ("return_items",))
    assert sent == ["I want to return the lamp of #1000002.", "CONFIRM"]


async def test_asked_once_it_tells_what_it_knows_and_then_gives_up() -> None:
    ended, sent, done = await agreed(ScriptedModel([says("Which order?"), says("Which order, please?")]))
    assert (ended, done) == (Ended.GAVE_UP, ())
    assert sent[1:] == ["I am Ann Reed in zip code 80203."]


async def test_a_person_ends_it() -> None:
    ended, sent, _ = await agreed(ScriptedModel([calls("hand_over", reason="asked_for_person", ask="Help.")]))
    assert ended is Ended.PERSON and len(sent) == 1 < MOST_TEXTS
