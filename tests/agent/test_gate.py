"""What is decided before any model: a forbidden model stands behind every test here."""

from __future__ import annotations

import pytest

from agent.outcome import ConsentChange, TextKind
from agent.testing import ScriptedModel
from agent.transcript import Owner
from tests.scene import DANAI, LEE, MAYA, NOBODY, SMEAR, calls, play, says
from tools.base import HandoffReason

OURS = SMEAR.model_copy(update={"carrier_confirms": False})


@pytest.mark.parametrize(
    "body", ["STOP", "stop.", "Unsubscribe", "s t o p", "🛑", "stop texting me", "take me off your list"]
)
async def test_an_opt_out_is_settled_without_a_model(body: str) -> None:
    thread, _ = play(DANAI, brand=OURS)
    sent = await thread.text(body)
    assert thread.turns[-1].consent is ConsentChange.OPT_OUT
    assert len(sent) == 1 and "unsubscribed" in sent[0]
    assert thread.turns[-1].texts[0].kind is TextKind.OPT_OUT


async def test_a_second_stop_is_not_confirmed_again() -> None:
    thread, _ = play(DANAI, brand=OURS)
    await thread.text("STOP")
    assert await thread.text("STOP") == ()


@pytest.mark.parametrize("burst", [("STOP", "HELP"), ("ugh enough", "stop texting me"), ("dejen de", "escribirme")])
async def test_a_burst_counts_by_the_gravest_of_its_texts(burst: tuple[str, str]) -> None:
    thread, _ = play(DANAI, brand=OURS)
    sent = await thread.text(*burst)
    assert thread.opted_out and len(sent) == 1
    assert thread.turns[-1].texts[0].kind is TextKind.OPT_OUT


async def test_a_start_after_a_stop_counts_in_a_burst_too() -> None:
    thread, _ = play(DANAI, brand=OURS)
    await thread.text("STOP", "START", "HELP")
    assert thread.turns[-1].consent is ConsentChange.OPT_IN


async def test_where_the_carrier_confirms_we_do_not() -> None:
    thread, _ = play(DANAI)
    assert await thread.text("STOP") == ()
    assert thread.opted_out
    other, _ = play(DANAI)
    assert len(await other.text("stop texting me")) == 1


async def test_a_bare_cancel_opts_out_and_asks_a_person_about_the_order() -> None:
    thread, shop = play(MAYA, brand=OURS)
    sent = await thread.text("CANCEL")
    turn = thread.turns[-1]
    assert "No order was changed" in sent[0]
    assert turn.handoff is not None and turn.handoff.reason is HandoffReason.CANCEL_KEYWORD
    assert "12347" in turn.handoff.ask
    order = await shop.order("12347")
    assert order is not None and order.state == "label_created"


async def test_a_bare_cancel_without_an_open_order_is_only_an_opt_out() -> None:
    thread, _ = play(LEE, brand=OURS)
    await thread.text("cancel")
    assert thread.turns[-1].handoff is None and thread.opted_out


async def test_start_opts_in_again() -> None:
    thread, _ = play(DANAI, brand=OURS)
    await thread.text("STOP")
    assert "resubscribed" in (await thread.text("START"))[0]
    assert not thread.opted_out


async def test_help_is_answered_and_yes_is_no_keyword() -> None:
    thread, _ = play(DANAI)
    assert "Reply STOP to opt out" in (await thread.text("HELP"))[0]


async def test_a_service_question_after_stop_goes_to_a_person_and_nothing_is_sent() -> None:
    thread, _ = play(DANAI)
    await thread.text("STOP")
    assert await thread.text("where is my order") == ()
    assert thread.turns[-1].status == "human"
    assert thread.turns[-1].handoff is not None


async def test_while_a_person_owns_the_thread_the_agent_is_silent() -> None:
    thread, _ = play(DANAI)
    thread.owner = Owner.PERSON
    assert await thread.text("hello?") == ()
    assert thread.turns[-1].status == "human"
    await thread.text("STOP")
    assert thread.opted_out


