"""A whole turn with a scripted model: what is said, previewed, done at once, redrafted, or handed over."""

from __future__ import annotations

from agent.errors import ModelRefused, ModelUnavailable
from agent.model import Move
from agent.testing import BrokenModel, ScriptedModel
from agent.transcript import Ask, Owner
from tests.scene import DANAI, LEE, MAYA, NOBODY, PRIYA, STEPHANIE, YAN, always, calls, play, says
from tools.base import HandoffReason

SIZE_CHANGE = (
    "Help! I ordered the Scarpa Drago in a size 8, but I think I need an 8.5. Is it too late to change my order?"
)
LARGER = calls("change_item", order=None, item=None, size="8.5", color=None)


async def test_a_grounded_reply_is_sent_as_it_is() -> None:
    model = ScriptedModel([calls("track_order", order=None), says("Order #12345 should arrive tomorrow.")])
    thread, _ = play(DANAI, model)
    assert await thread.text("where is my order?") == ("Order #12345 should arrive tomorrow.",)
    assert thread.turns[-1].basis.tools == ("track_order",)
    assert thread.turns[-1].basis.decided_by == "scripted"
    assert thread.turns[-1].basis.prompt_version


async def test_an_ungrounded_reply_is_redrafted_once() -> None:
    model = ScriptedModel([says("It arrives Jun 30."), says("Let me look that up. Which order is it about?")])
    thread, _ = play(DANAI, model)
    assert await thread.text("where is my order?") == ("Let me look that up. Which order is it about?",)
    assert "Jun 30" in (model.requests[-1].lines[-1].content or "")


async def test_a_reply_that_stays_ungrounded_goes_to_a_person() -> None:
    thread, _ = play(DANAI, ScriptedModel([says("It arrives Jun 30."), says("I've cancelled it.")]))
    sent = await thread.text("where is my order?")
    assert thread.turns[-1].handoff is not None
    assert thread.turns[-1].handoff.reason is HandoffReason.UNGROUNDED
    assert "Jun 30" not in sent[0] and "cancelled" not in sent[0]


async def test_a_size_change_that_the_text_itself_asks_for_is_done_at_once() -> None:
    thread, shop = play(STEPHANIE, ScriptedModel([LARGER]))
    sent = await thread.text(SIZE_CHANGE)
    order = await shop.order("12346")
    assert order is not None and order.lines[0].options == {"size": "8.5"}
    assert "8.5" in sent[0]


async def test_where_the_brand_always_confirms_it_is_previewed() -> None:
    thread, shop = play(STEPHANIE, ScriptedModel([LARGER]), world=always)
    sent = await thread.text(SIZE_CHANGE)
    order = await shop.order("12346")
    assert order is not None and order.lines[0].options == {"size": "8"}
    assert "CONFIRM" in sent[0]


async def test_a_model_that_cancels_what_nobody_asked_for_gets_only_a_preview() -> None:
    thread, shop = play(MAYA, ScriptedModel([calls("cancel_order", order=None)]))
    sent = await thread.text("hi there")
    order = await shop.order("12347")
    assert order is not None and order.state == "label_created"
    assert "CONFIRM" in sent[0]


async def test_an_order_of_somebody_else_is_like_one_that_does_not_exist() -> None:
    answers = []
    for number in ("12345", "99999"):
        model = ScriptedModel([calls("cancel_order", order=number), says("I can't find that order.")])
        thread, _ = play(MAYA, model)
        await thread.text(f"cancel order {number}")
        answers.append((model.requests[-1].lines[-1].content or "").replace(number, "N"))
    assert answers[0] == answers[1]


async def test_an_unknown_number_gets_no_order_tools() -> None:
    model = ScriptedModel([says("Happy to help. What are you looking for?")])
    thread, _ = play(NOBODY, model)
    await thread.text("hi")
    names = {tool["function"]["name"] for tool in model.requests[0].tools}
    assert "search_products" in names and not names & {"find_orders", "cancel_order", "buy"}


async def test_the_lead_of_a_proposal_is_sent_before_its_preview() -> None:
    lead = "Order #12349 has not shipped yet."
    cancel = calls("cancel_order", order="12350").model_copy(update={"text": lead})
    thread, _ = play(PRIYA, ScriptedModel([calls("track_order", order="12349"), cancel]))
    sent = await thread.text("where is 12349? and pls drop the other one")
    assert sent[0] == lead and "12350" in sent[1]


