"""Web pages: the text a visitor sees, under its headings."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import CData, NavigableString, PageElement, Tag

from knowledge.formats.characters import normalised
from knowledge.formats.encodings import decoded
from knowledge.formats.furniture import without_furniture
from knowledge.formats.pieces import Kind, Parsed, Piece
from knowledge.formats.plain import pieces_in

UNSEEN = (
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "form", "nav",
    "button", "select", "head", "aside", "dialog", "footer",
)  # fmt: skip
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "header", "hr", "html", "li", "main", "ol", "p", "pre",
     "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
     "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
HEADING = re.compile("h[1-6]")
MAIN_SHARE = 0.4  # of the page's text, that makes <main> or <article> the page


CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def parse_html(data: bytes) -> Parsed:
    """Tables keep their rows, cells parted by a bar."""
    declared = CHARSET.search(data[:4096])
    soup = soup_of(decoded(data, declared[1].decode() if declared else ""))
    name = normalised(soup.title.get_text(" ", strip=True)) if soup.title else ""
    for tag in soup.find_all(_unseen):
        tag.decompose()
    body = soup.body or soup
    found = list(_pieces(_main(body)))
    kept = without_furniture([piece.text for piece in found])
    pieces = tuple(piece for piece, stays in zip(found, kept, strict=True) if stays)
    heading = next((piece.text for piece in pieces if piece.level == 1), "")
    return Parsed(pieces, heading or name, normalised(body.get_text("\n")))


def soup_of(text: str) -> BeautifulSoup:
    """The tree of a page or of a piece of one; whether it is a good page is not asked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(text, "lxml")


def _unseen(tag: Tag) -> bool:
    style = tag.get("style")
    return (
        tag.name in UNSEEN
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or (isinstance(style, str) and bool(HIDDEN.search(style)))
    )


def _main(body: Tag) -> Tag:
    whole = len(body.get_text(strip=True))
    for name in ("main", "article"):
        tags = [tag for tag in body.find_all(name) if isinstance(tag, Tag)]
        if len(tags) == 1 and len(tags[0].get_text(strip=True)) >= MAIN_SHARE * whole:
            return tags[0]
    return body


def _pieces(tag: Tag) -> Iterator[Piece]:
    run: list[str] = []
    for child in tag.children:
        if not (isinstance(child, Tag) and child.name in BLOCKS):
            run.append(_inline(child))
            continue
        yield from _running(run, tag)
        run = []
        if child.name == "tr":
            yield from _row(child)
        elif HEADING.fullmatch(child.name):
            heading = " ".join(normalised(child.get_text(" ")).split())
            if heading:
                yield Piece(Kind.HEADING, heading, int(child.name[1]))
        else:
            yield from _pieces(child)
    yield from _running(run, tag)


def _running(run: list[str], tag: Tag) -> Iterator[Piece]:
    listed = tag.name == "li" or tag.find_parent("li") is not None
    for piece in pieces_in(normalised("".join(run))):
        kind = Kind.ITEM if listed and piece.kind is Kind.PARAGRAPH else piece.kind
        yield Piece(kind, piece.text, piece.level and 6)


def _row(tag: Tag) -> Iterator[Piece]:
    if tag.find("table"):  # a table for the layout
        for cell in tag.find_all(("td", "th"), recursive=False):
            yield from _pieces(cell)
        return
    cells = [" ".join(normalised(c.get_text(" ")).split()) for c in tag.find_all(("td", "th"))]
    if any(cells):
        yield Piece(Kind.ROW, " | ".join(cell for cell in cells if cell))


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        if type(node) not in {NavigableString, CData}:  # comments, doctypes
            return ""
        inside_pre = node.find_parent("pre") is not None
        return str(node) if inside_pre else re.sub(r"\s+", " ", str(node))
    if isinstance(node, Tag):
        return "\n" if node.name == "br" else "".join(_inline(child) for child in node.children)
    return ""
