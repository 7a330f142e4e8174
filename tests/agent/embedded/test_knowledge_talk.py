"""Talk about how the shop works: only what an article says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.embedded.knowledge_talk import answer_from_articles, tells_of
from agent.embedded.scene import Result
from agent.embedded.words import LONGEST_CHARS
from agent.model import ToolCall
from evals.play import Play
from prompts.thresholds import Thresholds
from tests.agent.embedded.thread import talk, thread
from tests.scene import YAN, play


def _found(*texts: str) -> Result:
    passages = [{"id": "a", "title": "A", "heading": "A", "text": text, "score": 0.9} for text in texts]
    return Result(ToolCall(id="1", name="search_knowledge", arguments={}), True, "", {"passages": passages})


async def test_a_policy_is_told_from_its_article() -> None:
    play = thread(YAN)
    (said,) = await play.text("what's your return policy")
    assert "30 days" in said
    assert play.turns[-1].basis.passages and play.turns[-1].proposal is None


async def test_a_question_about_an_act_does_not_do_it() -> None:
    play = thread(YAN)
    await play.text("how do returns work")
    assert play.turns[-1].proposal is None and play.turns[-1].basis.passages


def _who_hands_over() -> Play:
    """Nothing is in the articles, and the brand wants a person offered."""
    made, _ = play(YAN, thread(YAN).deps.model)
    made.deps = replace(made.deps, fixed_thresholds=Thresholds(no_answer="hand_over"))
    return made


async def test_what_no_article_answers_is_asked_of_a_colleague_and_the_thread_is_kept() -> None:
    from_nothing, _ = play(YAN, thread(YAN).deps.model)
    (said,) = await from_nothing.text("do you ship to canada")
    turn = from_nothing.turns[-1]
    assert "asking a colleague" in said and "11 AM" in said
    assert turn.question is not None and "canada" in turn.question.ask
    assert turn.handoff is None
    (said,) = await from_nothing.text("where is my order")
    assert "12348" in said or "#" in said


async def test_a_second_question_while_one_is_open_brings_the_offer_of_a_person_and_then_one() -> None:
    from_nothing, _ = play(YAN, thread(YAN).deps.model)
    await from_nothing.text("do you ship to canada")
    (said,) = await from_nothing.text("what about your privacy policy")
    assert "pass it to a person" in said and from_nothing.turns[-1].question is None
    await from_nothing.text("yes")
    assert from_nothing.turns[-1].handoff is not None


async def test_no_article_is_admitted_and_twice_brings_a_person() -> None:
    from_nothing = _who_hands_over()
    (said,) = await from_nothing.text("do you ship to canada")
    assert "don't have an answer" in said
    await from_nothing.text("what about your privacy policy")
    assert from_nothing.turns[-1].handoff is not None


async def test_a_yes_to_a_person_brings_one_with_the_question() -> None:
    from_nothing = _who_hands_over()
    await from_nothing.text("do you ship to canada")
    await from_nothing.text("yes")
    handoff = from_nothing.turns[-1].handoff
    assert handoff is not None and "canada" in handoff.ask


def test_an_answer_is_whole_sentences_of_plain_text() -> None:
    said = answer_from_articles(
        talk("returns?"), _found("**Yes**, see [our page](https://x.example). " + "More words. " * 60)
    )
    assert said is not None
    assert said.startswith("Yes, see our page.") and said.endswith(".") and len(said) <= LONGEST_CHARS


def test_nothing_found_is_no_answer() -> None:
    assert answer_from_articles(talk("returns?"), _found()) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("whats the zephyr like", True),
        ("tell me more about the zephyr", True),
        ("is the zephyr grippy", True),
        ("does the zephyr have a wide toe box?", True),
        ("how much does the zephyr weigh", False),
        ("zephyr heel to toe drop in mm", False),
        ("cuanto pesa el zephyr", False),
    ],
)
def test_a_description_is_given_for_what_it_tells_of_alone(question: str, told: bool) -> None:
    assert tells_of("Zephyr, $90.00: A light shoe with a grippy sole and a wide toe box.", question, "Zephyr") is told
