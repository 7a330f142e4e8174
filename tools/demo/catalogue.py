"""What the demo shop sells: products, sizes, colors, prices and stock."""

from __future__ import annotations

from decimal import Decimal

from tools.catalog import Product, Variant
from tools.demo.days import Days
from tools.money import Money, dollars

SHOP_URL = "https://smearshoes.example"
PLENTY = 12
COLORS = ("Slate", "Clay", "Moss")
GIFT_VALUES = ("50", "100")
MOSS_SOLD_OUT = ("9", "10")


def sizes(first: int, last: int, step: str = "0.5") -> tuple[str, ...]:
    """Shoe sizes as people write them: ``sizes(6, 7)`` is ``("6", "6.5", "7")``."""
    stride = Decimal(step)
    count = int((last - first) / stride) + 1
    return tuple(f"{(first + index * stride).normalize():f}" for index in range(count))


def catalogue(days: Days) -> tuple[Product, ...]:
    """Every product of the demo shop, the ones of the contract first."""
    return (*_climbing_shoes(days), *_trail_shoes(), *_accessories(days), _gift_card(), *_extras())


def _climbing_shoes(days: Days) -> tuple[Product, ...]:
    drago = _sized(
        "Scarpa Drago", sizes(6, 12), dollars(199), "A soft, sensitive slipper for steep boulders.", ("11.5",)
    )
    instinct = _sized("Scarpa Instinct VS", sizes(6, 12), dollars(185), "A precise all-rounder with one strap.")
    solution = _sized("La Sportiva Solution", sizes(6, 12), dollars(179), "A downturned shoe that toes into pockets.")
    kira = _sized("Evolv Kira", sizes(5, 10), dollars(120), "A supportive first shoe with two straps.")
    dropped = {"was_price": dollars(205), "price_changed_on": days.day(-1)}
    return (drago, instinct, solution.model_copy(update=dropped), kira.model_copy(update={"final_sale": True}))


def _trail_shoes() -> tuple[Product, ...]:
    slide = _sized("Basecamp Slide", sizes(6, 13, "1"), dollars(48), "A slide for tired feet after a day out.")
    return (_trailhead_runner(), slide)


def _trailhead_runner() -> Product:
    variants = tuple(
        Variant(
            id=f"trailhead-runner-{size}-{color.lower()}",
            options={"size": size, "color": color},
            price=dollars(138),
            stock=0 if color == "Moss" and size in MOSS_SOLD_OUT else PLENTY,
        )
        for size in sizes(6, 13)
        for color in COLORS
    )
    return Product(
        id="trailhead-runner",
        title="Trailhead Runner",
        description="A light trail shoe with a grippy sole and a wide toe box.",
        option_names=("size", "color"),
        variants=variants,
        url=f"{SHOP_URL}/products/trailhead-runner",
    )


def _accessories(days: Days) -> tuple[Product, ...]:
    loose = _single("Loose Chalk 300 g", dollars(14), "Fine loose chalk in a bag that closes.")
    liquid = _single("Liquid Chalk 200 ml", dollars(16), "Liquid chalk that dries in seconds.")
    resole = _single("Resole Kit", dollars(39), "Rubber, glue and a rasp: one pair gets new soles.")
    monthly = {"subscribable_months": (1, 2)}
    return (
        loose.model_copy(update=monthly),
        liquid.model_copy(update=monthly),
        resole.model_copy(update={"back_in_stock_on": days.day(-1)}),
        _sized("Crag Socks", ("S", "M", "L"), dollars(18), "Thin merino socks for cold belays."),
    )


def _gift_card() -> Product:
    variants = tuple(
        Variant(id=f"gift-card-{value}", options={"value": f"${value}"}, price=dollars(value), stock=1000)
        for value in GIFT_VALUES
    )
    return Product(
        id="gift-card",
        title="Gift Card",
        description="A card to spend on anything in the shop.",
        option_names=("value",),
        variants=variants,
        returnable=False,
        url=f"{SHOP_URL}/products/gift-card",
    )


def _extras() -> tuple[Product, ...]:
    return (
        _sized("Trail Gaiters", ("S", "M", "L"), dollars(28), "Light gaiters that keep grit out of low shoes."),
        _single("Rope Bag", dollars(45), "A bag with a tarp for an 80 m rope."),
        _single("Finger Tape", dollars(6), "Cotton tape for sore fingers, 10 m."),
    )


def _sized(title: str, labels: tuple[str, ...], price: Money, text: str, sold_out: tuple[str, ...] = ()) -> Product:
    slug = slug_of(title)
    variants = tuple(
        Variant(
            id=f"{slug}-{label.lower()}",
            options={"size": label},
            price=price,
            stock=0 if label in sold_out else PLENTY,
        )
        for label in labels
    )
    url = f"{SHOP_URL}/products/{slug}"
    return Product(id=slug, title=title, description=text, option_names=("size",), variants=variants, url=url)


def _single(title: str, price: Money, text: str) -> Product:
    slug = slug_of(title)
    only = Variant(id=slug, price=price, stock=2 * PLENTY)
    return Product(id=slug, title=title, description=text, variants=(only,), url=f"{SHOP_URL}/products/{slug}")


def slug_of(title: str) -> str:
    """``Loose Chalk 300 g`` becomes ``loose-chalk-300-g``."""
    return title.lower().replace(" ", "-")
