"""HWPX (OWPML, KS X 6101): sections of XML in a ZIP container, read with lxml alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from adapters.formats.archive import content, opened
from adapters.formats.flow import Flow
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Parsed

SECTION = re.compile(r"Contents/section(\d+)\.xml", re.IGNORECASE)
SMALLEST = 100  # hundredths of a point
WHITE = {"#FFFFFF", "#FEFEFE", "#FDFDFD"}
NO_FILL = {"", "NONE", *WHITE}
# Comments nobody sees in print, alternatives for older readers, field instructions, alt texts.
SKIPPED = {
    "hiddenComment",
    "default",
    "parameters",
    "shapeComment",
    "script",
    "secPr",
    "linesegarray",
}
INLINE = {"lineBreak": "\n", "tab": "\t", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
CONTAINERS = {"tbl", "drawText", "footNote", "endNote", "header", "footer", "caption"}


def parse_hwpx(data: bytes, limits: Limits) -> Parsed:
    """Hidden comments, deleted, white and minute text are left out. Raises
    ``UnreadableDocument``.
    """
    with opened(data, limits) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in content(
            archive, "META-INF/manifest.xml"
        ):
            raise UnreadableDocument("it is protected with a password; save it without one")
        numbered = {int(found[1]): name for name in names if (found := SECTION.fullmatch(name))}
        if not numbered:
            raise UnreadableDocument("a damaged HWPX (it has no sections)")
        header = (
            _tree(content(archive, "Contents/header.xml"))
            if "Contents/header.xml" in names
            else etree.Element("head")
        )
        walk = _Walk(header, Flow(limits.characters))
        for number in sorted(numbered):
            walk.section(_tree(content(archive, numbered[number])))
    return walk.flow.parsed()


def _tree(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(f"a damaged HWPX ({error})") from error


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _below(element: Any, name: str) -> Iterator[Any]:
    return cast("Iterator[Any]", element.iter(f"{{*}}{name}"))


class _Walk:
    def __init__(self, header: Any, flow: Flow) -> None:
        self.flow = flow
        self._drawn = False
        self._coloured = {
            fill.get("id")
            for fill in _below(header, "borderFill")
            if any(_colours(brush) for brush in _below(fill, "fillBrush"))
        }
        self._tiny, self._white = set[str](), set[str]()
        for letters in _below(header, "charPr"):
            shaded = letters.get("shadeColor", "").upper() not in NO_FILL
            if int(letters.get("height") or 1000) <= SMALLEST:
                self._tiny.add(letters.get("id"))
            elif letters.get("textColor", "").upper() in WHITE and not (
                shaded or letters.get("borderFillIDRef") in self._coloured
            ):
                self._white.add(letters.get("id"))

    def section(self, root: Any) -> None:
        self._drawn = any(True for _ in (*_below(root, "pic"), *_below(root, "fillBrush")))
        self.blocks(root)

    def blocks(self, parent: Any, *, coloured: bool = False) -> None:
        """Paragraphs and what is anchored in them, each after the paragraph that holds it."""
        for child in parent:
            name = _name(child)
            if name == "p":
                self.flow.lines("".join(self._texts(child, coloured=coloured)))
                self._anchored(child)
            elif name and name not in SKIPPED:
                self.blocks(child, coloured=coloured)

    def _anchored(self, parent: Any) -> None:
        for child in parent:
            name = _name(child)
            self.flow.pictured |= name == "pic"
            if name == "tbl":
                self._table(child)
            elif name in CONTAINERS:
                self.blocks(child, coloured=name == "drawText")
            elif name and name not in SKIPPED:
                self._anchored(child)

    def _texts(self, parent: Any, *, coloured: bool) -> Iterator[str]:
        for child in parent:
            name = _name(child)
            if not name or name in SKIPPED or name in CONTAINERS:
                continue
            if name == "t":
                yield from self._run(child)
            elif name == "run" and self._unseen(child, coloured=coloured):
                continue
            else:
                yield from self._texts(child, coloured=coloured)

    def _unseen(self, run: Any, *, coloured: bool) -> bool:
        letters = run.get("charPrIDRef")
        return letters in self._tiny or (letters in self._white and not coloured)

    def _run(self, text: Any) -> Iterator[str]:
        """With the text after inline marks; text struck out by a tracked change is left out."""
        deleted = False
        yield text.text or ""
        for child in text:
            name = _name(child)
            deleted = (deleted or name == "deleteBegin") and name != "deleteEnd"
            if not deleted:
                yield INLINE.get(name, "")
                yield child.tail or ""

    def _table(self, table: Any) -> None:
        for child in table:
            if _name(child) == "caption":
                self.blocks(child)
        whole = table.get("borderFillIDRef") in self._coloured
        # A table that floats before the text has what is drawn behind it for its ground.
        whole |= self._drawn and table.get("textWrap") == "IN_FRONT_OF_TEXT"
        for row in (child for child in table if _name(child) == "tr"):
            inner: list[Any] = []
            cells = []
            for cell in (child for child in row if _name(child) == "tc"):
                coloured = whole or cell.get("borderFillIDRef") in self._coloured
                cells.append(" ".join(self._cell(cell, inner, coloured=coloured)))
            for found in inner:
                self._table(found)
            self.flow.row(cells)

    def _cell(self, parent: Any, inner: list[Any], *, coloured: bool) -> Iterator[str]:
        """The paragraphs of a cell and of boxes in it; tables in it go to ``inner``."""
        for child in parent:
            name = _name(child)
            if name == "tbl":
                inner.append(child)
            elif name == "p":
                yield "".join(self._texts(child, coloured=coloured))
                yield from self._cell(child, inner, coloured=coloured)
            elif name and name not in SKIPPED and name != "t":
                yield from self._cell(child, inner, coloured=coloured)


def _colours(brush: Any) -> bool:
    for element in brush.iter():
        if _name(element) in {"gradation", "imgBrush"}:
            return True
        if _name(element) == "winBrush" and element.get("faceColor", "").upper() not in NO_FILL:
            return True
    return False
