"""The cascade gives each text to the model that should have it, and says why."""

from __future__ import annotations

import pytest

from agent.breaker import Breaker
from agent.cascade import CANNOT, ITS_FLOW, ITS_TURN, REDRAFT, CascadeModel
from agent.errors import ModelUnavailable
from agent.fallback import FallbackModel
from agent.model import ChatLine, Model, ModelRequest, Move, ToolCall
from agent.testing import BrokenModel, ForbiddenModel, ScriptedModel
from agent.tokens import TokenCounter
from agent.transcript import Ask
from prompts.thresholds import Thresholds
from tests.agent.embedded.thread import model as real_embedded
from tests.scene import MAYA, YAN, calls, play, says, user


def cascade(embedded: Model, large: Model, thresholds: Thresholds | None = None) -> CascadeModel:
    return CascadeModel(embedded, large, lambda: thresholds or Thresholds(), TokenCounter())


def scripted(*moves: Move, name: str = "embedded") -> ScriptedModel:
    return ScriptedModel(moves, name=name)


def request(*lines: ChatLine) -> ModelRequest:
    return ModelRequest(lines=lines or (user("hi"),), tools=(), thread_id="t")


def ask(intent: str, confidence: float, missing: str = "order") -> Move:
    return Move(text="Which order?", ask=Ask(intent=intent, missing=missing), confidence=confidence)


PROPOSES = calls("cancel_order", order="12345")


@pytest.mark.parametrize(
    ("move", "reason"),
    [
        (says("It ships Friday.", 0.8), "cascade:embedded,0.80>=0.80"),
        (ask("order_status", 0.85), "cascade:embedded,0.85>=0.80"),
        (ask("cancel_order", 0.9), "cascade:embedded,0.90>=0.90"),
        (PROPOSES.model_copy(update={"confidence": 0.93}), "cascade:embedded,0.93>=0.90"),
        (calls("hand_over", reason="photo", ask="x").model_copy(update={"confidence": 0.9, "reasons": ("photo",)}),
         "cascade:embedded,0.90>=0.80"),
    ],
)  # fmt: skip
async def test_the_embedded_model_answers_what_it_is_sure_of(move: Move, reason: str) -> None:
    taken = await cascade(scripted(move), ForbiddenModel()).move(request())
    assert (taken.text, taken.calls, taken.model, taken.reasons[-1]) == (move.text, move.calls, "embedded", reason)
    assert taken.spared.prompt_tokens > 0


@pytest.mark.parametrize(
    ("move", "reason"),
    [
        (says("It ships Friday.", 0.79), "cascade:large,0.79<0.80"),
        (says("It ships Friday."), "cascade:large,0.00<0.80"),
        (ask("cancel_order", 0.85), "cascade:large,0.85<0.90"),
        (PROPOSES.model_copy(update={"confidence": 0.85}), "cascade:large,0.85<0.90"),
        (ask("clarify", 0.95, "intent"), CANNOT),
        (ask("person", 0.95, "person"), CANNOT),
        (calls("hand_over", reason="other", ask="x").model_copy(update={"confidence": 0.9}), CANNOT),
    ],
)
async def test_the_rest_goes_to_the_large_model(move: Move, reason: str) -> None:
    large = scripted(says("From the large one."), name="gpt")
    taken = await cascade(scripted(move), large).move(request())
    assert (taken.text, taken.model, taken.reasons) == ("From the large one.", "gpt", (reason,))
    assert taken.spared.prompt_tokens == 0


async def test_nothing_found_is_no_answer_however_sure() -> None:
    look = ChatLine(role="assistant", calls=(ToolCall(id="embedded_1_x", name="search_products", arguments={}),))
    empty = ChatLine(role="tool", call_id="embedded_1_x", content='{"ok": true, "products": []}')
    embedded = scripted(says("We have none.", 1.0), ask("return_order", 1.0, "item"))
    model = cascade(embedded, scripted(says("From the large one."), name="gpt"))
    assert (await model.move(request(user("hi"), look, empty))).reasons == (CANNOT,)
    assert (await model.move(request(user("hi"), look, empty))).model == "embedded"


