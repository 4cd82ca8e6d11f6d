"""What is drawn on a page: straight lines that may rule a table, and coloured grounds."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as c

THIN = 3.0  # points; a filled box so thin is a line
MOST = 20_000  # lines of one page; beyond that it is a drawing
MOST_SEGMENTS = 60  # of one path; beyond that it is a figure
STRAIGHT = 0.5  # points off the straight
WHITE = 250
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line at ``at`` from ``start`` to ``end``, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Ground:
    """Boxes of pictures and coloured areas; ``pictured`` if one is a picture."""

    boxes: tuple[Box, ...]
    pictured: bool = False

    def coloured(self, x: float, y: float) -> bool:
        return any(
            left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.boxes
        )


def drawn_on(page: Any) -> tuple[tuple[Edge, ...], Ground]:
    edges: list[Edge] = []
    grounds: list[Box] = []
    pictured = False
    for number, item in enumerate(page.get_objects(max_depth=4)):
        if number > MOST:
            break
        if item.type == c.FPDF_PAGEOBJ_PATH and item.level == 0:
            box = item.get_bounds()
            edges.extend(_edges(item.raw, box))
            if _filled(item.raw):
                grounds.append(box)
        elif item.type in {c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING}:
            pictured = True
            grounds.append(item.get_bounds() if item.level == 0 else page.get_bbox())
        elif item.type == c.FPDF_PAGEOBJ_PATH and _filled(item.raw):
            grounds.append(page.get_bbox())  # inside a form: its place is not looked up
    return tuple(edges[:MOST]), Ground(tuple(grounds), pictured)


def _filled(path: Any) -> bool:
    """With a colour other than white."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not c.FPDFPath_GetDrawMode(path, mode, stroke) or not mode.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _edges(path: Any, box: Box) -> Iterator[Edge]:
    left, bottom, right, top = box
    if right - left <= THIN < top - bottom:
        yield Edge(True, (left + right) / 2, bottom, top)
    elif top - bottom <= THIN < right - left:
        yield Edge(False, (bottom + top) / 2, left, right)
    elif c.FPDFPath_CountSegments(path) <= MOST_SEGMENTS:
        points = list(_points(path))
        for (x1, y1), (x2, y2) in points:
            if abs(x1 - x2) <= STRAIGHT and abs(y1 - y2) > THIN:
                yield Edge(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
            elif abs(y1 - y2) <= STRAIGHT and abs(x1 - x2) > THIN:
                yield Edge(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))


Point = tuple[float, float]


def _points(path: Any) -> Iterator[tuple[Point, Point]]:
    """The straight stretches of a path, in the page's points."""
    matrix = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(path, matrix)
    begun: Point | None = None
    last: Point | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            begun = here
        elif kind == c.FPDF_SEGMENT_LINETO and last:
            yield last, here
        last = here
        if c.FPDFPathSegment_GetClose(segment) and begun and last:
            yield last, begun
