"""A quick reply is checked when it is saved, and says what it lacks for a customer."""

from __future__ import annotations

import pytest

from api.console.quick import VARIABLES, Unusable, checked, fill, ready, values_for
from tests.api.test_people import SilentShop
from tests.scene import NOBODY, SMEAR, STEPHANIE, scene


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("late", "Hi {{ frist_name }}", "There is no variable frist_name. There are: first_name, order"),
        ("late", "Hi {{ first_name }", "two braces"),
        ("late", "Hi {{ first_name }} {{", "two braces"),
        ("late", "{% for x in y %}{{ x }}", "There is no variable x"),
        ("Two words", "Hi", "lower-case"),
        ("late", " ", "1 to 640"),
        ("late", "x" * 641, "1 to 640"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_with_what_to_do(name: str, body: str, told: str) -> None:
    with pytest.raises(Unusable) as why:
        checked(name, body)
    assert told in why.value.words


def test_a_slash_and_capitals_in_the_name_are_no_trouble() -> None:
    assert checked(" /Late-Parcel ", " Hi {{first_name}}\r\n") == ("late-parcel", "Hi {{first_name}}")


async def test_variables_are_the_customers_own() -> None:
    _, shop = scene()
    values = await values_for(shop, STEPHANIE, SMEAR, "Ana")
    assert set(values) == set(VARIABLES)
    text, missing = fill("Hi {{ first_name }}, {{order}} is {{order_state}} – {{ my_name }}", values)
    assert (text, missing) == ("Hi Stephanie, #12346 is packed - Ana", [])


async def test_what_there_is_not_is_told_and_not_made_up() -> None:
    _, shop = scene()
    rows = [{"id": "q", "name": "late", "body": "Hi {{ first_name }}, {{ tracking }}"}]
    (offered,) = ready(rows, await values_for(shop, NOBODY, SMEAR, "Ana"))
    assert offered["text"] == "Hi [first_name], [tracking]"
    assert offered["lacks"] == "needs the customer's first name, the tracking link of that order"
    assert "first_name" not in await values_for(SilentShop(), STEPHANIE, SMEAR, "Ana")


def test_a_value_is_never_read_as_a_variable() -> None:
    assert fill("Hi {{ first_name }}", {"first_name": "{{ email }}", "email": "x"})[0] == "Hi {{ email }}"
