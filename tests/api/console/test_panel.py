"""The panel has what the shop has of a customer; a shop that is away is said to be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from api.console.panel import AWAY, consents, earlier, notes, panel
from api.store.consent import ConsentState
from tests.api.test_people import SilentShop
from tests.scene import LEE, NOBODY, NOW, scene

ZONE = "America/Los_Angeles"


async def test_everything_of_a_customer_is_beside_their_thread() -> None:
    _, shop = scene()
    seen = await panel(shop, LEE, ConsentState(), NOW, ZONE)
    profile = {row["name"]: row["value"] for row in seen["profile"]}
    assert profile["Writes"] == "English" and "@" in profile["E-mail"]
    assert [one["item"] for one in seen["subscriptions"]] == ["Loose Chalk 300 g", "Liquid Chalk 200 ml"]
    assert {one["words"].partition(":")[0] for one in seen["offers"]} == {"RESOLE", "DRAGO"}
    assert all(order["number"] == f"#{order['id']}" and "tracking" in order for order in seen["orders"])


async def test_a_stranger_has_nothing() -> None:
    _, shop = scene()
    seen = await panel(shop, NOBODY, ConsentState(), NOW, ZONE)
    assert (seen["profile"], seen["orders"], seen["badges"]) == ([], [], ["not a customer"])


async def test_a_shop_that_is_away_says_so() -> None:
    seen = await panel(SilentShop(), LEE, ConsentState(), NOW, ZONE)
    assert (seen["away"], seen["orders"]) == (AWAY, [])


def test_what_was_is_told_newest_first() -> None:
    rows: list[dict[str, Any]] = [
        {"status": "resolved", "reason": "anger", "outcome": "answered", "resolved_at": NOW},
        {"status": "resolved", "reason": "photo", "outcome": "spam", "resolved_at": NOW + timedelta(days=1)},
        {"status": "open", "reason": "loop", "outcome": None, "resolved_at": None},
    ]
    assert [line.partition(":")[0] for line in earlier(rows, ZONE)] == ["Sent a photo", "Angry"]
    ledger = [{"event": "marketing_opt_in", "channel": "api", "at": NOW}]
    assert consents(ledger, ZONE)[0].startswith("Agreed to marketing, by api, Wed, Jun 10")
    kept = {"id": "n", "body": "a\u200bb", "author": "Ana", "changed_at": NOW, "version": 3}
    assert (notes([kept], ZONE)[0]["body"], notes([kept], ZONE)[0]["version"]) == ("a⟨U+200B⟩b", 3)
