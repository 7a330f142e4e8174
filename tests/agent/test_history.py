"""Holds the repair of histories to its promise: every call has exactly one result (F11, I22)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.history import TOOL_NAME, blocks, well_formed
from agent.model import ChatLine, ToolCall
from agent.transcript import Ask

ids = st.sampled_from(["a", "b", "c", ""])
calls = st.builds(
    ToolCall, id=ids, name=st.sampled_from(["find_order", "track", "no name", ""]), arguments=st.just({"order": "1"})
)
contents = st.sampled_from([None, "", " ", "hello", "{}"])
any_line = st.builds(
    ChatLine,
    role=st.sampled_from(["system", "user", "assistant", "assistant", "tool", "tool"]),
    content=contents,
    calls=st.lists(calls, max_size=3).map(tuple),
    call_id=st.one_of(st.none(), ids),
)
histories = st.lists(any_line, max_size=12)


def called(call_id: str, name: str = "find_order") -> ToolCall:
    return ToolCall(id=call_id, name=name, arguments={})


def result(call_id: str, content: str | None = "{}") -> ChatLine:
    return ChatLine(role="tool", content=content, call_id=call_id)


HELLO = ChatLine(role="user", content="hello")


def provider_objects(lines: tuple[ChatLine, ...]) -> str | None:
    """An independent reading of what the provider refuses; None when it takes the history."""
    waiting: list[str] = []
    for line in lines:
        if line.role == "tool":
            if line.content is None or not waiting or line.call_id != waiting.pop(0):
                return "a result without its call, or in another order"
            continue
        if waiting:
            return "a call without its result"
        if wrong := wrong_by_itself(line):
            return wrong
        waiting = [call.id for call in line.calls]
    return "a call without its result" if waiting else None


def wrong_by_itself(line: ChatLine) -> str | None:
    ids = [call.id for call in line.calls]
    if not ids and not (line.content or "").strip():
        return "a line without a word"
    if ids and line.role != "assistant":
        return "a call that no assistant made"
    if "" in ids or len(set(ids)) != len(ids):
        return "ids that are not ids"
    if not all(TOOL_NAME.fullmatch(call.name) for call in line.calls):
        return "a name that is none"
    return None


@settings(max_examples=500, deadline=None)
@given(histories)
def test_every_history_is_taken_by_the_provider_after_the_repair(lines: list[ChatLine]) -> None:
    assert provider_objects(well_formed(lines)) is None


@settings(max_examples=300, deadline=None)
@given(histories)
def test_the_repair_leaves_alone_what_is_well_formed(lines: list[ChatLine]) -> None:
    repaired = well_formed(lines)
    assert well_formed(repaired) == repaired
    if provider_objects(tuple(lines)) is None and all(line.call_id is None or line.role == "tool" for line in lines):
        assert repaired == tuple(lines)


@settings(max_examples=300, deadline=None)
@given(histories)
def test_the_repair_keeps_every_word_of_customer_and_system_in_order(lines: list[ChatLine]) -> None:
    def said(some: tuple[ChatLine, ...]) -> list[tuple[str, str]]:
        kept = (line for line in some if line.role in ("system", "user") and (line.content or "").strip())
        return [(line.role, line.content or "") for line in kept]

    assert said(well_formed(lines)) == said(tuple(lines))


@settings(max_examples=200, deadline=None)
@given(histories)
def test_blocks_are_the_history_cut_and_nothing_else(lines: list[ChatLine]) -> None:
    assert [line for block in blocks(lines) for line in block] == lines


def test_a_call_whose_result_was_lost_in_a_crash_goes_and_its_words_stay() -> None:
    asked = ChatLine(role="assistant", content="One moment.", calls=(called("a"),))
    assert well_formed([HELLO, asked, HELLO]) == (HELLO, ChatLine(role="assistant", content="One moment."), HELLO)


def test_of_two_calls_the_one_with_a_result_stays() -> None:
    asked = ChatLine(role="assistant", calls=(called("a"), called("b")))
    assert well_formed([HELLO, asked, result("b")]) == (
        HELLO,
        ChatLine(role="assistant", calls=(called("b"),)),
        result("b"),
    )


def test_results_are_put_into_the_order_of_their_calls_and_doubles_go() -> None:
    asked = ChatLine(role="assistant", calls=(called("a"), called("b")))
    lines = [asked, result("b"), result("a", "first"), result("a", "second"), result("zz")]
    assert well_formed(lines) == (asked, result("a", "first"), result("b"))


def test_a_late_result_is_dropped_with_its_call() -> None:
    asked = ChatLine(role="assistant", calls=(called("a"),))
    assert well_formed([asked, HELLO, result("a")]) == (HELLO,)


def test_the_same_id_may_serve_again_later() -> None:
    asked = ChatLine(role="assistant", calls=(called("call_0"),))
    lines = (HELLO, asked, result("call_0"), HELLO, asked, result("call_0"))
    assert well_formed(lines) == lines


def test_what_a_line_asked_survives_the_repair() -> None:
    ask = Ask(intent="cancel_order", missing="order")
    line = ChatLine(role="assistant", content="Which one?", calls=(called("a"),), ask=ask)
    assert well_formed([line])[0].ask == ask
