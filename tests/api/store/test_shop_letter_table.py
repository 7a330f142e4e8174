"""The table of letters."""

from __future__ import annotations

from api.store.shop_letter_table import LetterRow
from api.store.shop_tables import SHOP_TABLES


def test_letters_go_with_the_rest_of_the_shop() -> None:
    assert LetterRow in SHOP_TABLES
