"""What a field of the shop holds, so that a patch turns `$45.00` into money where money stands, and nowhere else."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

_LITERAL: Any = Literal
Kinds = tuple[Any, ...]
"""The types that a place may hold; none: it is not known."""


def kinds_of(annotation: Any) -> Kinds:
    """The members of a union, without None and without what an `Annotated` adds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return kinds_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return tuple(kind for one in get_args(annotation) for kind in kinds_of(one))
    return () if annotation is NoneType else (annotation,)


def below(kinds: Kinds, key: str) -> Kinds:
    """What is at ``key`` of such a place: a field of a model, a value of a map, or the item of a list by its id."""
    return tuple(kind for one in kinds for kind in _below(one, key))


def is_words(kinds: Kinds) -> bool:
    """Whether whatever stands here is text, however much it looks like money or a day."""
    return bool(kinds) and all(one is str or get_origin(one) == _LITERAL for one in kinds)


def _below(kind: Any, key: str) -> Kinds:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(key)
        return kinds_of(field.annotation) if field else ()
    inner = [one for one in get_args(kind) if one is not Ellipsis]
    return kinds_of(inner[-1]) if inner and get_origin(kind) in (tuple, list, dict) else ()
