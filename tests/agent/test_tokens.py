"""Holds the counting of tokens to the high side, and the trimming to what may never be lost (F11, F13)."""

from __future__ import annotations

import hashlib
import math
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import ContextTooLong
from agent.history import well_formed
from agent.model import ChatLine, ToolCall
from agent.tokens import LINE_TOKENS, O200K_FILE, TokenCounter, estimate
from tests.agent.test_history import histories

COUNTER = TokenCounter()


def line(role: str, content: str) -> ChatLine:
    return ChatLine.model_validate({"role": role, "content": content})


def small_encoding(directory: Path) -> str:
    """A real, small encoding: every byte, and one merge ("he"); gives its hash."""
    tokens = [bytes([byte]) for byte in range(256)] + [b"he"]
    content = b"".join(b64encode(token) + f" {rank}\n".encode() for rank, token in enumerate(tokens))
    (directory / O200K_FILE).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def test_the_real_encoding_is_used_where_its_file_lies(tmp_path: Path) -> None:
    counter = TokenCounter((tmp_path / "nowhere", tmp_path), sha256=small_encoding(tmp_path))
    assert not counter.exact
    assert counter.load()
    assert counter.exact
    assert counter.count_text("hehe!") == 3
    assert counter.count_text("<|endoftext|>") == 13
    assert counter.count_line(line("user", "hehe!")) == 3 + LINE_TOKENS


def test_a_file_with_another_hash_is_not_trusted(tmp_path: Path) -> None:
    small_encoding(tmp_path)
    counter = TokenCounter((tmp_path,))
    assert not counter.load()
    assert counter.count_text("hehe!") == estimate("hehe!")


def test_without_a_file_nothing_is_fetched_and_the_estimate_serves(tmp_path: Path) -> None:
    # The suite blocks every socket beyond this machine, so a download would fail this test.
    counter = TokenCounter((tmp_path / "tiktoken",))
    assert not counter.load()
    assert not counter.exact
    assert counter.count_text("hello") > 0


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 2), ("abc", 3), ("abcd", 4), ("\u00e9", 4), ("\U0001f44d", 5), ("abc\u00e9", 5)]
)
def test_the_estimate_is_the_documented_one(text: str, tokens: int) -> None:
    assert estimate(text) == tokens


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_every_text_has_an_estimate_between_its_bounds(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    assert math.ceil(size / 3) + 2 <= estimate(text) <= size + 4


def test_calls_and_tools_count() -> None:
    call = ToolCall(id="a", name="find_order", arguments={"order": "12345"})
    bare = ChatLine(role="assistant", content="One moment.")
    assert COUNTER.count_line(bare.model_copy(update={"calls": (call,)})) > COUNTER.count_line(bare)
    assert COUNTER.count_lines([bare], [{"type": "function"}]) > COUNTER.count_lines([bare])
    huge = ToolCall(id="a", name="find_order", arguments={"order": 10**400})
    assert COUNTER.count_line(ChatLine(role="assistant", calls=(huge,))) > 100


HISTORY = (
    line("system", "policy"),
    line("user", "first " * 50),
    ChatLine(role="assistant", calls=(ToolCall(id="a", name="find_order", arguments={}),)),
    ChatLine(role="tool", content="found " * 50, call_id="a"),
    line("assistant", "second " * 50),
    line("system", "open proposal"),
    line("user", "third"),
    line("user", "fourth"),
)


def test_what_fits_is_left_alone() -> None:
    assert COUNTER.fit(HISTORY, COUNTER.count_lines(HISTORY)) == HISTORY


def test_the_oldest_goes_first_and_no_more_than_needed() -> None:
    room = COUNTER.count_lines(HISTORY) - 1
    assert COUNTER.fit(HISTORY, room, keep_last=2) == (HISTORY[0], *HISTORY[2:])


def test_a_call_goes_with_its_result() -> None:
    without = (HISTORY[0], *HISTORY[4:])
    assert COUNTER.fit(HISTORY, COUNTER.count_lines(without), keep_last=2) == without


def test_policy_proposal_and_the_last_lines_stay() -> None:
    kept = (HISTORY[0], *HISTORY[5:])
    assert COUNTER.fit(HISTORY, COUNTER.count_lines(kept), keep_last=2) == kept
    with pytest.raises(ContextTooLong):
        COUNTER.fit(HISTORY, COUNTER.count_lines(kept) - 1, keep_last=2)


def test_a_call_whose_result_is_among_the_last_lines_stays_with_it() -> None:
    lines = HISTORY[:4]
    kept = COUNTER.fit(lines, COUNTER.count_lines(lines) - 1, keep_last=1)
    assert kept == (lines[0], *lines[2:])


def test_the_tools_take_their_room() -> None:
    tools = [{"type": "function", "function": {"name": "find_order", "description": "x" * 600}}]
    room = COUNTER.count_lines(HISTORY)
    assert len(COUNTER.fit(HISTORY, room, tools, keep_last=2)) < len(HISTORY)


def test_more_lines_can_be_kept_by_name() -> None:
    room = COUNTER.count_lines(HISTORY) - 1
    kept = COUNTER.fit(HISTORY, room, keep=lambda one: one.role in ("system", "user"), keep_last=2)
    assert kept == (*HISTORY[:2], *HISTORY[4:])


@settings(max_examples=300, deadline=None)
@given(histories, st.integers(0, 400), st.integers(0, 6))
def test_a_trimmed_history_fits_is_well_formed_and_keeps_what_it_must(
    lines: list[ChatLine], budget: int, keep_last: int
) -> None:
    whole = well_formed(lines)
    try:
        kept = COUNTER.fit(whole, budget, keep_last=keep_last)
    except ContextTooLong:
        return
    assert COUNTER.count_lines(kept) <= budget
    assert well_formed(kept) == kept
    assert kept[len(kept) - keep_last :] == whole[len(whole) - keep_last :] if 0 < keep_last <= len(whole) else True
    assert [one for one in kept if one.role == "system"] == [one for one in whole if one.role == "system"]
    remaining = iter(whole)
    assert all(any(one == other for other in remaining) for one in kept)
