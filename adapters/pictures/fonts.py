"""A font with Hangul, kana and kanji, from the package that ships one."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

PACKAGE, FILE = "noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"
"""Noto Sans CJK (SIL Open Font License 1.1): its Japanese face holds the Korean letters as well."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont | None:
    """None where the package is not installed."""
    path = font_path()
    return ImageFont.truetype(str(path), size) if path else None


@cache
def font_path() -> Path | None:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / FILE
    return path if path.is_file() else None
