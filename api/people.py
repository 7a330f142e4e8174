"""Names and numbers of customers as pages show them."""

from __future__ import annotations

from api.service import Service
from tools.shop import ShopError


class People:
    """Names by phone, each asked of the shop once. A shop that does not answer leaves the number to be shown."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._names: dict[tuple[str, str], str] = {}

    async def name(self, brand: str, phone: str) -> str:
        key = (brand, phone)
        if key not in self._names:
            self._names[key] = await self._ask(brand, phone)
        return self._names[key]

    async def _ask(self, brand: str, phone: str) -> str:
        deps = self._service.brands.get(brand)
        if deps is None:
            return shown(phone)
        try:
            customer = await deps.shop.customer(phone)
        except ShopError:
            return shown(phone)
        return customer.name if customer else "Not a customer"


def shown(phone: str) -> str:
    """A number as a phone shows it: ``(415) 555-0101``; other countries' as they are."""
    if len(phone) == 12 and phone.startswith("+1"):
        return f"({phone[2:5]}) {phone[5:8]}-{phone[8:]}"
    return phone
