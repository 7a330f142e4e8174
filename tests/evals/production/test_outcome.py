"""What an agent did with a burst is one word, the gravest that holds."""

from __future__ import annotations

from typing import Any

import pytest

from evals.production.course import course_of
from evals.production.outcome import order_words, really
from tests.evals.production.talks import agent, customer, record

DONE = {"action": "return_items", "state": "done", "turn": "turn-0"}


@pytest.mark.parametrize(
    ("answer", "keys", "did"),
    [
        (agent("Hello."), {}, "answers"),
        (agent("Return it? CONFIRM", proposal_id="p"), {}, "previews"),
        (agent("Which order?", ask={"intent": "return", "missing": "order"}), {}, "asks: order"),
        (agent("Done."), {"effects": [DONE]}, "does: return_items"),
        (agent("No."), {"effects": [{**DONE, "state": "refused"}]}, "answers"),
    ],
)
def test_it_is_told_from_what_was_sent_and_done(answer: dict[str, Any], keys: dict[str, Any], did: str) -> None:
    found = record(customer("return it"), answer, **keys)
    (followed,) = course_of(found).followed
    move = really(followed, found)
    assert (move.did, move.bodies) == (did, (answer["body"],)) and move.kind == did.partition(":")[0]


def test_nothing_sent_is_silence_and_a_handoff_has_its_reason() -> None:
    found = record(customer("hi"))
    assert really(course_of(found).followed[0], found).did == "silent"
    turns = [{"id": "turn-0", "saw": ["text-0"], "said": ["text-1"], "handoff": "angry"}]
    handed = record(customer("hi"), agent("A person comes."), turns=turns)
    assert really(course_of(handed).followed[0], handed).did == "hands over: angry"


def test_an_action_is_named_by_what_it_was_done_to() -> None:
    command = {
        "order": "90001",
        "swaps": [{"line_id": "90001-1", "to_variant_id": "x-9"}],
        "difference": {"amount": "1"},
    }
    assert order_words("exchange_items", command) == "exchange_items order=90001 swaps=90001-1/x-9"
    assert (
        order_words("return_items", {"order": "1", "line_ids": ["1-1", "1-2"]})
        == "return_items order=1 line_ids=1-1,1-2"
    )
