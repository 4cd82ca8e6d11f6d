"""Who counts as small or medium-sized, by the law of its country on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from knowledge.programs import Country
from knowledge.sme.japan import judge_japan
from knowledge.sme.korea import judge_korea
from knowledge.sme.size import Size, SizeFinding

__all__ = ["Size", "SizeFinding", "sme_class"]

CLASSES = ("sme", "small", "micro")


@lru_cache(maxsize=4096)
def sme_class(size: Size, on: date) -> Mapping[str, SizeFinding]:
    """A finding for each of ``sme``, ``small`` and ``micro``, by the law of the firm's country.

    Without a country nothing is decided: the laws differ. A firm of unknown legal form is taken
    as a company or a sole proprietor; associations and schools are outside these laws, and the
    caller leaves them out.
    """
    if size.country is None:
        return MappingProxyType(dict.fromkeys(CLASSES, SizeFinding(None, ("country",))))
    judge = judge_japan if size.country is Country.JP else judge_korea
    return MappingProxyType(judge(size, on))
