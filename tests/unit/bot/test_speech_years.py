"""Founded last year, opened in March of this year: years told from today."""

from datetime import date

import pytest

from bot.speech import read_company
from knowledge.programs import Language

TODAY = date(2026, 11, 22)


def founded(text, today=TODAY):
    return read_company(text, Language.KO, today=today).company.founded


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("宗像市で去年開業した喫茶店", date(2025, 1, 1)),
        ("今年創業しました", date(2026, 1, 1)),
        ("今年創業", date(2026, 1, 1)),
        ("一昨年設立", date(2024, 1, 1)),
        ("今年3月に開業したばかりのパン屋です", date(2026, 3, 1)),
        ("昨年、大阪で会社を設立しました", date(2025, 1, 1)),
        ("去年お店を始めました", date(2025, 1, 1)),
        ("去年パン屋を始めました", date(2025, 1, 1)),
        ("今年創業の会社です", date(2026, 1, 1)),
        ("今年開業しましたが使えますか", date(2026, 1, 1)),
        ("작년에 개업한 카페", date(2025, 1, 1)),
        ("올해 창업했어요", date(2026, 1, 1)),
        ("재작년에 세운 회사", date(2024, 1, 1)),
        ("작년 12월에 창업했습니다", date(2025, 12, 1)),
        ("작년 창업 기업입니다", date(2025, 1, 1)),
        ("지난해 설립된 회사예요", date(2025, 1, 1)),
        ("작년에 부산에서 카페를 창업했어요", date(2025, 1, 1)),
        ("鈴鹿市で今年カフェを開きました", date(2026, 1, 1)),
        ("宗像市で2015年から店をやっています", date(2015, 1, 1)),
        ("去年から店をやっています", date(2025, 1, 1)),
        ("2018년부터 부산에서 카페를 하고 있어요", date(2018, 1, 1)),
        ("2020년 3월부터 가게를 운영하고 있습니다", date(2020, 3, 1)),
        ("작년에 가게를 열었어요", date(2025, 1, 1)),
        ("지난해 개업했는데 되나요", date(2025, 1, 1)),
    ],
)
def test_a_year_told_from_today_is_the_founding(text, day):
    assert founded(text) == day


def test_last_year_is_no_year_where_today_is_not_known():
    assert founded("작년에 개업한 카페", today=None) is None


@pytest.mark.parametrize(
    "text",
    [
        "今年創業予定です", "今年創業したいです", "来年創業します", "今年開業したら使えますか",
        "昨年設立された支援センター", "去年の補助金は？", "昨年度創業", "去年支店を開設しました",
        "昨年から輸出を始めました", "2024年から輸出をやっています", "2025年から続いている制度",
        "2024년부터 수출하고 있어요", "今年新しく始まった補助金", "올해 창업하려고 합니다",
        "올해 창업 지원금",
        "올해 창업할 예정", "작년에 창업했다면 되나요", "올해 창업한다면?", "작년 공고",
        "작년에 설립된 지원센터", "작년에 공장을 설립했어요", "작년에 일본 법인을 설립했어요",
        "올해 새로 만든 사업 있나요", "올해 12월에 창업했습니다",
    ],
)  # fmt: skip
def test_what_lies_ahead_or_is_another_things_year_is_no_founding(text):
    assert founded(text) is None
