"""An aim is met or missed by a figure that is said."""

from __future__ import annotations

from tests.bench.roster import BARE, PARLEY_LINE, STOCK
from tests.bench.targets import Verdict, verdicts


def player(cpu_ms: float) -> dict[str, object]:
    kind = {"cpu_ms": cpu_ms, "turns_per_s": 100.0}
    return {
        "one": kind,
        "many": kind,
        "thread_prompt_tokens": 1000 * cpu_ms,
        "first_answer_s": 2.0,
        "rss_mb": 300,
    }


def test_what_is_missed_is_said_with_its_amount() -> None:
    assert Verdict("CPU", 9.0, 6.0, "ms").missed_by == "3.0 ms (1.5 x)"
    assert Verdict("turns", 100.0, 150.0, "a second", at_least=True).missed_by == "50.0 a second (1.5 x)"
    assert Verdict("CPU", 6.0, 6.0, "ms").missed_by == ""


def test_the_line_is_judged_beside_the_loop_and_the_stock_agent_of_the_same_run() -> None:
    found = verdicts({PARLEY_LINE: player(4.0), BARE: player(5.0), STOCK: player(15.0)}, None)
    met = {one.aim: one.met for one in found}
    assert met["no more CPU than the bare loop"]
    assert not met["a fifth of the stock agent's CPU"]
    assert met["half its prompt tokens, long thread"]
    assert not met["turns a second, fifty at once"]


def test_only_what_was_measured_is_judged() -> None:
    assert verdicts({}, None) == []
