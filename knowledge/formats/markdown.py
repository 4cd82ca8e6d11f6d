"""Markdown, with or without YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.errors import UnreadableDocument
from knowledge.formats.characters import normalised
from knowledge.formats.encodings import decoded
from knowledge.formats.furniture import is_furniture
from knowledge.formats.html import soup_of
from knowledge.formats.pieces import Kind, Parsed, Piece
from knowledge.formats.plain import pieces_in

FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
MOST_VALUES = 20_000  # of a front matter; aliases of aliases make billions
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


# The parser in C where it was built: 130 documents in 0.2 s and not in 1 s.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Loader):  # type: ignore[valid-type, misc]
    """A key written twice is a mistake, not a correction."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for number, key in enumerate(keys):
            if key in keys[:number]:
                line = node.value[number][0].start_mark.line + 2
                raise UnreadableDocument(f"line {line}: {key} is written twice; keep one of them")
        return dict(super().construct_mapping(node, deep))

    def construct_yaml_timestamp(self, node: Any) -> Any:
        """A day that does not exist stays a text, so that its place can be named."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Strict.add_constructor("tag:yaml.org,2002:timestamp", _Strict.construct_yaml_timestamp)


def parse_markdown(data: bytes) -> Parsed:
    """Raises ``UnreadableDocument`` where the front matter is no YAML."""
    text = decoded(data).replace("\r\n", "\n")
    front_matter: Mapping[str, Any] = {}
    if match := FENCE.match(text):
        front_matter = _yaml(match["yaml"])
        text = text[match.end() :]
    elif text.startswith("---\n") and re.search(r"^\w+:", text, re.MULTILINE):
        raise UnreadableDocument("its front matter is not closed; end it with a line of ---")
    clean = normalised(COMMENT.sub("", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(clean)
    pieces = tuple(piece for piece in _pieces(tokens) if not is_furniture(piece.text))
    title = next((piece.text for piece in pieces), "")
    return Parsed(pieces, title, clean, front_matter)


def _yaml(text: str) -> Mapping[str, Any]:
    try:
        value = yaml.load(text, _Strict)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableDocument(
            f"front matter, line {line}: {error.problem}; put a text with : or # in quotation marks"
        ) from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise UnreadableDocument(f"front matter: {error}") from error
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UnreadableDocument("its front matter is not a list of `key: value` lines")
    if sum(1 for _ in islice(_inside(value), MOST_VALUES)) == MOST_VALUES:
        raise UnreadableDocument("its front matter grows beyond measure; write no * aliases in it")
    return value


def _inside(value: Any) -> Iterator[Any]:
    """Everything in it, what an alias stands for as often as it stands there."""
    yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, (dict, list)):
            yield from _inside(item)
        else:
            yield item


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    depth, level, row = 0, 0, list[str]()
    in_row = False
    for token in tokens:
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "tr_open":
            row, in_row = [], True
        elif token.type == "tr_close":
            in_row = False
            if any(row):
                yield Piece(Kind.ROW, " | ".join(row))
        elif token.type in {"inline", "fence", "code_block", "html_block"}:
            text = _text(token)
            if in_row:
                row.append(" ".join(text.split()))
            elif level:
                yield from _heading(text, level)
                level = 0
            else:
                yield from _paragraph(text, listed=depth > 0)


def _heading(text: str, level: int) -> Iterator[Piece]:
    if text.strip():
        yield Piece(Kind.HEADING, " ".join(text.split()), level)


def _paragraph(text: str, *, listed: bool) -> Iterator[Piece]:
    for piece in pieces_in(text):
        kind = Kind.ITEM if listed and piece.kind is Kind.PARAGRAPH else piece.kind
        yield Piece(kind, piece.text, piece.level and 6)


def _text(token: Token) -> str:
    """What a reader sees of it: no marks, no addresses, no pictures."""
    if token.type == "html_block":
        return soup_of(token.content).get_text(" ")
    if token.children is None:
        return token.content
    parts = []
    for child in token.children:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)
