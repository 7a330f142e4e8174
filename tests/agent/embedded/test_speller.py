"""Slips of the finger are mended towards words that the examples know; right words stay."""

from __future__ import annotations

from agent.embedded.speller import Speller

SPELLER = Speller(["where is my order", "I want to exchange my shoes", "return it"], known={"sandal", "orders"})


def test_a_slip_is_mended() -> None:
    assert SPELLER("i want to echange my shose") == "i want to exchange my shoes"
    assert SPELLER("retrun it") == "return it"


def test_a_word_that_the_encoder_knows_stays() -> None:
    assert SPELLER("my sandal") == "my sandal"


def test_short_and_foreign_words_stay() -> None:
    assert SPELLER("teh zxqwvb") == "teh zxqwvb"


def test_words_of_the_shop_are_known() -> None:
    assert Speller([], shop=["Scarpa Drago"])("drgao") == "drago"


NAMES = ("Scarpa Drago", "Evolv Kira")


def test_names_that_are_talked_of_are_likelier_than_words() -> None:
    assert SPELLER("my dargos and kirs", NAMES) == "my dragos and kira"


def test_letters_that_changed_places_are_likelier_than_another_letter() -> None:
    assert Speller(["what what what want"])("wnat") == "want"


def test_words_without_their_apostrophe_are_right() -> None:
    assert Speller(["agent"])("they arent") == "they arent"


def test_spanish_is_mended_by_its_sound() -> None:
    assert Speller(["quiero devolver mis zapatos"])("kiero devolver mis sapatos") == "quiero devolver mis zapatos"
