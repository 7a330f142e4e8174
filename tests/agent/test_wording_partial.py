"""What stands beside an opt-out: some texts only, an invitation, a leaning (S3, S4)."""

from __future__ import annotations

import pytest

from agent.wording import clauses
from agent.wording_partial import invites, leanings, only_some


@pytest.mark.parametrize(
    "body",
    [
        "stop the back in stock alerts, order texts are fine",
        "unsubscribe me from the jacket alerts only, keep the rest",
        "no more promos but I still want the order updates",
        "quiten los avisos de la chaqueta, los del pedido sí los quiero",
        "solo quiten las promociones",
    ],
)
def test_an_end_of_only_some_texts_is_known(body: str) -> None:
    assert only_some(clauses(body))


@pytest.mark.parametrize("body", ["stop texting me", "take me off all lists", "no me escriban", "keep your texts"])
def test_an_end_of_all_is_not_an_end_of_some(body: str) -> None:
    assert not only_some(clauses(body))


@pytest.mark.parametrize("body", ["don't call, text me", "just text me when it ships", "mejor escríbanme", "escríbeme"])
def test_an_invitation_is_known(body: str) -> None:
    assert invites(clauses(body))


@pytest.mark.parametrize("body", ["text me again and I sue", "why do you text me", "do not text me", "no me escriban"])
def test_a_refusal_invites_nothing(body: str) -> None:
    assert not invites(clauses(body))


def test_leanings_are_counted_by_clause() -> None:
    assert leanings(clauses("Not interested. No thanks, where is my order?")) == 2
    assert leanings(clauses("not interested in the blue one")) == 0
    assert leanings(clauses("ya no me interesa")) == 1
