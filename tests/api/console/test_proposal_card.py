"""The card says in the customer's own words what waits, and offers only what may be done about it."""

from __future__ import annotations

from datetime import timedelta

from api.console.proposal_card import proposal_card
from api.store.pending import Pending
from tests.api.store.line import NOW, cancellation
from tests.scene import scene

NAMES = {"ana@shop.example": "Ana"}


def card(now: object = NOW, **more: object) -> dict[str, object]:
    proposal = cancellation()
    whole = proposal.model_copy(update={"facts": {"order": "12345", "items": "Shoe", "refund": "$1.00", "days": "3"}})
    held = {"digest": "d", "state": "open", "made_by": "ana@shop.example", "shown": None, "words": "", **more}
    found = proposal_card(Pending(whole, **held), scene()[0], "en", NAMES, now)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_it_is_shown_as_the_customer_will_read_it() -> None:
    seen = card()
    assert "cancel order #12345 (Shoe)" in str(seen["words"])
    assert (seen["title"], seen["by"]) == ("Cancel order, order #12345", "Proposed by Ana")
    assert (seen["approve"], seen["charges"], seen["edit"]) == ("approve", "", "orders/12345")
    assert card(words="As it <was> sent", shown="sent", made_by=None)["words"] == "As it <was> sent"


def test_what_is_being_done_or_over_offers_nothing_that_cannot_be() -> None:
    running = card(state="executing")
    assert [running[name] for name in ("send", "approve", "decline", "edit")] == ["", "", "", ""]
    assert str(card(NOW + timedelta(hours=1))["state"]).startswith("Expired")
    assert proposal_card(None, scene()[0], "en", NAMES, NOW) is None
