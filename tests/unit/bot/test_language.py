"""Which language a message is in: short, mixed, misspelt, with names of the other one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import is_foreign, read_language
from knowledge.programs import Language

KOREAN = [
    "네",
    "ㅇㅇ",
    "마감?",
    "부산 식품회사",
    "오사카에 본사, 자본금 8천만 엔",
    "그럼 마감은?",
    "JETRO 지원사업 되나요",
    "K-Startup 신청하고싶은데요",
    "IT기업인데 일본 진출 지원 있나요??",
    "ものづくり補助金 신청 자격이 어떻게 되나요?",
    "ものづくり補助金 되나요",
    "ものづくり・商業・サービス生産性向上促進補助金 되나요?",
    "小規模事業者持続化補助金 마감일?",
    "デジタル化・AI導入補助金2026 언제까지예요",
    "IT導入補助金 얼마",
    "大阪府 소재 법인입니다",
    "東京 아닌 大阪에 본사가 있어요",
    "도쿄(東京都) 회사도 되나요",
    "「新規輸出1万者支援プログラム」이 뭔가요",
    "이 사업 되나요 (ものづくり補助金)",
    "総務省 공모 지금 열려 있나요",
    "株式会社 대표인데요 창업 3년차",
    "자본금 5000万円이면?",
    "GビズID 없어도 되나요",
    "안녕하세요. ものづくり補助金",
    "부산 식품회사입니다! こんにちは라고 하면 되나요",
    "수출바우처",
    "2억 엔이면 안 되나요",
    "직원 40명, 業種はソフトウェア라고 적으면 돼요?",
    "ㅎㅇ 지원금 좀",
]
JAPANESE = [
    "はい",
    "締切は？",
    "大阪の会社でも？",
    "大阪",
    "ﾎｼﾞｮｷﾝ ｱﾘﾏｽｶ",
    "補助金",
    "資本金8千万円、従業員40名",
    "では締切はいつですか",
    "수출바우처は使えますか",
    "수출지원기반활용사업(수출바우처)は使えますか",
    "수출지원기반활용사업은という制度の締切を教えて",
    "수출바우처の締切は",
    "수출바우처って何ですか",
    "「수출바우처」とは",
    "부산広域市の会社です",
    "釜山(부산)の食品メーカーです。日本に輸出したい",
    "韓国の중소벤처기업부に問い合わせたい",
    "KOTRAの展示会に出たい",
    "K-Startupに申し込めますか？",
    "IT企業です",
    "ソフトウェア会社",
    "オオサカのカイシャ",
    "東京",
    "うちも対象？",
    "わからない",
    "개인사업자ですが申請できますか",
    "서울と부산に会社があります",
    "おはようございます。수출바우처",
    "大阪の会社です。수출바우처",
    "創業3年目、GビズIDなし",
]
NEITHER = ["", "123", "JETRO", "OK", "🎉🎉", "https://example.com/", "12-28", "…", "?!"]
FOREIGN = [
    "What support is there for exports?",
    "Hello, can you help me",
    "Quelles aides pour une petite entreprise",
    "Есть ли поддержка экспорта",
    "Can my company apply for this?",
]
NOT_FOREIGN = [
    "OK",
    "JETRO",
    "K-Startup",
    "export 지원",
    "ITの補助金 for us now please",
    "100 USD",
    "",
]


@pytest.mark.parametrize("text", KOREAN)
def test_korean_is_recognised(text):
    assert read_language(text) is Language.KO


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_recognised(text):
    assert read_language(text) is Language.JA


@pytest.mark.parametrize("text", NEITHER)
def test_names_and_numbers_decide_nothing(text):
    assert read_language(text) is None


@pytest.mark.parametrize("text", FOREIGN)
def test_a_sentence_in_another_language_is_noticed(text):
    assert is_foreign(text)
    assert read_language(text) is None


@pytest.mark.parametrize("text", NOT_FOREIGN + KOREAN + JAPANESE)
def test_names_alone_are_no_other_language(text):
    assert not is_foreign(text)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    assert read_language(text) in (Language.KO, Language.JA, None)
    assert not (is_foreign(text) and read_language(text))


@pytest.mark.parametrize("text", ["我想申请补助金", "請問有什麼補助嗎", "你好，可以申请吗？"])
def test_chinese_is_neither(text):
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text", ["補助金申請", "東京都中小企業支援", "海外展開補助金", "我が社も使えますか"]
)
def test_words_in_chinese_characters_may_be_japanese(text):
    assert not is_foreign(text)
