"""A reply on its way, as JSON and back, for the outbox. Strict: what does not fit is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.errors import BadInput
from bot.messages import Address, Outgoing


def to_json(outgoing: Outgoing) -> dict[str, Any]:
    """Dates as ISO 8601, enumerations by value, tuples as lists, nothing left out."""
    encoded: dict[str, Any] = _encode(outgoing)
    return encoded


def from_json(data: Mapping[str, Any]) -> Outgoing:
    """The very same reply; raises BadInput that names the place where the data does not fit."""
    decoded: Outgoing = _decode(Outgoing, data, "outgoing")
    return decoded


def address_to_json(address: Address) -> dict[str, Any]:
    encoded: dict[str, Any] = _encode(address)
    return encoded


def address_from_json(data: Mapping[str, Any]) -> Address:
    """Raises BadInput as ``from_json`` does."""
    decoded: Address = _decode(Address, data, "address")
    return decoded


def _encode(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _decode(kind: Any, value: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _decode_optional(kind, value, place)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value, place)
    if is_dataclass(kind):
        return _decode_dataclass(kind, value, place)
    if issubclass(kind, StrEnum | date):
        return _decode_named(kind, value, place)
    if type(value) is not kind:
        raise _misfit(place, kind.__name__)
    return value


def _decode_optional(kind: Any, value: Any, place: str) -> Any:
    if value is None:
        return None
    (inner,) = (arm for arm in get_args(kind) if arm is not NoneType)
    return _decode(inner, value, place)


def _decode_tuple(arms: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _misfit(place, "list")
    kinds = (arms[0],) * len(value) if arms[-1] is Ellipsis else arms
    if len(kinds) != len(value):
        raise _misfit(place, f"list of {len(kinds)}")
    pairs = enumerate(zip(kinds, value, strict=True))
    return tuple(_decode(kind, item, f"{place}[{n}]") for n, (kind, item) in pairs)


def _decode_dataclass(kind: Any, value: Any, place: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, Mapping) or not _needed(kind) <= value.keys() <= hints.keys():
        raise _misfit(place, f"object with {', '.join(hints)}")
    return kind(**{name: _decode(hints[name], value[name], f"{place}.{name}") for name in value})


def _decode_named(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, str):
        raise _misfit(place, "text")
    try:
        if kind is datetime:
            return datetime.fromisoformat(value)
        return date.fromisoformat(value) if kind is date else kind(value)
    except ValueError:
        raise _misfit(place, kind.__name__) from None


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _needed(kind: Any) -> set[str]:
    """A row written before a field was added lacks it: what has a default may be absent."""
    absent = (MISSING, MISSING)
    return {each.name for each in fields(kind) if (each.default, each.default_factory) == absent}


def _misfit(place: str, wanted: str) -> BadInput:
    return BadInput(f"{place}: not a {wanted}")
