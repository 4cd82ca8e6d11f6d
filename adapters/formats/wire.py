"""What goes between parent and child: a JSON object and bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from datetime import date, datetime
from typing import IO, Any

from knowledge.formats.pieces import Kind, Parsed, Piece

LENGTH = struct.Struct(">Q")
LONGEST = 200_000_000  # bytes that either side takes

Message = Mapping[str, Any]


class Closed(Exception):
    """The other side has gone, or does not speak this language."""


def write(stream: IO[bytes], message: Message, data: bytes = b"") -> None:
    head = json.dumps(message, ensure_ascii=False, default=_tagged).encode("utf-8", "replace")
    for part in (head, data):
        stream.write(LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[Message, bytes]:
    """Raises ``Closed``."""
    head = _part(stream)
    data = _part(stream)
    try:
        message = json.loads(head, object_hook=_untagged)
    except ValueError as error:
        raise Closed from error
    if not isinstance(message, dict):
        raise Closed
    return message, data


def _part(stream: IO[bytes]) -> bytes:
    length = _exactly(stream, LENGTH.size)
    (size,) = LENGTH.unpack(length)
    if size > LONGEST:
        raise Closed
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) != size:
        raise Closed
    return found


def parsed_json(parsed: Parsed) -> Message:
    return {
        "pieces": [[piece.kind.value, piece.text, piece.level] for piece in parsed.pieces],
        "title": parsed.title,
        "raw": parsed.raw,
        "front_matter": parsed.front_matter,
        "remarks": parsed.remarks,
    }


def parsed_of(message: Message) -> Parsed:
    """Raises ``Closed`` for what is none: a child that was taken over is not believed."""
    try:
        return Parsed(
            tuple(
                Piece(Kind(kind), str(text), int(level)) for kind, text, level in message["pieces"]
            ),
            str(message["title"]),
            str(message["raw"]),
            dict(message["front_matter"]),
            tuple(str(remark) for remark in message["remarks"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Closed from error


def _tagged(value: object) -> object:
    """YAML has days and moments, JSON has not."""
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    message = f"{type(value).__name__} cannot be sent"
    raise TypeError(message)


def _untagged(value: dict[str, Any]) -> Any:
    if value.keys() == {"$moment"}:
        return datetime.fromisoformat(value["$moment"])
    if value.keys() == {"$day"}:
        return date.fromisoformat(value["$day"])
    return value
