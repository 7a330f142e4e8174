"""Talk about subscriptions."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import LEE, YAN


async def test_a_named_subscription_is_skipped() -> None:
    (preview,) = await thread(LEE).text("skip my loose chalk this month")
    assert "skip your Loose Chalk 300 g" in preview and "CONFIRM" in preview


async def test_with_two_subscriptions_it_asks_which() -> None:
    play = thread(LEE)
    (question,) = await play.text("skip my next delivery")
    assert "Loose Chalk 300 g" in question and "Liquid Chalk 200 ml" in question
    (preview,) = await play.text("the liquid one")
    assert "skip your Liquid Chalk 200 ml" in preview


async def test_putting_off_counts_from_the_next_delivery() -> None:
    (preview,) = await thread(LEE).text("push my liquid chalk back two weeks")
    assert "Jun 30" in preview and "Jul 14" in preview


async def test_a_day_is_asked_for_and_read() -> None:
    play = thread(LEE)
    (question,) = await play.text("delay my loose chalk")
    assert "What day" in question
    (preview,) = await play.text("july 1")
    assert "Jul 1" in preview


async def test_one_product_is_swapped_for_another() -> None:
    (preview,) = await thread(LEE).text("swap the loose chalk for the liquid chalk in my subscription")
    assert "Liquid Chalk 200 ml instead of Loose Chalk 300 g" in preview


async def test_subscriptions_are_listed_with_their_next_day() -> None:
    (said,) = await thread(LEE).text("what subscriptions do I have")
    assert "Loose Chalk 300 g" in said and "Jun 30" in said


async def test_who_has_none_is_told_so() -> None:
    (said,) = await thread(YAN).text("skip my next subscription delivery")
    assert "can't find an active subscription" in said
