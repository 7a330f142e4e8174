"""The bill has both sides, and never adds an unknown price as nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agent.model import Usage
from evals.bill import bill_of
from evals.cost import Cost
from evals.record import CaseResult, CustomerRecord, Run, TurnRecord
from tests.evals.test_record import header, result

CENT = Cost(amount=Decimal("0.01"))


def side(cost: Cost | None = CENT) -> CustomerRecord:
    return CustomerRecord(model="actor", seed=1, ended="done", tokens_in=70, tokens_out=7, cost=cost)


def run(*results: CaseResult, **header_keys: Any) -> Run:
    return Run(header=header().model_copy(update={"model": "large", **header_keys}), results=results)


def tried(case: str, **keys: Any) -> CaseResult:
    kept = {"tokens_in": 100, "tokens_out": 10, "cost": CENT, "customer": side(), **keys}
    return result(case).model_copy(update=kept)


def test_both_sides_are_added_up_each_for_itself() -> None:
    bill = bill_of(run(tried("a"), tried("b")))
    assert (bill.agent.tokens_in, bill.agent.tokens_out, bill.agent.cost_text) == (200, 20, "$0.0200")
    assert bill.customers is not None
    assert (bill.customers.model, bill.customers.tokens_in, bill.customers.tokens_out) == ("actor", 140, 14)
    assert bill.customers.cost == Cost(amount=Decimal("0.02")) and bill.spared is None


def test_an_unknown_price_makes_its_side_unknown_and_the_other_stays() -> None:
    bill = bill_of(run(tried("a", cost=None), tried("b")))
    assert bill.agent.cost is None and bill.agent.cost_text == "not known (no price of large)"
    assert bill.customers is not None and bill.customers.cost is not None
    assert "not known" in bill.lines[0] and "not known" not in bill.lines[1]


def test_what_was_skipped_cost_nothing_and_what_a_customer_spoiled_did() -> None:
    skipped = result("c").model_copy(update={"skipped": "no model", "passed": False})
    bill = bill_of(run(tried("a", customer_fault="spoke as the agent"), skipped))
    assert bill.agent.cost == CENT and bill.customers is not None and bill.customers.tokens_in == 70


def test_no_customer_was_played_means_no_line_of_one() -> None:
    bill = bill_of(run(tried("a", customer=None)))
    assert bill.customers is None and len(bill.lines) == 1


def test_what_a_cascade_spared_is_priced_as_the_large_model_would_be() -> None:
    turn = TurnRecord(
        step=0, decided_by="embedded", confidence=0.9, spared=Usage(prompt_tokens=900, completion_tokens=30)
    )
    bill = bill_of(run(tried("a", turns=(turn,), spared_cost=CENT), cascade=True))
    assert bill.spared is not None
    assert (bill.spared.tokens_in, bill.spared.tokens_out, bill.spared.cost) == (900, 30, CENT)
    assert bill_of(run(tried("a", turns=(turn,), spared_cost=None), cascade=True)).lines[-1].endswith("of large)")
