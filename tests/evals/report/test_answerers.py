"""Who answered is read from what each turn says of itself, and the page shows it with what was spared."""

from __future__ import annotations

from decimal import Decimal

from agent.model import Usage
from evals.cost import Cost
from evals.record import CaseResult, Run, TurnRecord
from evals.report.answerers import ALONE, FELL_BACK, SURE, UNSURE, WHYS, hands, whys
from evals.report.page import render
from tests.evals.test_record import header, result


def turn(who: str, *reasons: str) -> TurnRecord:
    spared = Usage(prompt_tokens=900, completion_tokens=30) if who == "embedded" else Usage()
    return TurnRecord(step=0, decided_by=who, confidence=0.9, reasons=reasons, spared=spared, segments=1)


def played(case: str, *turns: TurnRecord, right: bool = True) -> CaseResult:
    return result(case, passed_=right).model_copy(update={"turns": turns})


EMBEDDED = turn("embedded", "intent:cancel_order=0.91", "cascade:embedded,0.91>=0.90")
LARGE = turn("large", "cascade:large,0.54<0.80")
GATE = turn("gate")


def test_every_turn_has_its_reason_and_the_gates_have_none() -> None:
    found = whys([played("a", EMBEDDED, EMBEDDED, GATE), played("b", LARGE)])
    assert [(one.who, one.why, one.turns) for one in found] == [("embedded", SURE, 2), ("large", UNSURE, 1)]
    assert [round(one.share, 2) for one in found] == [0.67, 0.33]


def test_each_word_of_the_cascade_is_told_in_words() -> None:
    for code, words in WHYS.items():
        assert whys([played("a", turn("large", f"cascade:large,{code}"))])[0].why == words


def test_the_last_word_of_a_turn_counts_and_a_failed_model_is_told() -> None:
    both = turn("large", "cascade:large,0.54<0.80", "cascade:large,its_turn")
    assert whys([played("a", both)])[0].why == WHYS["its_turn"]
    fell = turn("embedded", "cascade:large,0.54<0.80", "fallback:model_unavailable")
    assert whys([played("a", fell)])[0].why == FELL_BACK
    assert whys([played("a", turn("large"))])[0].why == ALONE


def test_conversations_are_told_apart_by_who_had_them() -> None:
    results = [played("a", EMBEDDED, GATE), played("b", EMBEDDED, LARGE, right=False), played("c", GATE)]
    spoiled = played("d", LARGE).model_copy(update={"customer_fault": "spoke as the agent"})
    assert [(one.whose, one.many, one.right) for one in hands([*results, spoiled])] == [
        ("both", 1, 0),
        ("the embedded model alone", 1, 1),
    ]


def test_the_page_of_a_cascade_says_who_answered_why_and_what_was_spared() -> None:
    priced = played("a", EMBEDDED, LARGE).model_copy(update={"spared_cost": Cost(amount=Decimal("0.0025"))})
    cascade = header().model_copy(update={"model": "large", "cascade": True})
    page = render(Run(header=cascade, results=(priced,)))
    section = page.split("Who answered")[1].split("</section>")[0]
    assert SURE in section and UNSURE in section and "900" in section and "$0.0025" in section
    unpriced = render(Run(header=cascade, results=(played("a", EMBEDDED),)))
    assert "not known (no price of large)" in unpriced.split("Who answered")[1]
    assert "Who answered" not in render(Run(header=header(), results=(priced,)))
