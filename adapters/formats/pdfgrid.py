"""Tables of a page by the lines that rule them. Without vendor: places in, cells out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.formats.pdfedges import Edge

NEAR = 3.0  # points between lines that were meant to touch
MOST = 3_000  # lines of a page that are looked at; more are a drawing


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines that touch one another and enclose more than one cell."""

    upright: tuple[Edge, ...]
    level: tuple[Edge, ...]
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def cell(self, x: float, y: float) -> tuple[float, float]:
        """The top and left side of the cell around a point: the nearest lines that pass it."""
        above = [e.at for e in self.level if e.start - NEAR <= x <= e.end + NEAR and e.at >= y]
        before = [e.at for e in self.upright if e.start - NEAR <= y <= e.end + NEAR and e.at <= x]
        return _rounded(min(above, default=self.top)), _rounded(max(before, default=self.left))


def grids_of(edges: Sequence[Edge]) -> list[Grid]:
    """Lines that touch, put together; boxes around a text and drawings are no tables."""
    if len(edges) > MOST:
        return []
    groups: list[list[Edge]] = []
    for edge in edges:
        touched = [group for group in groups if any(_touch(edge, other) for other in group)]
        rest = [group for group in groups if not any(group is one for one in touched)]
        groups = [*rest, [edge, *(other for group in touched for other in group)]]
    found = [grid for group in groups if (grid := _grid(group))]
    return sorted(found, key=lambda grid: (grid.right - grid.left) * (grid.top - grid.bottom))


def _touch(one: Edge, other: Edge) -> bool:
    if one.upright == other.upright:
        return abs(one.at - other.at) <= NEAR and (
            one.start - NEAR <= other.end and other.start - NEAR <= one.end
        )
    return (
        one.start - NEAR <= other.at <= one.end + NEAR
        and other.start - NEAR <= one.at <= other.end + NEAR
    )


def _grid(edges: Sequence[Edge]) -> Grid | None:
    upright = tuple(edge for edge in edges if edge.upright)
    level = tuple(edge for edge in edges if not edge.upright)
    columns, rows = _places(upright), _places(level)
    if len(rows) < 2 or len(columns) + len(rows) < 5:
        return None
    # Tables are often open at the sides: the level lines tell how far they reach.
    left = min([edge.start for edge in level])
    right = max([edge.end for edge in level])
    return Grid(upright, level, left - NEAR, rows[0] - NEAR, right + NEAR, rows[-1] + NEAR)


def _places(edges: Sequence[Edge]) -> list[float]:
    places: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not places or at - places[-1] > NEAR:
            places.append(at)
    return places


def _rounded(at: float) -> float:
    """Lines drawn cell by cell lie side by side and are one."""
    return round(at / NEAR) * NEAR
