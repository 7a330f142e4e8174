"""What the agent can do: tools with a declared effect, and the shop as a port. ``TOOLS`` is all of its power."""

from tools.base import Tool
from tools.changes import cancel_order, change_address, change_item, change_quantity
from tools.colleague import ask_colleague
from tools.handoff import hand_over
from tools.knowledge_search import search_knowledge
from tools.orders import find_orders, refund_status, track_order
from tools.products import product_details, search_products
from tools.profile import change_home, change_payment
from tools.purchases import buy, list_offers, quote_purchase
from tools.returns import exchange_item, return_items
from tools.subscriptions import (
    cancel_subscription,
    delay_subscription,
    list_subscriptions,
    skip_subscription,
    swap_subscription,
)

TOOLS: tuple[Tool, ...] = (
    # reads
    find_orders,
    track_order,
    refund_status,
    search_products,
    product_details,
    list_subscriptions,
    list_offers,
    quote_purchase,
    search_knowledge,
    # proposes
    change_item,
    change_quantity,
    change_address,
    change_payment,
    change_home,
    cancel_order,
    return_items,
    exchange_item,
    buy,
    skip_subscription,
    swap_subscription,
    delay_subscription,
    cancel_subscription,
    # hands off: a question, or the thread
    ask_colleague,
    hand_over,
)
