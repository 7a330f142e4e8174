"""Words made comparable: lower case, singular, without fillers; and how well a name fits them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from tools.resolve.size import NUMBERS

FILLERS = frozenset(
    "a an the my our your their his her this that these those of for in from with and please pair pairs size sizes "
    "color colors colour item items order orders thing things product one ones it them back new some any "
    "el la los las mi mis un una de del talla color pedido".split()
)
FOOTWEAR = frozenset("shoe shoes sneaker footwear boot zapato zapatilla calzado".split())
FITS = 78.0
CLOSE = 6.0
JOINED_FITS = 88.0
ALIASES = {"sox": "sock", "sandal": "slide"}
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name that say something: ``"my Scarpas"`` gives ``("scarpa",)``."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'").replace("'s", "")).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    found = (singular(word) for word in _WORD.findall(letters))
    return tuple(word for word in found if word not in FILLERS)


def singular(word: str) -> str:
    one = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return ALIASES.get(one, one)


def is_footwear(words: Iterable[str]) -> bool:
    """True when the words name no more than a kind: shoes."""
    named = tuple(words)
    return bool(named) and all(singular(word) in FOOTWEAR or word in FOOTWEAR for word in named)


def fit(asked: Iterable[str], name: str, options: Iterable[str] = ()) -> float:
    """How well a name fits what was asked for, 0 to 100: the mean over the words, each by its best partner.

    Words that only name one of the ``options``, a number or a kind neither help nor harm.
    """
    partners = words_of(name)
    values = {word for option in options for word in (option.casefold(), *words_of(option))}
    wanted = [word for word in asked if word in partners or not _says_little(word, values)]
    if not wanted or not partners:
        return 0.0
    mean = sum(max(_likeness(word, partner) for partner in partners) for word in wanted) / len(wanted)
    joined = fuzz.ratio("".join(wanted), "".join(partners))
    return max(mean, joined if joined >= JOINED_FITS else 0.0)


def _says_little(word: str, values: set[str]) -> bool:
    is_number = word in NUMBERS or word == "half" or word[0].isdigit()
    return is_number or word in FOOTWEAR or word in values or len(word) == 1


def _likeness(word: str, partner: str) -> float:
    if word == partner:
        return 100.0
    if any(char.isdigit() for char in word + partner) or min(len(word), len(partner)) < 3:
        return 0.0
    if len(word) >= 4 and partner.startswith(word):
        return 92.0
    return fuzz.ratio(word, partner)