@pytest.mark.parametrize("body", ["Loved “Text STOP to opt out.”", "Liked “... reply CONFIRM”", "Le gustó “hola”"])
async def test_a_tapback_is_silence_and_never_a_command(body: str) -> None:
    thread, _ = play(DANAI)
    assert await thread.text(body) == ()
    assert not thread.opted_out


async def test_a_questioned_text_offers_help_once() -> None:
    thread, _ = play(DANAI)
    assert len(await thread.text("Questioned “Your order is on its way”")) == 1
    assert await thread.text("Questioned “Your order is on its way”") == ()


@pytest.mark.parametrize(
    "body", ["I'm driving with Do Not Disturb While Driving turned on.", "[Auto-reply] I am out of office"]
)
async def test_an_auto_reply_is_not_answered(body: str) -> None:
    thread, _ = play(DANAI)
    assert await thread.text(body) == ()


async def test_a_photo_alone_goes_to_a_person() -> None:
    thread, _ = play(DANAI)
    sent = await thread.text("", media=1)
    assert "photo" in sent[0]
    assert thread.turns[-1].handoff is not None and thread.turns[-1].handoff.reason is HandoffReason.PHOTO


async def test_a_blank_text_is_answered() -> None:
    thread, _ = play(NOBODY)
    assert "empty text" in (await thread.text("  "))[0]


async def test_a_bot_question_is_answered_truthfully() -> None:
    thread, _ = play(DANAI)
    assert "AI assistant" in (await thread.text("am i talking to a robot"))[0]


async def test_a_request_for_a_person_is_met_at_once_with_a_time() -> None:
    thread, _ = play(DANAI)
    sent = await thread.text("let me talk to a human")
    assert "A person will reply here by 11 AM" in sent[0]
    assert thread.owner is Owner.PERSON


async def test_a_card_number_is_answered_kindly() -> None:
    thread, _ = play(DANAI)
    assert "card numbers by text" in (await thread.text("here: [card removed] 12/29"))[0]


@pytest.mark.parametrize("body", ["CONFIRM", "BUY", "confirmed."])
async def test_a_word_with_nothing_open_changes_nothing(body: str) -> None:
    thread, shop = play(MAYA)
    before = await shop.orders(MAYA)
    assert "Nothing is waiting" in (await thread.text(body))[0]
    assert await shop.orders(MAYA) == before


async def test_wrong_number_is_suppressed_without_a_word_about_the_order() -> None:
    thread, _ = play(DANAI)
    sent = await thread.text("you have the wrong number")
    assert thread.turns[-1].consent is ConsentChange.WRONG_NUMBER
    assert "12345" not in sent[0]


async def test_a_named_subscription_is_not_taken_for_an_opt_out() -> None:
    model = ScriptedModel([calls("cancel_subscription", item="Loose Chalk 300 g")])
    thread, _ = play(LEE, model)
    assert "CONFIRM" in (await thread.text("cancel my loose chalk subscription"))[-1]


async def test_an_unnamed_subscription_is_asked_about_once() -> None:
    thread, _ = play(LEE)
    sent = await thread.text("stop my subscription")
    assert "Loose Chalk 300 g or Liquid Chalk 200 ml" in sent[0]
    assert thread.turns[-1].consent is ConsentChange.HOLD_MARKETING and not thread.opted_out


@pytest.mark.parametrize(
    "body", ["no wait, the other one", "undo that", "oops wrong order", "I didn't mean to cancel it"]
)
async def test_a_change_of_mind_after_the_deed_goes_to_a_person(body: str) -> None:
    thread, _ = play(MAYA, ScriptedModel([calls("cancel_order", order=None)]))
    await thread.text("please cancel my order")
    assert thread.effects == ["cancel_order"]
    sent = await thread.text(body)
    assert thread.owner is Owner.PERSON and "nothing was changed" not in sent[0]


@pytest.mark.parametrize("body", ["no thanks", "no problem", "No, that's all", "thanks"])
async def test_a_polite_no_after_the_deed_is_no_regret(body: str) -> None:
    model = ScriptedModel([calls("cancel_order", order=None), says("You're welcome!")])
    thread, _ = play(MAYA, model)
    await thread.text("please cancel my order")
    await thread.text(body)
    assert thread.owner is Owner.AGENT
