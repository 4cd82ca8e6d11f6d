"""What Korean and Japanese words have in common."""

from __future__ import annotations

import pytest

from knowledge.programs import Language
from knowledge.search import sounds
from knowledge.search.bridge import load_bridge

BRIDGE = load_bridge()


@pytest.mark.parametrize(
    ("kanji", "korean"),
    [
        ("支援", "지원"),
        ("補助金", "보조금"),
        ("発注", "발주"),
        ("利用", "이용"),
        ("労働", "노동"),
        ("女性", "여성"),
        ("効率", "효율"),
        ("比率", "비율"),
        ("売上", "매상"),
    ],
)
def test_chinese_characters_are_read_as_korean_spells_them(kanji: str, korean: str) -> None:
    assert sounds.korean_reading(kanji) == korean


def test_words_with_kana_have_no_korean_reading() -> None:
    assert sounds.korean_reading("申し込み") == ""


@pytest.mark.parametrize(
    ("korean", "japanese"),
    [
        ("디지털", "デジタル"),
        ("컨설팅", "コンサルティング"),
        ("트럼프", "トランプ"),
        ("로봇", "ロボット"),
    ],
)
def test_loanwords_have_the_same_consonants(korean: str, japanese: str) -> None:
    assert sounds.hangul_key(korean) == sounds.katakana_key(japanese)


def test_terms_of_the_field_meet_by_the_glossary() -> None:
    korean = BRIDGE.signs("소상공인 보조금 마감은?", [], Language.KO)
    japanese = BRIDGE.signs("小規模事業者の助成金や補助金の締切", [], Language.JA)
    assert set(korean) <= set(japanese)


def test_latin_words_and_numbers_are_signs_themselves() -> None:
    assert BRIDGE.signs("", ["jpd3", "2026", "사업"], Language.KO)[:2] == ["jpd3", "2026"]


def test_the_longest_term_wins() -> None:
    assert BRIDGE.signs("신용보증재단", [], Language.KO) == ["#신용보증협회"]


def test_the_glossary_holds_four_hundred_concepts() -> None:
    assert len(set(BRIDGE.terms[Language.JA].values())) >= 400
