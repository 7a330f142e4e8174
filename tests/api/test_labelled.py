"""Labels leave numbered, with what their conversation stands for, and with nobody's name in them."""

from __future__ import annotations

import json

from api.labelled import lines_of
from api.sampling import Period
from tests.api.test_sampling import NOW, PERIOD

LABEL = {"thread_id": "b-0", "at": NOW, "confidence": 0.4, "decided_by": "embedded"}
LABELS = [
    {**LABEL, "turn_id": "secret-1", "author": "ana@shop.example", "verdict": "bad"},
    {**LABEL, "turn_id": "secret-1", "author": "kim@shop.example", "verdict": "good"},
    {**LABEL, "turn_id": "secret-2", "author": "ana@shop.example", "verdict": "good", "thread_id": "a-3"},
    {**LABEL, "turn_id": "secret-3", "author": "ana@shop.example", "verdict": "good", "thread_id": "of-before"},
]


def test_each_label_says_whose_turn_and_what_it_stands_for_by_number() -> None:
    found = lines_of(Period(PERIOD.kinds, {}, LABELS))
    assert [(one["turn"], one["talk"], one["person"], one["verdict"]) for one in found] == [
        ("turn-1", "talk-1", "person-1", "bad"),
        ("turn-1", "talk-1", "person-2", "good"),
    ] + [("turn-2", "talk-2", "person-1", "good")] * (len(found) - 2)
    assert (found[0]["kind"], found[0]["size"], found[0]["confidence"]) == ("handed_over / unsure / angry", 2, 0.4)
    whole = json.dumps(found)
    assert not any(secret in whole for secret in ("secret", "ana", "kim", "b-0"))
