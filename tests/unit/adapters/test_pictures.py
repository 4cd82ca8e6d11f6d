"""A month of deadlines as a picture."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from adapters.pictures import draw_month
from adapters.pictures.fonts import font
from adapters.pictures.month import SURE
from bot.counters.pictures import LISTED, Due, Month, weeks_of

MONTH = Month(
    date(2026, 11, 1),
    "2026년 11월 마감 일정",
    "신청해 볼 수 있는 사업",
    ("일", "월", "화", "수", "목", "금", "토"),
    (),
    "",
    date(2026, 11, 22),
)


def due(number: int, day: int, *, sure: bool = False) -> Due:
    return Due(number, date(2026, 11, day), "11월", "海外展開支援사업" * 4, sure)


def picture_of(month: Month) -> Image.Image:
    content = draw_month(month)
    assert content is not None
    return Image.open(BytesIO(content)).convert("RGB")


def test_each_line_makes_the_picture_higher_until_the_list_is_full():
    heights = [
        picture_of(replace(MONTH, dues=tuple(due(n, 20) for n in range(1, count + 1)))).height
        for count in (0, 1, LISTED, LISTED + 5)
    ]
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_what_plainly_fits_is_green():
    green = tuple(int(SURE[at : at + 2], 16) for at in (1, 3, 5))
    colours = lambda month: {c for _, c in picture_of(month).getcolors(1 << 20)}  # noqa: E731
    assert green in colours(replace(MONTH, dues=(due(1, 25, sure=True),)))
    assert green not in colours(replace(MONTH, dues=(due(1, 25),)))


@pytest.mark.parametrize("letters", ["한글 가나다", "ひらがなカタカナ", "締切令和８年度"])
def test_the_font_has_the_letters_of_both_languages(letters):
    face = font(26)
    assert face is not None
    missing = face.getmask("\U0010fffd").getbbox()
    assert all(face.getmask(letter).getbbox() != missing for letter in letters if letter != " ")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_weeks_cover_the_month_from_sunday_to_saturday(month):
    weeks = weeks_of(date(2026, month, 1))
    days = [day for week in weeks for day in week]
    assert days[0].weekday() == 6
    assert {d.day for d in days if d.month == month} == set(
        range(1, monthrange(2026, month)[1] + 1)
    )
    assert weeks[0][-1].month == month == weeks[-1][0].month
