"""What may not come in: nothing to read, or more than can be read."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000
"""Characters of one message. A pasted notice is rarely longer; Telegram itself ends at 4,096."""
LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def is_empty(text: str) -> bool:
    """No letter and no digit: emoji, punctuation, spaces, control characters."""
    return not any(unicodedata.category(c)[0] in "LN" for c in text)


def clean(text: str) -> str:
    """Without control characters, invisible format characters and lone surrogates; those that part
    words (form feed, vertical tab, a lone carriage return) become a line break.
    """
    lines = LINE_BREAK.sub("\n", text)
    return "".join(
        c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
