"""Whose flow it is can be told from the history alone."""

from __future__ import annotations

import pytest

from agent.cascade_flow import LARGE, found_nothing, large_began, large_waits, marked, redrafts, turn_start, unmarked
from agent.model import ChatLine, ModelRequest, Move
from agent.transcript import Ask
from tests.scene import calls, says, user

MARK = Ask(intent=LARGE, missing="answer")
OWN = Ask(intent="cancel_order", missing="order")
OPEN = ChatLine(role="system", content='OPEN PROPOSAL: {"action": "cancel_order"}')


def ours(ask: Ask | None = None) -> ChatLine:
    return ChatLine(role="assistant", content="x", ask=ask)


def request(*lines: ChatLine) -> ModelRequest:
    return ModelRequest(lines=lines, tools=(), thread_id="t")


@pytest.mark.parametrize("move", [says("Which one?"), says("Which? I have 8 and 9."), calls("cancel_order", order="1")])
def test_what_waits_for_the_customer_is_marked(move: Move) -> None:
    assert marked(move).ask is not None


@pytest.mark.parametrize(
    "move",
    [
        says("It is blue."),
        calls("find_orders"),
        says("Which?").model_copy(update={"reasons": ("fallback:breaker_open",)}),
    ],
)
def test_what_waits_for_nothing_or_is_not_the_large_models_is_not_marked(move: Move) -> None:
    assert marked(move) is move


def test_two_questions_have_two_marks_so_that_only_the_same_one_is_a_loop() -> None:
    assert marked(says("Red?")).ask != marked(says("Blue?")).ask
    assert marked(says("Red?")).ask == marked(says("Red?")).ask


def test_no_model_sees_a_mark_and_other_questions_stay() -> None:
    seen = unmarked(request(ours(MARK), ours(OWN), user("a")))
    assert [line.ask for line in seen.lines] == [None, OWN, None]
    untouched = request(ours(OWN))
    assert unmarked(untouched) is untouched


@pytest.mark.parametrize(
    ("lines", "waits"),
    [
        ((ours(MARK), user("a")), True),
        ((ours(MARK), ours(), user("a")), False),
        ((ours(OWN), user("a")), False),
        ((user("a"),), False),
        ((ours(MARK), ours(), OPEN, user("a")), True),
        ((ours(MARK), ours(OWN), OPEN, user("a")), False),
        ((ours(), OPEN, user("a")), False),
    ],
)
def test_its_question_or_its_open_proposal_waits(lines: tuple[ChatLine, ...], waits: bool) -> None:
    assert large_waits(request(*lines)) is waits


def test_a_call_of_this_turn_tells_who_began_it() -> None:
    by_large = calls("find_orders").calls
    by_embedded = (by_large[0].model_copy(update={"id": "embedded_0_find_orders"}),)
    began = ChatLine(role="assistant", calls=by_large)
    assert large_began(request(user("a"), began))
    assert not large_began(request(user("a"), ChatLine(role="assistant", calls=by_embedded)))
    assert not large_began(request(began, user("a")))


def test_a_draft_that_was_sent_back_ends_in_a_line_of_ours() -> None:
    assert redrafts(request(user("a"), ours(), OPEN)) and not redrafts(request(OPEN, user("a")))
    assert turn_start((OPEN, user("a"), ours())) == 2 and turn_start(()) == 0


@pytest.mark.parametrize(
    ("content", "nothing"),
    [
        ('{"ok": true, "products": []}', True),
        ('{"ok": true, "found": false}', True),
        ('{"ok": false, "error": "unknown_product", "wanted": "x"}', True),
        ('{"ok": true, "products": [{"name": "x"}]}', False),
        ('{"ok": false, "error": "which_order"}', False),
    ],
)
def test_the_last_look_of_this_turn_may_have_found_nothing(content: str, nothing: bool) -> None:
    look = ChatLine(role="assistant", calls=calls("search_products", query="x").calls)
    result = ChatLine(role="tool", call_id=look.calls[0].id, content=content)
    assert found_nothing(request(user("a"), look, result)) is nothing
    assert not found_nothing(request(look, result, user("a")))
