"""A small tau-style world: two products, two users, three orders, made up for these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from evals.tau.database import TauDatabase
from evals.tau.task import Action, State, Task

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)
HOME = {"address1": "1 Oak St", "address2": "", "city": "Denver", "country": "USA", "state": "CO", "zip": "80203"}


def variant(item_id: str, price: float, available: bool = True, **options: str) -> dict[str, Any]:
    return {"item_id": item_id, "options": options, "available": available, "price": price}


LAMP = {
    "11": variant("11", 40.0, shade="linen", size="small"),
    "12": variant("12", 55.5, shade="linen", size="large"),
    "13": variant("13", 41.0, shade="paper", size="small"),
    "14": variant("14", 60.0, available=False, shade="paper", size="large"),
}
MUG = {"21": variant("21", 12.0, color="red"), "22": variant("22", 12.0, color="blue")}


def item(name: str, product: str, one: dict[str, Any]) -> dict[str, Any]:
    kept = {key: one[key] for key in ("item_id", "price", "options")}
    return {"name": name, "product_id": product, **kept}


def order(number: str, user: str, status: str, method: str, *items: dict[str, Any]) -> dict[str, Any]:
    paid = {"transaction_type": "payment", "amount": sum(one["price"] for one in items), "payment_method_id": method}
    return {
        "order_id": f"#W{number}",
        "user_id": user,
        "address": HOME,
        "items": items,
        "status": status,
        "payment_history": [paid],
    }


def user(user_id: str, first: str, *methods: dict[str, Any]) -> dict[str, Any]:
    return {
        "user_id": user_id,
        "name": {"first_name": first, "last_name": "Reed"},
        "address": HOME,
        "email": f"{first.lower()}@mail.example",
        "payment_methods": {method["id"]: method for method in methods},
    }


CARD = {"source": "credit_card", "id": "credit_card_1", "brand": "visa", "last_four": "1111"}
GIFT = {"source": "gift_card", "id": "gift_card_1", "balance": 20.0}
PAYPAL = {"source": "paypal", "id": "paypal_2"}
DATABASE = TauDatabase.model_validate(
    {
        "products": {
            "1": {"product_id": "1", "name": "Desk Lamp", "variants": LAMP},
            "2": {"product_id": "2", "name": "Mug", "variants": MUG},
        },
        "users": {
            "ann": user("ann", "Ann", CARD, GIFT),
            "bob": user("bob", "Bob", PAYPAL),
        },
        "orders": {
            one["order_id"]: one
            for one in (
                order(
                    "1000001",
                    "ann",
                    "pending",
                    "credit_card_1",
                    item("Desk Lamp", "1", LAMP["11"]),
                    item("Desk Lamp", "1", LAMP["13"]),
                    item("Mug", "2", MUG["21"]),
                ),
                order("1000002", "ann", "delivered", "credit_card_1", item("Desk Lamp", "1", LAMP["11"])),
                order("1000003", "bob", "processed", "paypal_2", item("Mug", "2", MUG["21"])),
            )
        },
    }
)


def task(*actions: tuple[str, dict[str, Any]], expected: State | None = None, user_id: str = "ann") -> Task:
    made = tuple(Action(name=name, arguments=arguments) for name, arguments in actions)
    return Task(id="t", user_id=user_id, gold_actions=made, expected_end_state=expected or {})
