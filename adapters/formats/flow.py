"""The lines, rows and headings of one document, in their order, to ``Parsed``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.errors import UnreadableDocument
from knowledge.formats import normalised
from knowledge.formats.pieces import Kind, Parsed, Piece
from knowledge.formats.plain import headed, pieces_in


@dataclass(slots=True)
class Flow:
    """``longest`` characters are taken, then it refuses. ``pictured`` if there are pictures."""

    longest: int
    pieces: list[Piece] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    marked: bool = False
    pictured: bool = False
    _taken: int = 0

    def lines(self, text: str, *, listed: bool = False) -> None:
        """A paragraph, or lines that may be paragraphs broken anywhere."""
        clean = self._take(text)
        for piece in pieces_in(clean):
            kind = Kind.ITEM if listed and piece.kind is Kind.PARAGRAPH else piece.kind
            self.pieces.append(replace(piece, kind=kind))

    def heading(self, text: str, level: int) -> None:
        if clean := " ".join(self._take(text).split()):
            self.marked = True
            self.pieces.append(Piece(Kind.HEADING, clean, level))

    def row(self, cells: Sequence[str]) -> None:
        """A table's row is one line; empty cells are left out."""
        clean = [" ".join(self._take(cell).split()) for cell in cells]
        if any(clean):
            self.pieces.append(Piece(Kind.ROW, " | ".join(cell for cell in clean if cell)))

    def parsed(self, title: str = "", remarks: Sequence[str] = ()) -> Parsed:
        """Where no heading was marked, they are read off as in plain text. Raises
        ``UnreadableDocument`` for pictures without text.
        """
        if self.pictured and not self.pieces:
            raise UnreadableDocument("no text in it, only pictures; send a file with text")
        pieces = tuple(self.pieces if self.marked else headed(self.pieces))
        first = next((piece.text for piece in pieces), "")
        return Parsed(pieces, title or first, "\n".join(self.raw), remarks=tuple(remarks))

    def _take(self, text: str) -> str:
        clean = normalised(text)
        self._taken += len(clean)
        if self._taken > self.longest:
            raise UnreadableDocument(f"it holds more than {self.longest:,} characters of text")
        self.raw.append(clean)
        return clean
