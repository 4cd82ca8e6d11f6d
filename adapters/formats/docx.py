"""Word documents: python-docx opens the package and knows the styles, the body is walked here,
because text boxes, content controls, notes and hidden runs are none of its objects.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from adapters.formats.archive import opened
from adapters.formats.flow import Flow
from adapters.formats.limits import Limits
from adapters.formats.wordhidden import Unseen
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Parsed

NOTES = (KIND.FOOTNOTES, KIND.ENDNOTES)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = {FALLBACK, qn("w:del"), qn("w:moveFrom")}
PICTURES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
OPAQUE = {qn("w:sdtPr"), qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:instrText")}
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


def parse_docx(data: bytes, limits: Limits) -> Parsed:
    """Comments, deleted and hidden text are left out. Raises ``UnreadableDocument``."""
    opened(data, limits).close()
    try:
        word = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError) as error:
        raise UnreadableDocument(f"a damaged Word document ({error})") from error
    walk = _Walk(word, Flow(limits.characters))
    walk.blocks(word.element.body)
    for part in _notes(word):
        for note in part.iterchildren():
            if note.get(qn("w:type")) is None:  # else it is the line above the notes
                walk.blocks(note)
    return walk.flow.parsed(" ".join((word.core_properties.title or "").split()))


def _notes(word: Word) -> Iterator[Any]:
    for relation in word.part.rels.values():
        if relation.reltype in NOTES and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


class _Walk:
    def __init__(self, word: Word, flow: Flow) -> None:
        self.flow = flow
        self._unseen = Unseen(word.styles.element)
        self._styles = {
            style.style_id: style.name or "" for style in word.styles if style.type is not None
        }

    def blocks(self, parent: Any) -> None:
        for child in parent.iterchildren():
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag not in SKIPPED and child.tag not in OPAQUE:
                self.blocks(child)

    def _paragraph(self, paragraph: Any) -> None:
        text = "".join(self._texts(paragraph)).strip()
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self._styles.get(style.get(qn("w:val"), ""), "") if style is not None else ""
        if found := HEADING.fullmatch(name):
            self.flow.heading(text, int(found[1]) + 1)
        elif name == "Title":
            self.flow.heading(text, 1)
        else:
            listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
            self.flow.lines(text, listed=listed or name.startswith("List"))
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(above.tag in SKIPPED for above in box.iterancestors()):
                self.blocks(box)

    def _texts(self, parent: Any) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag in SKIPPED or child.tag in OPAQUE or child.tag == qn("w:txbxContent"):
                continue
            self.flow.pictured |= child.tag in PICTURES
            if child.tag == qn("w:r"):
                if not self._unseen.hides(child, parent):
                    yield from self._texts(child)
            elif child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in {qn("w:br"), qn("w:cr")}:
                yield "\n"
            elif child.tag in {qn("w:tab"), qn("w:ptab")}:
                yield "\t"
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-"
            else:
                yield from self._texts(child)

    def _table(self, table: Any) -> None:
        """A cell that holds a table is told before its row, in rows of its own."""
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue
            cells = []
            for cell in row.iter(qn("w:tc")):
                if next(cell.iterancestors(qn("w:tr"))) is not row:
                    continue
                own = [p for p in cell.iter(qn("w:p")) if next(p.iterancestors(qn("w:tc"))) is cell]
                cells.append(" ".join("".join(self._texts(p)) for p in own))
                for inner in cell.iter(qn("w:tbl")):
                    if next(inner.iterancestors(qn("w:tbl"))) is table:
                        self._table(inner)
            self.flow.row(cells)
