"""Where the firm is, from what people write, and which places named are something else."""

import pytest

from bot.speech import read_company
from knowledge.programs import Country, Language


def heard(text):
    return read_company(text, Language.KO)


def company(text):
    return heard(text).company


HERE = [
    ("오사카에 있는 소프트웨어 회사인데 해외 진출 지원 사업이 있나요?", "JP-27"),
    ("본사가 도쿄 시부야인데 신청할 수 있어요?", "JP-13:渋谷区"),
    ("한국 부산에 본사가 있는 회사인데 일본 총무성 사업 신청할 수 있나요?", "KR-26"),
    ("지금 신청할 수 있는 지원사업 알려줘. 부산에 있는 한국 제조업 회사야", "KR-26"),
    ("부산 제조업체인데", "KR-26"),
    ("저희는 대구에 있는데 수출 지원이 있을까요?", "KR-27"),
    ("저희 회사는 경기도 성남시에 있습니다", "KR-41:성남시"),
    ("도쿄 말고 삿포로에 있는 회사예요", "JP-01:札幌市"),
    ("서울 소재 중소기업입니다", "KR-11"),
    ("오사카 기업인데요", "JP-27"),
    ("하카타에서 라멘집 하고 있어요", "JP-40:福岡市"),
    ("저는 한국인인데 오사카에서 식당을 하고 있어요", "JP-27"),
    ("도쿄에 지사를 내고 싶은 부산 회사입니다", "KR-26"),
    ("본사는 서울이고 공장은 평택에 있어요", "KR-11"),
    ("본사가 서울에서 부산으로 옮겼어요", "KR-26"),
    ("일본 기업과 협업하고 싶은 서울 스타트업입니다", "KR-11"),
    ("우리는 소프트웨어 만드는 회사고 강남에 있어요", "KR-11:강남구"),
    ("구미에 있는 전자부품 회사예요", "KR-47:구미시"),
    ("오사카에 회사가 있어요", "JP-27"),
    ("도쿄에서 한국 식품을 판매하는 법인이에요", "JP-13"),
    ("교토 / 식품 제조 / 직원 8명", "JP-26"),
    ("세종시에 본사를 둔 IT 회사", "KR-50"),
    ("회사가 오사카예요", "JP-27"),
    ("大阪のソフトウェア会社です。海外展開の支援はありますか？", "JP-27"),
    ("本社が東京です。応募できますか。", "JP-13"),
    ("今申請できる補助金を教えてください。福岡県の小売業です。", "JP-40"),
    ("本社は札幌、従業員25名のIT企業です", "JP-01:札幌市"),
    ("大阪のソフトウェア会社が使える補助金は？", "JP-27"),
    ("うちは京都です", "JP-26"),
    ("弊社は東京都大田区の町工場です", "JP-13:大田区"),
    ("本社は大阪ですが工場は兵庫です", "JP-27"),
    ("横浜で飲食店を経営しています", "JP-14:横浜市"),
    ("長野県にある精密機械メーカーですが", "JP-20"),
    ("三重県で林業を営む会社です", "JP-24"),
    ("韓国に進出したい福岡の会社です", "JP-40"),
    ("東京で開かれる展示会に出展したい大阪のメーカーです", "JP-27"),
    ("所在地は広島県福山市です", "JP-34:福山市"),
    ("大阪府東大阪市の金属加工業です", "JP-27:東大阪市"),
    ("韓国の会社です。釜山にあります", "KR-26"),
    ("静岡県浜松市、機械部品製造、従業員45名", "JP-22:浜松市"),
    ("本社：仙台市　従業員：60名　業種：情報通信業", "JP-04:仙台市"),
    ("本社、千葉なんですけど", "JP-12"),
    ("鹿児島の焼酎メーカー、韓国輸出を検討中", "JP-46"),
    ("神戸にある会社ですが、韓国の企業と取引したい", "JP-28:神戸市"),
    ("名古屋の製造業、社員80人、海外展示会に出たい", "JP-23:名古屋市"),
]


@pytest.mark.parametrize(("text", "code"), HERE)
def test_a_region_is_the_headquarters_where_the_sentence_says_the_firm_is_there(text, code):
    told = company(text)
    assert told.headquarters == code
    assert told.country == code[:2]


