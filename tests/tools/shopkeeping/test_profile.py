"""The profile's address is the customer's own, and orders already placed keep theirs."""

from tests.contracts.shops import CHANGE_HOME, ELSEWHERE
from tests.tools.shopkeeping.states import changed, state_for
from tools.demo.people import PRIYA, UNKNOWN
from tools.shopkeeping.apply import apply
from tools.shopkeeping.refusal import Refusal


def test_the_address_for_the_next_orders_changes_and_no_order_does() -> None:
    change = changed(PRIYA, CHANGE_HOME)
    assert change.customer is not None
    assert (change.customer.phone, change.customer.address, change.order) == (PRIYA, ELSEWHERE, None)


def test_what_the_ledger_keeps_of_it_names_nobody() -> None:
    assert changed(PRIYA, CHANGE_HOME).reference == "profile"


def test_who_has_no_profile_has_none_to_change() -> None:
    assert apply(CHANGE_HOME, state_for(UNKNOWN, CHANGE_HOME)) is Refusal.UNKNOWN_CUSTOMER
