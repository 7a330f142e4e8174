"""Products and variants are found by id and by what a customer calls them."""

import pytest

from tools.catalog import Product, Variant, find_variant
from tools.money import dollars

SHOE = Product(
    id="runner",
    title="Runner",
    description="",
    option_names=("size", "color"),
    variants=(
        Variant(id="runner-8-slate", options={"size": "8", "color": "Slate"}, price=dollars(138), stock=1),
        Variant(id="runner-8-moss", options={"size": "8", "color": "Moss"}, price=dollars(138), stock=0),
    ),
)
KIT = Product(id="kit", title="Kit", description="", variants=(Variant(id="kit", price=dollars(39), stock=2),))


@pytest.mark.parametrize("color", ["Slate", "slate", "SLATE"])
def test_case_does_not_matter_in_options(color: str) -> None:
    found = SHOE.with_options({"color": color, "size": "8"})
    assert found is not None
    assert found.id == "runner-8-slate"


@pytest.mark.parametrize("options", [{"size": "8"}, {"size": "9", "color": "Slate"}, {}])
def test_half_an_answer_is_no_variant(options: dict[str, str]) -> None:
    assert SHOE.with_options(options) is None


def test_one_size_is_found_without_options() -> None:
    assert KIT.with_options({}) == KIT.variants[0]


def test_a_variant_is_found_with_its_product() -> None:
    assert find_variant((KIT, SHOE), "runner-8-moss") == (SHOE, SHOE.variants[1])
    assert find_variant((KIT, SHOE), "runner-9-moss") is None
    assert SHOE.variant("kit") is None
