"""The side panel says what the shop has, not what anybody was told."""

from __future__ import annotations

from api.store.consent import ConsentState
from api.truth import of_shop, of_turns
from tests.scene import DANAI, LEE, NOBODY, NOW, PRIYA, STEPHANIE, scene
from tools.command import ChangeItem
from tools.money import ZERO

ZONE = "America/Los_Angeles"


async def test_a_change_in_the_shop_is_a_change_in_the_panel() -> None:
    _, shop = scene()
    before = await of_shop(shop, STEPHANIE, ConsentState(), NOW)
    (order,) = before["orders"]
    assert (order["number"], order["lines"][0]["options"]) == ("#12346", "size 8")
    swap = ChangeItem(
        order="12346",
        line_id=order["lines"][0]["id"],
        from_variant_id="scarpa-drago-8",
        to_variant_id="scarpa-drago-8.5",
        difference=ZERO,
    )
    assert (await shop.perform(STEPHANIE, swap, "key")).status == "done"
    after = await of_shop(shop, STEPHANIE, ConsentState(), NOW)
    assert after["orders"][0]["lines"][0]["options"] == "size 8.5"


async def test_refunds_and_shipments_are_told_in_words() -> None:
    _, shop = scene()
    cancelled = next(one for one in (await of_shop(shop, PRIYA, ConsentState(), NOW))["orders"] if one["id"] == "12357")
    assert cancelled["state_words"] == "Canceled"
    assert any(fact.startswith("Refund $") and " on " in fact for fact in cancelled["facts"])
    moving = next(one for one in (await of_shop(shop, DANAI, ConsentState(), NOW))["orders"] if one["id"] == "12345")
    assert any(fact.startswith("Expected ") for fact in moving["facts"])


async def test_badges_subscriptions_and_offers_are_those_of_this_person() -> None:
    _, shop = scene()
    lee = await of_shop(shop, LEE, ConsentState(marketing_consent=True), NOW)
    assert lee["badges"] == ["VIP", "text-to-buy", "agreed to marketing"]
    kinds = [extra.partition(":")[0] for extra in lee["extras"]]
    assert sorted(kinds) == ["Offer DRAGO", "Offer RESOLE", "Subscription", "Subscription"]
    nobody = await of_shop(shop, NOBODY, ConsentState(opted_out=True), NOW)
    assert nobody["badges"] == ["not a customer", "opted out"]


def test_what_the_agent_did_comes_newest_first_with_the_texts_that_it_was_about() -> None:
    turn = {"status": "handled", "decided_by": "embedded", "confidence": 0.874, "tools": ["find_orders"], "took_ms": 12}
    lists = {"passages": [], "reasons": ["intent:order_status=0.97"]}
    turns = [
        {"id": "1", "at": NOW, "saw": ["a", "gone"], **turn, **lists},
        {"id": "2", "at": NOW.replace(hour=18), "saw": ["b", "c"], **turn, **lists},
    ]
    texts = [{"id": "a", "body": "word " * 40}, {"id": "b", "body": "where\nis it?\u202e"}, {"id": "c", "body": ""}]
    shown = of_turns(turns, texts, ["change_item 12346"], ZONE)
    newest, oldest = shown["turns"]
    assert (newest["id"], newest["about"]) == ("2", "where is it?⟨U+202E⟩ / a photo")
    assert (newest["sure"], newest["tools"]) == ("87%", "find_orders")
    assert oldest["about"].endswith("word…") and len(oldest["about"]) <= 71
    assert shown["done"] == ["Done: change item 12346"]
