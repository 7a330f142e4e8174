"""Which variant of a product is meant: its size, color and other options, what is not said staying as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from rapidfuzz import fuzz

from tools.base import BadArguments
from tools.catalog import Product, Variant
from tools.facts import option_values
from tools.resolve.match import option_named
from tools.resolve.question import question
from tools.resolve.size import normal_size, size_step

COLOR, SIZE, VALUE = "color", "size", "value"
VALUE_FITS = 80.0


@dataclass(frozen=True)
class Wish:
    """What was said about a variant. ``current`` holds the options of the line that it would replace.

    ``options`` are further ones by name, such as ``{"backlight": "RGB"}``.
    """

    size: str | None = None
    color: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    words: str = ""
    current: dict[str, str] = field(default_factory=dict)

    @property
    def names_option(self) -> bool:
        return any((said or "").strip() for said in (self.size, self.color, *self.options.values()))

    def said(self, product: Product, name: str) -> str | None:
        """What was said about one option of the product; what people call the size may be any option that is none."""
        named = next((value for key, value in self.options.items() if key.casefold() == name.casefold()), None)
        if named is None and name == COLOR:
            named = self.color
        if named is None and name == size_option(product):
            named = self.size
        return named.strip() if named and named.strip() else None


def size_option(product: Product) -> str | None:
    """The option that people call the size: the one of that name, else the first that is no color."""
    names = product.option_names
    return SIZE if SIZE in names else next((name for name in names if name != COLOR), None)


def resolve_variant(product: Product, wish: Wish) -> Variant:
    """The variant that was wished for, in stock or not. Raises BadArguments."""
    chosen = dict(wish.current)
    for name in product.option_names:
        if (said := wish.said(product, name)) is not None:
            chosen[name] = _value(product, name, said, wish)
        elif name not in chosen:
            chosen[name] = _unsaid(product, name, wish, chosen)
    _require_known(product, wish)
    variant = product.with_options(chosen)
    if variant is None:
        name = size_option(product) or COLOR
        raise question(
            _code("unknown", name), available(product, name, chosen), item=product.title, wanted=_named(name)
        )
    return variant


def _require_known(product: Product, wish: Wish) -> None:
    """Raises BadArguments for an option that the product does not have."""
    known = {name.casefold() for name in product.option_names}
    for name, value in wish.options.items():
        if name.casefold() not in known:
            raise question("unknown_option", product.option_names, item=product.title, wanted=f"{name} {value}")
    if wish.size and wish.size.strip() and size_option(product) is None:
        raise question("unknown_size", item=product.title, wanted=wish.size.strip())
    if wish.color and wish.color.strip() and COLOR not in product.option_names:
        raise question("unknown_color", item=product.title, wanted=wish.color.strip())


def available(product: Product, name: str, others: dict[str, str]) -> list[str]:
    """The values of one option that are in stock, the other options being as chosen."""
    rest = {key: value.casefold() for key, value in others.items() if key != name}
    fitting = (
        variant.options[name]
        for variant in product.variants
        if variant.stock > 0 and all(variant.options.get(key, "").casefold() == value for key, value in rest.items())
    )
    return list(dict.fromkeys(fitting))


def missing_option(product: Product, current: dict[str, str]) -> BadArguments:
    """The question when nothing was said about what to change to."""
    name = size_option(product) or COLOR
    values = [value for value in available(product, name, current) if value != current.get(name)]
    return question(_code("which", name), values, item=product.title, wanted=_named(name))


def _value(product: Product, name: str, said: str, wish: Wish) -> str:
    values = option_values(product, name)
    found = _size(said, values, wish.current.get(name)) if name == size_option(product) else None
    if found is None and name != SIZE:
        found = _nearest_value(said, values)
    if found is None:
        options = available(product, name, wish.current)
        raise question(_code("unknown", name), options, item=product.title, wanted=said.strip())
    return found


def _unsaid(product: Product, name: str, wish: Wish, chosen: dict[str, str]) -> str:
    values = option_values(product, name)
    if len(values) == 1:
        return values[0]
    if (named := option_named(wish.words, values)) is not None:
        return named
    raise question(_code("which", name), available(product, name, chosen), item=product.title, wanted=_named(name))


def _size(said: str, values: list[str], current: str | None) -> str | None:
    if exact := next((value for value in values if value.casefold() == said.strip().casefold()), None):
        return exact
    wanted = normal_size(said)
    if current and (step := size_step(said)) is not None:
        wanted = _stepped(current, step) or wanted
    bare = wanted.lstrip("$").casefold()
    return next((value for value in values if value.lstrip("$").casefold() == bare), None)


def _stepped(current: str, step: Decimal) -> str | None:
    try:
        return normal_size(str(Decimal(current) + step))
    except InvalidOperation:
        return None


def _nearest_value(said: str, values: list[str]) -> str | None:
    wanted = said.strip().casefold()
    scored = sorted(((fuzz.ratio(wanted, value.casefold()), value) for value in values), reverse=True)
    if named := option_named(said, values):
        return named
    return scored[0][1] if scored and scored[0][0] >= VALUE_FITS else None


def _code(kind: str, name: str) -> str:
    """Sizes, values and colors have questions of their own; everything else is an option."""
    if name == COLOR:
        return f"{kind}_{COLOR}"
    return f"{kind}_size" if name in (SIZE, VALUE) else f"{kind}_option"


def _named(name: str) -> str:
    """The name of an option that people have no word of their own for."""
    return "" if name in (COLOR, SIZE, VALUE) else name
