"""The database of a tau-style retail world as it is written down: products, users and orders, by their own ids."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

READ = ConfigDict(frozen=True, extra="ignore")


class BadWorld(Exception):
    """A file of the world cannot be read; the message says which, where and what is wrong."""


class TauVariant(BaseModel):
    model_config = READ

    item_id: str
    options: dict[str, str]
    available: bool
    price: Decimal


class TauProduct(BaseModel):
    model_config = READ

    product_id: str
    name: str
    variants: dict[str, TauVariant]


class TauAddress(BaseModel):
    model_config = READ

    address1: str
    address2: str = ""
    city: str
    country: str
    state: str
    zip: str


class TauMethod(BaseModel):
    """A payment method: ``source`` is credit_card, paypal or gift_card."""

    model_config = READ

    id: str
    source: str
    brand: str = ""
    last_four: str = ""
    balance: Decimal | None = None


class TauName(BaseModel):
    model_config = READ

    first_name: str
    last_name: str


class TauUser(BaseModel):
    model_config = READ

    user_id: str
    name: TauName
    address: TauAddress
    email: str
    payment_methods: dict[str, TauMethod]


class TauItem(BaseModel):
    model_config = READ

    name: str
    product_id: str
    item_id: str
    price: Decimal
    options: dict[str, str]


class TauPayment(BaseModel):
    model_config = READ

    transaction_type: str
    amount: Decimal
    payment_method_id: str


class TauOrder(BaseModel):
    """``status``: pending, processed, delivered or cancelled in a world that nobody has touched."""

    model_config = READ

    order_id: str
    user_id: str
    address: TauAddress
    items: tuple[TauItem, ...]
    status: str
    payment_history: tuple[TauPayment, ...] = Field(min_length=1)


class TauDatabase(BaseModel):
    model_config = READ

    products: dict[str, TauProduct]
    users: dict[str, TauUser]
    orders: dict[str, TauOrder]


def read_database(path: Path) -> TauDatabase:
    """Raises BadWorld."""
    try:
        return TauDatabase.model_validate(read_json(path))
    except ValidationError as error:
        raise BadWorld(f"{path}: {first_problem(error)} It needs products, users and orders.") from error


def read_json(path: Path) -> Any:
    """Raises BadWorld."""
    try:
        return orjson.loads(path.read_bytes())
    except OSError as error:
        raise BadWorld(f"{path} cannot be read: {error.strerror}.") from error
    except orjson.JSONDecodeError as error:
        raise BadWorld(f"{path} is not JSON: {error}.") from error


def first_problem(error: ValidationError) -> str:
    """``orders.#W1.items: Field required.``"""
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'the whole'}: {first['msg']}."
