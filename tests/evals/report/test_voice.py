"""How the agent sounds and reads is told over a whole run; customers' own words are not judged."""

from __future__ import annotations

from evals.record import CaseResult, Line, Run, TurnRecord
from evals.report.page import render
from evals.report.voice import voice
from tests.evals.test_reading import LLANO, OFFICIAL, PLAIN
from tests.evals.test_record import STARTED, header, result


def talk(case: str, said: str, customer: str = "hi") -> CaseResult:
    lines = tuple(
        Line(speaker=speaker, body=body, at=STARTED) for speaker, body in (("customer", customer), ("agent", said))
    )
    turn = TurnRecord(step=0, decided_by="embedded", confidence=0.9, segments=1)
    return result(case).model_copy(update={"lines": lines, "turns": (turn,)})


def test_broken_rules_are_counted_by_text() -> None:
    found = voice([talk("a", "Great! Done!"), talk("b", "Which one? Or that?", customer="WHAT IS THAT NOW")])
    assert found is not None and found.texts == 2
    assert {name: many for name, many in found.broken if many} == {"exclaiming": 1, "questions": 1}


def test_each_language_is_read_by_its_own_formula() -> None:
    found = voice([talk("a", PLAIN), talk("b", OFFICIAL), talk("c", LLANO), talk("d", "Okay.")])
    assert found is not None
    assert [(one.language, one.conversations, one.hard) for one in found.eases] == [("en", 2, 0.5), ("es", 1, 0.0)]


def test_nothing_said_is_nothing_to_judge() -> None:
    assert voice([result("a")]) is None


def test_the_page_has_both() -> None:
    page = render(Run(header=header(), results=(talk("a", PLAIN),)))
    assert "English, Flesch" in page and "exclaiming" in page
