"""Talk about how the shop works: only what an article says."""

from __future__ import annotations

from agent.embedded.knowledge_talk import answer_from_articles
from agent.embedded.scene import Result
from agent.embedded.words import LONGEST_CHARS
from agent.model import ToolCall
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


async def test_no_article_is_admitted_and_twice_brings_a_person() -> None:
    from_nothing, _ = play(YAN, thread(YAN).deps.model)
    (said,) = await from_nothing.text("do you ship to canada")
    assert "don't have an answer" in said
    await from_nothing.text("what about your privacy policy")
    assert from_nothing.turns[-1].handoff is not None


async def test_a_yes_to_a_person_brings_one_with_the_question() -> None:
    from_nothing, _ = play(YAN, thread(YAN).deps.model)
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
