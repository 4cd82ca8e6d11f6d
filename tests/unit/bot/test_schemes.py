"""Names of schemes that people ask for, told from ordinary words and from other schemes' names."""

from __future__ import annotations

import pytest

from bot.understanding.distress import in_distress
from bot.understanding.schemes import scheme_named, without_schemes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("청년창업사관학교 언제 모집해요?", "청년창업사관학교"),
        ("업무개선 조성금 신청하려면", "업무개선 조성금"),
        ("청년 내일채움공제 되나요", "청년 내일채움공제"),
        ("事業承継・引継ぎ補助金は今ありますか", "事業承継・引継ぎ補助金"),
        ("IT導入補助金の締切", "IT導入補助金"),
        ("해외 전시회 보조금 있나요", ""),
        ("소상공인 지원금 알려줘", ""),
        ("設備投資補助金はありますか", ""),
    ],
)
def test_a_scheme_is_known_by_its_name(text, name):
    assert scheme_named(text) == name


def test_what_a_scheme_is_called_after_is_no_fact_of_the_firm():
    text = "예비창업패키지 신청 마감"
    assert "창업" not in without_schemes(text)
    assert len(without_schemes(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("이제 그만 죽고 싶어요", True),
        ("살고 싶지 않습니다", True),
        ("死にたい", True),
        ("もう生きていたくありません", True),
        ("바빠 죽겠는데 빨리 알려줘", False),
        ("자살예방 사업을 하는 협회입니다", False),
        ("自殺対策の補助金はありますか", False),
        ("忙しくて死にそうです", False),
    ],
)
def test_danger_is_heard_and_a_manner_of_speaking_is_not(text, danger):
    assert in_distress(text) is danger