async def test_a_brands_threshold_moves_the_line() -> None:
    strict = cascade(scripted(says("x", 0.9)), scripted(says("y"), name="gpt"), Thresholds(cascade_answer_above=0.9))
    assert (await strict.move(request())).text == "x"
    stricter = Thresholds(cascade_answer_above=0.95, cascade_act_above=0.95)
    assert (await cascade(scripted(says("x", 0.9)), scripted(says("y")), stricter).move(request())).text == "y"


async def test_looking_something_up_is_free_and_spares_nothing_yet() -> None:
    looked = await cascade(scripted(calls("find_orders")), ForbiddenModel()).move(request())
    assert (looked.model, looked.reasons, looked.spared.prompt_tokens) == ("embedded", (), 0)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((user("hi"), ChatLine(role="assistant", calls=(ToolCall(id="call_1", name="find_orders", arguments={}),)),
          ChatLine(role="tool", call_id="call_1", content="{}")), ITS_TURN),
        ((user("hi"), ChatLine(role="assistant", content="x"), ChatLine(role="system", content="again")), REDRAFT),
        ((ChatLine(role="assistant", content="A?", ask=Ask(intent="large_model", missing="answer")), user("a")),
         ITS_FLOW),
    ],
)  # fmt: skip
async def test_what_the_large_model_began_it_finishes(lines: tuple[ChatLine, ...], reason: str) -> None:
    large = scripted(says("Done."), name="gpt")
    taken = await cascade(ForbiddenModel(), large).move(request(*lines))
    assert taken.reasons == (reason,)
    assert all(line.ask is None for line in large.requests[0].lines)


async def test_when_the_large_model_fails_the_embedded_one_answers_after_all() -> None:
    unsure = scripted(says("Hm.", 0.5), says("Hm.", 0.5))
    large = FallbackModel(BrokenModel(ModelUnavailable("down")), unsure, Breaker())
    taken = await cascade(unsure, large).move(request())
    assert (taken.text, taken.model) == ("Hm.", "embedded")
    assert taken.reasons == ("fallback:model_unavailable", "cascade:large,0.50<0.80")
    assert taken.spared.prompt_tokens == 0


async def test_a_thread_says_who_answered_each_text_and_why() -> None:
    large = scripted(says("We have two: red or blue. Which one?"), says("Blue it is."), name="gpt")
    thread, _ = play(YAN, cascade(real_embedded(), large))
    await thread.text("where is my order")
    first = thread.turns[-1].basis
    assert first.decided_by == "embedded" and first.reasons[-2].startswith("cascade:embedded,")
    assert first.spared.prompt_tokens > first.spared.cached_tokens > 0 and first.usage.prompt_tokens == 0
    await thread.text("zorp the flimmer quux sideways")
    assert thread.turns[-1].basis.decided_by == "gpt"
    await thread.text("where is my order")
    assert ITS_FLOW in thread.turns[-1].basis.reasons and thread.turns[-1].basis.spared.prompt_tokens == 0
    assert large.finished


async def test_a_question_about_a_proposal_of_the_large_model_is_its_own() -> None:
    large = scripted(PROPOSES.model_copy(update={"calls": (PROPOSES.calls[0].model_copy(
        update={"arguments": {"order": "12347"}}),)}), says("Yes, all of it."), name="gpt")  # fmt: skip
    unsure = scripted(says("Hm.", 0.1))
    thread, _ = play(MAYA, cascade(unsure, large))
    await thread.text("that last thing i got, nah")
    assert thread.turns[-1].proposal is not None
    await thread.text("do i get everything back?")
    assert ITS_FLOW in thread.turns[-1].basis.reasons and unsure.finished and large.finished
