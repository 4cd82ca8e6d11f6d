"""A month with its deadlines: the days above, the names below, joined by numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from adapters.pictures.fonts import font
from bot.counters.pictures import LISTED, Due, Month, weeks_of

WIDTH, MARGIN = 1080, 48
HEAD, NAMES, WEEK, LINE, FOOT = 150, 48, 118, 50, 44
"""Heights in pixels: title, names of the weekdays, a week, a line of the list, the foot."""
BADGE, STEP = 17, 40
IN_A_DAY = 3
"""Badges in the square of a day; what is more, or not in the list below, is counted."""
INK, PALE, RULE, PAPER = "#1f2933", "#616e7c", "#d9e0e7", "#ffffff"
SUNDAY, SATURDAY = "#c0392b", "#2563a8"
SURE, OPEN, TODAY = "#1d7a4d", "#33568a", "#fff3cd"


@dataclass(frozen=True, slots=True)
class _Fonts:
    title: ImageFont.FreeTypeFont
    text: ImageFont.FreeTypeFont
    small: ImageFont.FreeTypeFont
    tiny: ImageFont.FreeTypeFont


def draw_month(month: Month) -> bytes | None:
    """PNG, 1080 pixels wide, as high as it needs; None without a font for these letters."""
    found = [font(size) for size in (46, 28, 26, 20)]
    fonts = [each for each in found if each]
    if len(fonts) < len(found):
        return None
    weeks = weeks_of(month.first)
    listed = month.dues[:LISTED]
    lines = len(listed) + bool(month.rest)
    height = HEAD + NAMES + WEEK * len(weeks) + 36 + LINE * lines + FOOT
    image = Image.new("RGB", (WIDTH, height), PAPER)
    page = _Page(ImageDraw.Draw(image), _Fonts(*fonts))
    page.head(month)
    page.days(month, weeks)
    page.listing(month, listed, HEAD + NAMES + WEEK * len(weeks) + 36)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Page:
    def __init__(self, draw: ImageDraw.ImageDraw, fonts: _Fonts) -> None:
        self._draw = draw
        self._fonts = fonts
        self._column = (WIDTH - 2 * MARGIN) / 7

    def head(self, month: Month) -> None:
        self._draw.text((MARGIN, 34), month.title, INK, self._fonts.title)
        self._draw.text((MARGIN, 98), month.subtitle, PALE, self._fonts.small)
        for n, name in enumerate(month.weekdays):
            middle = MARGIN + self._column * (n + 0.5)
            self._draw.text((middle, HEAD + 8), name, _shade(n), self._fonts.small, anchor="mt")

    def days(self, month: Month, weeks: Sequence[Sequence[date]]) -> None:
        for row, week in enumerate(weeks):
            top = HEAD + NAMES + WEEK * row
            self._draw.line((MARGIN, top, WIDTH - MARGIN, top), RULE, 2)
            for n, day in enumerate(week):
                if day.month == month.first.month:
                    self._day(month, day, n, top)
        bottom = HEAD + NAMES + WEEK * len(weeks)
        self._draw.line((MARGIN, bottom, WIDTH - MARGIN, bottom), RULE, 2)

    def _day(self, month: Month, day: date, column: int, top: float) -> None:
        left = MARGIN + self._column * column
        if day == month.today:
            square = (left + 2, top + 3, left + self._column - 2, top + WEEK - 3)
            self._draw.rounded_rectangle(square, 10, TODAY)
        shade = PALE if day < month.today else _shade(column)
        self._draw.text((left + 12, top + 10), str(day.day), shade, self._fonts.text)
        dues = [due for due in month.dues if due.day == day]
        numbered = [due for due in dues if due.number <= LISTED]
        if len(dues) > IN_A_DAY:
            numbered = numbered[: IN_A_DAY - 1]
        for n, due in enumerate(numbered):
            self._badge(due, left + 28 + n * STEP, top + 78)
        if len(dues) > len(numbered):
            more = f"+{len(dues) - len(numbered)}"
            place = (left + 12 + len(numbered) * STEP, top + 78)
            self._draw.text(place, more, OPEN, self._fonts.small, anchor="lm")

    def listing(self, month: Month, listed: Sequence[Due], top: float) -> None:
        for row, due in enumerate(listed):
            middle = top + LINE * row + LINE / 2
            self._badge(due, MARGIN + BADGE, middle)
            self._draw.text((MARGIN + 52, middle), due.label, INK, self._fonts.small, anchor="lm")
            name = self._fitting(due.name, WIDTH - 2 * MARGIN - 246)
            self._draw.text((MARGIN + 246, middle), name, INK, self._fonts.small, anchor="lm")
        if month.rest:
            middle = top + LINE * len(listed) + LINE / 2
            self._draw.text((MARGIN + 52, middle), month.rest, PALE, self._fonts.small, anchor="lm")

    def _badge(self, due: Due, x: float, y: float) -> None:
        square = (x - BADGE, y - BADGE, x + BADGE, y + BADGE)
        self._draw.ellipse(square, SURE if due.sure else OPEN)
        self._draw.text((x, y), str(due.number), PAPER, self._fonts.tiny, anchor="mm")

    def _fitting(self, text: str, room: float) -> str:
        """Cut by what it measures, as letters of the two scripts differ in width."""
        if self._fonts.small.getlength(text) <= room:
            return text
        while text and self._fonts.small.getlength(text + "…") > room:
            text = text[:-1]
        return text.rstrip() + "…"


def _shade(column: int) -> str:
    return {0: SUNDAY, 6: SATURDAY}.get(column, INK)