async def test_a_lead_that_claims_what_was_not_done_is_dropped() -> None:
    cancel = calls("cancel_order", order="12350").model_copy(update={"text": "I've cancelled it for you!"})
    thread, _ = play(PRIYA, ScriptedModel([cancel]))
    sent = await thread.text("pls drop the instinct one")
    assert len(sent) == 1 and "CONFIRM" in sent[0]


async def test_a_question_in_the_middle_shows_the_preview_again() -> None:
    model = ScriptedModel([calls("return_items", order=None, items=None), says("Any way you like.")])
    thread, shop = play(YAN, model)
    preview = (await thread.text("I want to return my order"))[0]
    assert await thread.text("can I pack it in any box?") == ("Any way you like.", preview)
    await thread.text("CONFIRM")
    assert thread.effects == ["return_items"]


async def test_a_broken_model_ends_with_a_person_and_a_promise() -> None:
    for error in (ModelUnavailable("down"), ModelRefused("no")):
        thread, _ = play(DANAI, BrokenModel(error))
        sent = await thread.text("where is my order")
        assert thread.owner is Owner.PERSON
        assert "A person" in sent[0] or "a colleague" in sent[0]


async def test_endless_tool_calls_end_with_a_person() -> None:
    thread, _ = play(DANAI, ScriptedModel([calls("find_orders", order=None)] * 6))
    await thread.text("where is my order")
    assert thread.turns[-1].handoff is not None and thread.turns[-1].handoff.reason is HandoffReason.LOOP


async def test_the_same_answer_for_the_third_time_is_a_loop() -> None:
    thread, _ = play(DANAI, ScriptedModel([says("What would you like?")] * 3))
    for _ in range(3):
        await thread.text("hmm")
    assert thread.turns[-1].handoff is not None and thread.turns[-1].handoff.reason is HandoffReason.LOOP


async def test_the_same_question_for_the_third_time_is_a_loop() -> None:
    ask = Ask(intent="cancel_order", missing="order")
    moves = [Move(text=text, ask=ask) for text in ("Which order?", "Which one is it?", "Which order do you mean?")]
    thread, _ = play(PRIYA, ScriptedModel(moves))
    for _ in range(3):
        await thread.text("cancel it")
    assert thread.owner is Owner.PERSON


async def test_low_confidence_goes_to_a_person() -> None:
    thread, _ = play(DANAI, ScriptedModel([says("Maybe.", confidence=0.2)]))
    await thread.text("qwerty")
    turn = thread.turns[-1]
    assert turn.handoff is not None and turn.handoff.reason is HandoffReason.LOW_CONFIDENCE
    assert turn.basis.confidence == 0.2 and "start=0.20" in turn.basis.reasons


async def test_the_first_reply_says_that_it_is_an_ai_and_the_second_does_not() -> None:
    thread, _ = play(LEE, ScriptedModel([says("Hi Lee!"), says("Sure.")]))
    thread.introduced = False
    assert "AI" in (await thread.text("hi"))[0]
    assert await thread.text("thanks") == ("Sure.",)


async def test_a_card_number_beside_a_request_is_told_and_the_request_answered() -> None:
    thread, _ = play(DANAI, ScriptedModel([calls("track_order", order=None), says("It should arrive tomorrow.")]))
    sent = await thread.text("my card is [card removed] please tell me where my order is right now")
    assert "card numbers" in sent[0] and "tomorrow" in sent[1]


async def test_curly_quotes_never_leave() -> None:
    thread, _ = play(DANAI, ScriptedModel([says("It’s “fine” – what else…")]))
    assert (await thread.text("ok?"))[0] == 'It\'s "fine" - what else...'


async def test_a_preview_of_what_sold_out_meanwhile_is_not_shown_again_but_closed() -> None:
    model = ScriptedModel([calls("buy", keyword="RESOLE"), Move(text="We open at 9."), Move(text="We open at 9.")])
    thread, shop = play(LEE, model)
    assert any("BUY" in body for body in await thread.text("RESOLE please"))
    assert any("BUY" in body for body in await thread.text("when do you open?"))
    kit = next(product for product in await shop.products() if product.id == "resole-kit")
    shop.put_product(kit.model_copy(update={"variants": (kit.variants[0].model_copy(update={"stock": 0}),)}))
    assert not any("BUY" in body for body in await thread.text("when do you open?"))
    assert thread.transcript().open_proposals == ()
