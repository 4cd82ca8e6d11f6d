"""One spelling for each character, so that what is searched, quoted and compared is the same."""

from __future__ import annotations

import re
from unicodedata import normalize

# NFKC turns these into plain digits or conjoining letters, and a circled 1 before 2025 into 12025, a
# bullet that is a letter into half a syllable: they stay as they are (NFC only).
KEPT = re.compile(
    "([\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2026\u2150-\u215f\u2460-\u24ff\u2776-\u2793"
    "\u3131-\u318e\u3251-\u325f\u32b1-\u32bf]+)"
)
# Zero width, soft hyphen, directions of writing, tags, controls: nobody sees them, all can mislead.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
NEWLINES = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")
MIDDLE_DOT = str.maketrans({"\u318d": "\u00b7", "\u2027": "\u00b7"})  # araea and hyphenation point


def normalised(text: str) -> str:
    """NFKC but for enumerators, superscripts, fractions and single letters; unseen characters
    dropped; lines end with a newline alone.
    """
    text = UNSEEN.sub("", NEWLINES.sub("\n", text)).translate(MIDDLE_DOT)
    parts = KEPT.split(text)
    return "".join(
        normalize("NFC" if number % 2 else "NFKC", part) for number, part in enumerate(parts)
    )
