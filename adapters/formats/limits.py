"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts. The rules for archives follow Apache Tika's: beyond a hundredfold
    an archive is a bomb. Memory is the child's address space, so that it holds for C code as well.
    """

    file: int = 50_000_000
    memory: int = 1_500_000_000
    cpu: int = 40
    wall: float = 60.0
    characters: int = 5_000_000
    pages: int = 2_000
    entries: int = 2_000
    unpacked: int = 200_000_000
    ratio: int = 100
    depth: int = 2
    """An archive in an archive is read; one in that is not."""
    rows: int = 50_000
    idle: float = 10.0
    """A child that is asked nothing for so long ends by itself."""
