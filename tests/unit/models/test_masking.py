"""What is personal does not leave; what an answer needs stays."""

import pytest

from bot.models.masking import masked


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("연락처 010-1234-5678 입니다", "연락처 [PHONE] 입니다"),
        ("電話は03-1234-5678まで", "電話は[PHONE]まで"),
        ("携帯 09012345678", "携帯 [PHONE]"),
        ("+82 10-1234-5678", "[PHONE]"),
        ("메일 hong.gildong@example.co.kr 로", "메일 [EMAIL] 로"),
        ("주민번호 900101-1234567", "주민번호 [ID]"),
        ("사업자번호 123-45-67890", "사업자번호 [COMPANY-NUMBER]"),
        ("法人番号は1234567890123です", "法人番号は[COMPANY-NUMBER]です"),
        ("登録番号T1234567890123", "登録番号[COMPANY-NUMBER]"),
        ("홍길동 대표입니다", "[NAME] 대표입니다"),
        ("저는 김철수입니다", "저는 [NAME]입니다"),
        ("山田様からご紹介", "[NAME]様からご紹介"),
        ("担当は佐藤花子です", "担当は[NAME]です"),
        ("大阪の食品会社の鈴木一郎と申します", "大阪の食品会社の[NAME]と申します"),
    ],
)
def test_personal_data_is_masked(text, sent):
    assert masked(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        "자본금 3억 5,000만 원, 매출 1,250,000,000원, 직원 20명",
        "資本金は8千万円、売上は123,456,789,000円です",
        "2025-05-23 17:00까지, 2026.11.22부터",
        "2026年11月22日から令和9年3月31日まで",
        "부산 식품 제조업체인데 일본에 수출하고 싶어요",
        "大阪府の商工労働部に問い合わせます。お客様が増えました",
        "私は食品の製造業です。私は農家です",
        "여성 대표이고 공동 대표가 있습니다. 仕様と同様に",
        "K-COLLECTION 2023, JPD3, 60 % (2/3)",
        "대표이사가 외국인이면 신청할 수 있나요? 사장님들 모임입니다",
    ],
)
def test_amounts_dates_and_ordinary_words_stay(text):
    assert masked(text) == text
