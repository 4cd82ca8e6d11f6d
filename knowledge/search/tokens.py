"""What texts have in common before any analyser sees them."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"\s+")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def normalized(text: str) -> str:
    """NFKC, lower case, no invisible characters, single spaces."""
    folded = unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).lower()
    return SPACES.sub(" ", folded).strip()
