"""Text of a Word document that nobody sees: marked hidden, white on white, or without a size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

SMALLEST = 2  # half points; one point is no letter any more
OFF = {"0", "false", "off", "none"}
WHITE = {"FFFFFF", "FEFEFE", "FDFDFD"}
NO_FILL = {"", "auto", *WHITE}


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of letters; None where nothing is said."""

    vanish: bool | None = None
    color: str | None = None
    size: int | None = None
    fill: str | None = None

    def over(self, under: Look) -> Look:
        return Look(
            under.vanish if self.vanish is None else self.vanish,
            self.color or under.color,
            under.size if self.size is None else self.size,
            self.fill or under.fill,
        )


class Unseen:
    """Knows the document's styles, each over the one it is based on."""

    def __init__(self, styles: Any) -> None:
        self._own = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._looks: dict[str, Look] = {}
        self._plain = _look(
            styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        )

    def hides(self, run: Any, parent: Any) -> bool:
        paragraph = next(run.iterancestors(qn("w:p")), parent)
        look = _look(run.find(qn("w:rPr")))
        look = look.over(self._style(run, f"{qn('w:rPr')}/{qn('w:rStyle')}"))
        look = look.over(self._style(paragraph, f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        look = look.over(self._plain)
        if look.vanish or (look.size is not None and look.size <= SMALLEST):
            return True
        return look.color in WHITE and (look.fill or "") in NO_FILL and not _filled(paragraph)

    def _style(self, element: Any, path: str) -> Look:
        named = element.find(path)
        return self._look_of(named.get(qn("w:val"), "")) if named is not None else Look()

    def _look_of(self, name: str, depth: int = 0) -> Look:
        style = self._own.get(name)
        if style is None or depth > 20:
            return Look()
        if name not in self._looks:
            look = _look(style.find(qn("w:rPr")))
            based = style.find(qn("w:basedOn"))
            if based is not None:
                look = look.over(self._look_of(based.get(qn("w:val"), ""), depth + 1))
            self._looks[name] = look
        return self._looks[name]


def _look(properties: Any) -> Look:
    if properties is None:
        return Look()
    size = _value(properties, "w:sz")
    fill = properties.find(qn("w:shd"))
    return Look(
        _switch(properties, "w:vanish") or _switch(properties, "w:webHidden"),
        (_value(properties, "w:color") or "").upper() or None,
        int(size) if size and size.isdigit() else None,
        (fill.get(qn("w:fill"), "").upper() if fill is not None else "")
        or _value(properties, "w:highlight"),
    )


def _switch(properties: Any, name: str) -> bool | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val"), "1").lower() not in OFF


def _value(properties: Any, name: str) -> str | None:
    found = properties.find(qn(name))
    return None if found is None else found.get(qn("w:val"))


def _filled(paragraph: Any) -> bool:
    """Whether the paragraph, its cell or a shape around it has a colour of its own, or may have."""
    for above in (paragraph, *paragraph.iterancestors()):
        if above.tag == qn("w:txbxContent"):
            return True
        for name in ("w:pPr", "w:tcPr", "w:tblPr"):
            fill = above.find(f"{qn(name)}/{qn('w:shd')}")
            if fill is not None and fill.get(qn("w:fill"), "").upper() not in NO_FILL:
                return True
        if (
            above.tag == qn("w:tbl")
            and above.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None
        ):
            return True  # a table's style colours its heads
    return False
