"""English opt-out wording: every rule is reached, and ordinary talk is not (S2, S3, S14, S15)."""

from __future__ import annotations

import pytest

from agent.wording import Rule, clauses
from agent.wording_english import RULES


def _rule_for(body: str) -> Rule | None:
    for clause in clauses(body):
        for rule in RULES:
            if rule.pattern.search(clause):
                return rule
    return None


@pytest.mark.parametrize(
    ("body", "kind", "scope"),
    [
        ("take me off your text list", "wording", "everything"),
        ("please lose my number", "wording", "everything"),
        ("cease and desist texting me", "wording", "everything"),
        ("Never text me", "wording", "everything"),
        ("why don't you stop texting me", "wording", "everything"),
        ("I told you to stop", "wording", "everything"),
        ("you cannot contact me", "wording", "everything"),
        ("stop sending me this crap", "wording", "everything"),
        ("turn off text alerts", "wording", "everything"),
        ("no more spam", "wording", "everything"),
        ("I don't want to receive any more texts", "wording", "everything"),
        ("I no longer wish to receive these", "wording", "everything"),
        ("I don't want to be contacted", "wording", "everything"),
        ("I already texted STOP", "wording", "everything"),
        ("opt me out of texts", "wording", "everything"),
        ("I revoke my consent", "wording", "everything"),
        ("no consent to text", "wording", "everything"),
        ("stop2quit", "wording", "everything"),
        ("leave me alone", "wording", "everything"),
        ("could you please stop", "wording", "everything"),
        ("quit blowing up my phone", "wording", "everything"),
        ("how do I unsubscribe", "wording", "everything"),
        ("unsubscribe me from the coffee", "wording", "subscription"),
        ("cancel my subscription", "wording", "subscription"),
        ("unsubscribe from your newsletter", "doubtful", "marketing"),
        ("don't text me before 9", "doubtful", "everything"),
        ("you won't stop texting... will never stop texting", "doubtful", "everything"),
        ("opt out of the signature thing", "doubtful", "everything"),
        ("ugh enough", "doubtful", "everything"),
        ("why do you keep texting", "doubtful", "everything"),
        ("why am I getting these texts", "doubtful", "everything"),
        ("how did you get my number", "doubtful", "everything"),
        ("too many texts", "doubtful", "everything"),
        ("so sick of these messages", "doubtful", "everything"),
        ("I never signed up for this", "doubtful", "everything"),
        ("go away", "doubtful", "everything"),
        ("stop it", "doubtful", "everything"),
        ("stop calling me", "doubtful", "everything"),
        ("I'm reporting you as spam", "doubtful", "everything"),
        ("spam", "doubtful", "everything"),
        ("who is this", "doubtful", "identity"),
        ("I have no order with you", "doubtful", "identity"),
        ("I don't know who this is", "doubtful", "identity"),
    ],
)
def test_a_wording_has_its_kind_and_scope(body: str, kind: str, scope: str) -> None:
    rule = _rule_for(body)
    assert rule is not None
    assert (rule.kind, rule.scope) == (kind, scope)


@pytest.mark.parametrize(
    "body",
    [
        "text stop to unsubscribe is what it says",
        "to stop texts call this number",
        "unsubscribe with STOP no extra charge",
        "cancel my subscription to scientific american",
        "why did you stop texting me",
        "did you stop sending texts",
        "don't stop the refund",
        "I unsubscribed by accident",
        "am I unsubscribed",
        "tell the driver to stop calling me",
        "no message on the gift card, don't want a gift message",
        "remove my number and add this one",
    ],
)
def test_ordinary_talk_that_resembles_it_is_decided_as_such(body: str) -> None:
    rule = _rule_for(body)
    assert rule is not None
    assert rule.kind is None


@pytest.mark.parametrize(
    "body", ["where is my order", "stop the shipment", "you never text me back", "is it big enough"]
)
def test_other_talk_meets_no_rule(body: str) -> None:
    assert _rule_for(body) is None