ELSEWHERE = [
    "총무성 디지털 인프라 해외 전개 지원 사업 아직 신청 되나요?",
    "도쿄에 한국 스타트업 도와주는 센터 있다던데",
    "내일 서울 날씨 어때?",
    "도쿄 밖 중소 IT 기업 해외 진출 공모 마감이 언제야?",
    "하마마츠시 중소기업들은 어떤 조합을 만들었나요?",
    "광장시장과 자매결연 맺은 일본 상점가는?",
    "일본 정책금융공고에서 해외 투자 자금 빌릴 수 있어?",
    "2025년 도쿄 한일 중소기업 포럼에서 나온 협력 방식 네 가지",
    "일본에 진출하고 싶어요",
    "도쿄 전시회에 나가고 싶다",
    "부산테크노파크 사업 알려줘",
    "부산시 지원사업 알려주세요",
    "부산에서 받을 수 있는 지원금 있나요?",
    "경기도 소상공인 지원 알려줘",
    "도쿄에 있는 회사와 거래하고 싶어요",
    "오사카 업체를 소개해 주세요",
    "도쿄 기업과 협력하고 싶어요",
    "본사를 오사카로 이전하려고 합니다",
    "후쿠오카에서 식당을 창업하고 싶어요",
    "저희 바이어가 도쿄에 있습니다",
    "회사가 도쿄에 있으면 안 되나요?",
    "도쿄 이외 지역만 되나요?",
    "서울에서 일본 바이어를 만나고 싶어요",
    "JETRO 오사카에 문의하면 되나요",
    "大田区の支援は?",
    "東京都の補助金",
    "福岡市の補助金はありますか",
    "東京に進出したい",
    "東京の会社と取引したい",
    "東京ビッグサイトの展示会に出たい",
    "東京以外ならどこでもいいですか",
    "ソウルに支店を出したい",
    "ソウルの会社と提携したい",
    "韓国の消費者に越境ECで売りたい。ジェトロの支援は？",
    "日本の会社ですか？",
    "日本政策金融公庫の海外展開資金について教えて",
    "大分助かりました、ありがとう",
    "京都と大阪に店があります",
    "本社がどこでも大丈夫ですか",
    "地方企業向けの支援はありますか",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_target_an_agency_or_a_rule_is_no_headquarters(text):
    told = company(text)
    assert (told.headquarters, told.country) == (None, None)


@pytest.mark.parametrize(
    ("text", "country"),
    [("한국 회사예요", Country.KR), ("일본 법인입니다", Country.JP), ("日本法人です", Country.JP),
     ("韓国企業ですが日本で会社を作りたい", Country.KR), ("九州の食品メーカーです", Country.JP),
     ("일본 시장에 진출하고 싶은 한국 스타트업입니다", Country.KR),
     ("광주에 있는 회사예요", Country.KR)],
)  # fmt: skip
def test_the_country_is_told_without_a_place(text, country):
    told = company(text)
    assert (told.country, told.headquarters) == (country, None)


@pytest.mark.parametrize(
    ("text", "code", "excluded"),
    [
        ("본사는 도쿄 아니고 나고야", "JP-23:名古屋市", "JP-13"),
        ("도쿄 아닌 오사카에 본사", "JP-27", "JP-13"),
        ("本社は東京ではなく名古屋です", "JP-23:名古屋市", "JP-13"),
        ("아니요, 부산이 아니라 울산이에요", "KR-31", "KR-26"),
        ("いえ、大阪ではなく京都です", "JP-26", "JP-27"),
        ("도쿄는 아니에요", None, "JP-13"),
        ("東京以外の会社です", None, "JP-13"),
        ("本社は東京都外です", None, "JP-13"),
    ],
)
def test_a_denied_place_is_excluded(text, code, excluded):
    told = company(text)
    assert told.headquarters == code
    assert told.excluded == {f"headquarters:{excluded}"}


def test_a_name_of_two_places_is_left_unclear():
    assert heard("광주에 있는 회사예요").unclear == (("headquarters", ("KR-29", "KR-41:광주시")),)
