"""Looking a customer up in the embedded shop: by name, e-mail, phone, or the number of an order."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.store.erasure_tables import ERASED
from api.store.shop_rows import customer_of
from api.store.shop_tables import CardRow, CustomerRow, OrderRow
from tools.customer import Customer
from tools.lookup import digits_of, words_of

_PHONE = col(CustomerRow.phone)


async def search(session: AsyncSession, words: str, most: int) -> tuple[Customer, ...]:
    """Whoever fits every word, by name; nobody for no words, and nobody who was erased."""
    asked = words_of(words)
    if not asked:
        return ()
    fits = select(_PHONE).where(_PHONE != ERASED, *(_fits(word) for word in asked))
    first = fits.order_by(col(CustomerRow.name), _PHONE).limit(most)
    query = (
        select(CustomerRow, CardRow)
        .outerjoin(CardRow, col(CardRow.phone) == _PHONE)
        .where(_PHONE.in_(first))
        .order_by(col(CustomerRow.name), _PHONE)
    )
    cards: dict[str, list[CardRow]] = {}
    people: dict[str, CustomerRow] = {}
    for person, card in await session.execute(query):
        people[person.phone] = person
        cards.setdefault(person.phone, []).extend([card] if card is not None else [])
    return tuple(customer_of(person, cards[phone]) for phone, person in people.items())


def _fits(word: str) -> ColumnElement[bool]:
    ways = [func.lower(column).contains(word, autoescape=True) for column in (CustomerRow.name, CustomerRow.email)]
    if digits := digits_of(word):
        own = exists().where(col(OrderRow.customer_phone) == _PHONE, col(OrderRow.number) == digits)
        ways += [_PHONE.contains(digits, autoescape=True), own]
    return or_(*ways)
