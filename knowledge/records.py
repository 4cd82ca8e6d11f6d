"""Frozen dataclasses to JSON and back, strictly: what is not of the type is refused, not coerced.

Fields that hold their default are left out. Moments are ISO 8601 with their offset. The members of
a union are told apart by their JSON type; where two would look alike (a date and a text), by a tag
``{"date": ...}``, and dataclasses of a union by ``{"<Name>": {...}}``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Decode = Callable[[Any], Any]


class BadRecord(ValueError):
    """JSON that is not a record of the expected type."""


def encode(value: Any, *, tagged: bool = False) -> Any:
    """``value`` as what ``json.dumps`` takes; ``tagged`` where its type is one of a union."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            name: encode(item, tagged=union)
            for name, union, default in _written(type(value))
            if (item := getattr(value, name)) != default
        }
        return {type(value).__name__: fields} if tagged else fields
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return {"date": value.isoformat()} if tagged else value.isoformat()
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def decode(kind: type[T], value: Any) -> T:
    """The record of type ``kind``; raises ``BadRecord`` naming the field that does not fit."""
    reader: Decode = _decoder(cast("Any", kind))
    return cast("T", reader(value))


@cache
def _written(kind: type) -> tuple[tuple[str, bool, Any], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (field.name, len(_choices(hints[field.name])) > 1, _default(field))
        for field in dataclasses.fields(kind)
    )


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in {Union, UnionType}:
        return tuple(member for member in get_args(hint) if member is not NoneType)
    return (hint,)


@cache
def _decoder(hint: Any) -> Decode:
    if get_origin(hint) in {Union, UnionType}:
        return _union(hint)
    if get_origin(hint) in {tuple, frozenset}:
        return _many(hint)
    if get_origin(hint) is Mapping:
        return _plain(dict)
    if dataclasses.is_dataclass(hint):
        return _record(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, (StrEnum, date)):
        return _text(hint)
    if hint in {str, int, bool, float}:
        return _plain(hint)
    message = f"no rule to read {hint}"
    raise TypeError(message)


def _plain(kind: type) -> Decode:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise BadRecord(f"{value!r} is not {kind.__name__}")
        return value

    return read


def _text(kind: type) -> Decode:
    make = kind if issubclass(kind, StrEnum) else cast("Any", kind).fromisoformat

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise BadRecord(f"{value!r} is not {kind.__name__}")
        try:
            return make(value)
        except ValueError as error:
            raise BadRecord(f"{value!r} is not {kind.__name__}") from error

    return read


def _many(hint: Any) -> Decode:
    kind, members = get_origin(hint), get_args(hint)
    open_ended = kind is frozenset or members[-1] is Ellipsis
    size = None if open_ended else len(members)
    readers = [_decoder(member) for member in members if member is not Ellipsis]

    def read(value: Any) -> Any:
        if not isinstance(value, list) or (size is not None and len(value) != size):
            raise BadRecord(f"{value!r} is not a list of the right length")
        if open_ended:
            return kind(readers[0](item) for item in value)
        return kind(reader(item) for reader, item in zip(readers, value, strict=True))

    return read


def _union(hint: Any) -> Decode:
    choices = _choices(hint)
    optional = NoneType in get_args(hint)
    if len(choices) == 1:
        inner = _decoder(choices[0])
        return lambda value: None if value is None and optional else inner(value)
    tags = {choice.__name__: choice for choice in choices if isinstance(choice, type)}

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        if isinstance(value, dict) and len(value) == 1:
            tag, inner = next(iter(value.items()))
            if tag in tags:
                return _decoder(tags[tag])(inner)
        for choice in choices:
            if isinstance(value, list) and get_origin(choice) is tuple:
                return _decoder(choice)(value)
            if type(value) is choice:
                return value
        raise BadRecord(f"{value!r} is none of {hint}")

    return read


def _record(kind: type) -> Decode:
    def read(value: Any) -> Any:
        readers, needed = _fields(kind)  # late: a record may hold records of its own type
        if not isinstance(value, dict):
            raise BadRecord(f"{value!r} is not {kind.__name__}")
        if wrong := (value.keys() - readers.keys()) | (needed - value.keys()):
            raise BadRecord(f"{kind.__name__}: unknown or missing {sorted(wrong)}")
        return kind(**{name: readers[name](item) for name, item in value.items()})

    return read


@cache
def _fields(kind: type) -> tuple[dict[str, Decode], frozenset[str]]:
    hints = get_type_hints(kind)
    fields = dataclasses.fields(kind)
    needed = frozenset(f.name for f in fields if _default(f) is dataclasses.MISSING)
    return {field.name: _decoder(hints[field.name]) for field in fields}, needed
