"""Programmes by their names, with typos and nicknames, and everyday sentences that name none."""

from __future__ import annotations

import pytest

from knowledge.programs import Bilingual, Country, Program
from knowledge.search.naming import Names


def program(id: str, ko: str, ja: str, *aliases: str) -> Program:
    names = Bilingual(ko=ko, ja=ja)
    given = {"agency": Bilingual(), "kind": "grant", "gist": Bilingual(), "document": id}
    return Program(id, Country.JP, names, aliases=aliases, **given)


NAMES = Names(
    [
        program(
            "mono",
            "제조·상업·서비스 보조금",
            "ものづくり・商業・サービス補助金",
            "ものづくり補助金",
        ),
        program("kenin", "지역미래견인기업", "地域未来牽引企業"),
        program(
            "tips", "2026년 팁스(TIPS) 창업기업 지원계획", "TIPS創業企業支援計画", "팁스", "TIPS"
        ),
        program("lips", "소상공인 투자연계 립스 프로그램", "小商工人投資連携LIPS", "립스", "LIPS"),
        program("kcol", "K-COLLECTION (KCON 2023 JAPAN 연계)", "Kコレクション", "케이콜렉션"),
        program("mall", "재팬몰·몰테일 일본 전용관", "ジャパンモール", "재팬몰"),
        program("visa", "스타트업 코리아 특별비자 추천", "スタートアップ・コリア特別ビザ推薦"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ものづくり補助金の締切は？", "mono"),
        ("モノづくり補助金", "mono"),
        ("지역미래켄인기업", "kenin"),
        ("地域未来研引企業とは", "kenin"),
        ("팁스는 어떤 사업인가요?", "tips"),
        ("ＴＩＰＳに応募したい", "tips"),
        ("K-COLLECTION", "kcol"),
        ("케이콜렉숀 언제예요", "kcol"),
        ("재팬몰에 입점하려면", "mall"),
        ("스타트업 코리아 특별 비자", "visa"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, expected: str) -> None:
    assert NAMES.find(text)[0][0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "립스틱을 일본에 수출하고 싶어요",
        "기계 사고 싶은데 보조금 있나요",
        "人が足りないのですが支援はありますか",
        "창업한 지 얼마 안 된 기업 지원",
        "日本で商売を始めたい",
        "tipsy",
        "",
        "🙂",
    ],
)
def test_an_everyday_sentence_names_nothing(text: str) -> None:
    assert NAMES.find(text) == []


def test_a_name_as_written_is_surer_than_one_with_a_typo() -> None:
    assert NAMES.find("지역미래견인기업")[0] == ("kenin", 1.0)
    assert 0.75 <= NAMES.find("지역미래켄인기업")[0][1] < 1


def test_a_very_long_text_is_read_at_its_beginning() -> None:
    assert NAMES.find("팁스 " + "가" * 100_000)[0][0] == "tips"


def test_no_programmes_have_no_names() -> None:
    assert Names([]).find("팁스") == []
