"""Text to sentences, for reading a message and for quoting a document."""

from __future__ import annotations

import re

END = re.compile(r"(?<=[。！？])\s*|(?<=[.!?])(?=\s)\s*|\n+")
"""A Western full stop ends a sentence only before a space, so that 2025.5.23 stays whole."""
SHORTEST = 2


def sentences(text: str) -> list[str]:
    parts = (part.strip() for part in END.split(text))
    return [part for part in parts if len(part) >= SHORTEST]
