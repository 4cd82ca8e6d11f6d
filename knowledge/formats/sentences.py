"""Where a sentence ends, in either language."""

from __future__ import annotations

import re

CREDIT = re.compile(r"\s*[\[(][^\[\]()]{1,30}=[^\[\]()]{1,30}[\])]$")  # [photo=agency]
END = re.compile(r"[.!?。！？…]['\"”’」』)\]]*$")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a full stop or its kin, quotation marks and photo credits aside."""
    return bool(END.search(CREDIT.sub("", text.rstrip())))
