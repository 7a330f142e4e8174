"""Money goes to the method that was named, and back only where it came from or onto a gift card."""

from typing import Any

from tests.contracts.shops import CHANGE_ITEM, CHANGE_PAYMENT, RETURN, WORLD
from tests.tools.shopkeeping.states import changed, state_for
from tools.customer import Customer
from tools.demo.people import PRIYA, STEPHANIE, YAN
from tools.money import dollars
from tools.order import Card
from tools.payment import balanced
from tools.policy import Policy
from tools.shopkeeping.apply import apply
from tools.shopkeeping.refusal import Refusal

GIFT = Card(id="gift", brand="Gift Card", kind="gift_card", balance=dollars(20))
OTHER = Card(id="other", brand="Visa", last4="9999")


def _customer(phone: str) -> Customer:
    customer = next(one for one in WORLD.customers if one.phone == phone)
    return customer.model_copy(update={"cards": (*customer.cards, GIFT, OTHER)})


def _dearer(more: str, card: Card, policy: Policy = WORLD.policy) -> Any:
    products = tuple(
        product.model_copy(
            update={
                "variants": tuple(
                    one.model_copy(update={"price": dollars(199) + dollars(more)})
                    if one.id == "scarpa-drago-8.5"
                    else one
                    for one in product.variants
                )
            }
        )
        for product in WORLD.products
    )
    command = CHANGE_ITEM.model_copy(update={"difference": dollars(more), "card_id": card.id})
    return apply(
        command, state_for(STEPHANIE, command, customer=_customer(STEPHANIE), products=products, policy=policy)
    )


def test_a_difference_is_charged_to_the_method_that_was_named() -> None:
    change = _dearer("20", GIFT)
    assert [(one.kind, one.card_id, one.amount) for one in change.payments] == [("charge", "gift", dollars(20))]


def test_a_gift_card_is_charged_no_more_than_it_holds() -> None:
    assert _dearer("20.01", GIFT) is Refusal.GIFT_CARD_SHORT


def test_a_refund_goes_onto_no_other_card() -> None:
    assert _dearer("-10", OTHER) is Refusal.REFUND_ELSEWHERE


def test_a_refund_may_go_onto_a_gift_card() -> None:
    change = _dearer("-10", GIFT)
    assert [(one.kind, one.card_id) for one in change.payments] == [("refund", "gift")]


def test_a_return_may_be_refunded_onto_a_gift_card() -> None:
    command = RETURN.model_copy(update={"refund_card_id": "gift"})
    change = changed(YAN, command, customer=_customer(YAN))
    assert change.order is not None
    assert change.order.returns[0].refund_card_id == "gift"


def test_another_method_pays_the_whole_order_and_the_first_gets_it_back() -> None:
    change = changed(PRIYA, CHANGE_PAYMENT)
    assert change.order is not None
    assert change.order.card.id == "card-priya-2"
    assert [(one.kind, one.card_id, one.amount) for one in change.payments] == [
        ("charge", "card-priya-2", dollars(138)),
        ("refund", "card-priya", dollars(138)),
    ]


def test_only_a_gift_card_holds_money() -> None:
    change = _dearer("20", GIFT)
    payment = change.payments[0]
    assert balanced(GIFT, payment).balance == dollars(0)
    assert balanced(OTHER.model_copy(update={"id": "gift"}), payment).balance is None
    assert balanced(GIFT, payment.model_copy(update={"kind": "refund"})).balance == dollars(40)


def test_a_policy_may_let_a_difference_go_back_to_any_method_on_file() -> None:
    policy = WORLD.policy.model_copy(update={"difference_refund": "any_on_file"})
    change = _dearer("-10", OTHER, policy=policy)
    assert [(one.kind, one.card_id) for one in change.payments] == [("refund", "other")]
