"""Facts of the firm from what people write: where it is, how big, what it makes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.company import Company
from bot.speech import read_company
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language

TODAY = date(2026, 11, 22)


def heard(text, **more):
    return read_company(text, Language.KO, today=TODAY, **more)


def company(text, **more):
    return heard(text, **more).company


def yen(amount):
    return Money(amount, Currency.JPY)


def won(amount):
    return Money(amount, Currency.KRW)


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


def test_everything_in_one_korean_message():
    told = company("도쿄 아닌 오사카에 본사, 자본금 8천만 엔, 직원 40명, 소프트웨어")
    assert told == Company(
        country=Country.JP,
        headquarters="JP-27",
        industry=("ict.software",),
        capital=yen(80_000_000),
        employees=40,
        excluded=frozenset({"headquarters:JP-13"}),
    )


def test_everything_in_one_japanese_message():
    told = company("本社は札幌、資本金三千万円、従業員25名のIT企業です。海外展開支援は対象ですか")
    assert told == Company(
        country=Country.JP,
        headquarters="JP-01:札幌市",
        industry=("ict",),
        capital=yen(30_000_000),
        employees=25,
    )


def test_careless_spacing_and_width():
    assert company("직원40명, 자본금8천만엔").capital == yen(80_000_000)
    assert company("従業員２５名、資本金１０００万円").employees == 25
    assert company("본사 부산이구요 직원30명정도").employees == 30


def test_a_fact_carries_the_words_it_was_heard_in():
    text = "오사카에 있는 회사이고 자본금은 8천만 엔이에요"
    capital = next(fact for fact in heard(text).facts if fact.fact == "capital")
    assert capital.words == "8천만 엔"
    assert text[slice(*capital.span)] == capital.words


def test_an_approximate_figure_is_marked():
    (fact,) = heard("직원은 약 40명 정도입니다").facts
    assert (fact.value, fact.about) == (40, True)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("소프트웨어 회사예요", ("ict.software",)),
        ("식품 제조업을 합니다", ("manufacturing.food",)),
        ("저희는 제조업이 아니라 도매업이에요", ("wholesale",)),
        ("製造業ではなく卸売業です", ("wholesale",)),
        ("花屋をやっています", ("retail",)),
        ("業種：情報通信業", ("ict",)),
        ("自動車部品を作っています", ("manufacturing.vehicle",)),
        ("화장품을 만들어요", ("manufacturing",)),
        ("화장품을 만들고 싶어요", ()),
        ("제조업 지원사업 있나요?", ()),
        ("製造業の支援はありますか", ()),
        ("소프트웨어를 도입하려는데 지원금 있나요?", ()),
        ("식품 박람회에 나가고 싶은데", ()),
        ("IT導入補助金について", ()),
    ],
)
def test_an_industry_is_the_firms_own_only_where_it_is_said_to_be(text, codes):
    assert company(text).industry == codes


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("개인사업자입니다", "sole_proprietor"),
        ("個人事業主でも使えますか", "sole_proprietor"),
        ("2018年に設立した合同会社です", "corporation"),
        ("법인사업자입니다", "corporation"),
        ("예비창업자인데 지원받을 수 있나요?", "individual"),
        ("これから起業したいのですが", "individual"),
        ("주식회사만 신청할 수 있나요?", None),
        ("株式会社じゃないとだめですか", None),
    ],
)
def test_reads_the_legal_form(text, form):
    assert company(text).legal_form == form


def test_a_sole_proprietor_has_no_capital():
    told = company("개인사업자입니다. 직원은 3명이고 서울에서 카페를 운영해요")
    assert told.not_applicable == {"capital"}
    assert told.employees == 3


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019년에 설립했어요", date(2019, 1, 1)),
        ("2020년 3월에 창업했습니다", date(2020, 3, 1)),
        ("법인 설립일은 2021년 7월 1일", date(2021, 7, 1)),
        ("平成30年創業の町工場です", date(2018, 1, 1)),
        ("令和3年設立、従業員8名", date(2021, 1, 1)),
        ("創業5年です", date(2021, 1, 1)),
        ("업력 3년차 스타트업입니다", date(2024, 1, 1)),
        ("창업 7년 이내만 되나요?", None),
        ("2027년에 창업 예정입니다", None),
    ],
)
def test_reads_the_founding(text, day):
    assert company(text).founded == day


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("일본에 수출하고 싶다", ("export:JP",)),
        ("韓国の消費者に越境ECで売りたい", ("ec:KR",)),
        ("부산에서 일본으로 화장품을 수출하려고 해요", ("export:JP",)),
        ("うちは京都の酒蔵で、韓国に日本酒を輸出したいです", ("export:KR",)),
        ("베트남에 수출하려고 합니다", ("export:VN",)),
        ("도쿄에 지사를 내고 싶은 부산 회사입니다", ("establish:JP",)),
        ("도쿄 전시회에 나가고 싶다", ("exhibition:JP",)),
        ("インバウンド向けのサービスを作りたい", ("inbound",)),
        ("일본에 진출하고 싶어요", ()),
        ("수출이란 무엇인가요", ()),
    ],
)
def test_reads_the_plan_with_its_target(text, plan):
    assert company(text).plan == plan


@pytest.mark.parametrize(
    ("text", "certifications", "excluded"),
    [
        ("벤처기업 인증 받았습니다", ("venture",), set()),
        ("経営革新計画の承認を受けています", ("keiei_kakushin",), set()),
        ("地域未来牽引企業に選ばれています", ("chiiki_mirai_kenin",), set()),
        ("벤처기업 인증은 없어요", (), {"certifications:venture"}),
        ("지역미래견인기업 선정되면 뭐가 좋아요", (), set()),
        ("地域未来牽引企業への支援には何がありますか", (), set()),
        ("経営革新計画の承認を取るには？", (), set()),
        ("이노비즈 인증이 있어야 하나요?", (), set()),
    ],
)
def test_a_certification_counts_where_the_firm_has_it(text, certifications, excluded):
    told = company(text)
    assert (told.certifications, set(told.excluded)) == (certifications, excluded)


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_every_span_holds_its_words(text):
    for asked in (None, "headquarters", "capital", "legal_form", "founded"):
        told = heard(text, asked=asked)
        assert all(text[slice(*fact.span)] == fact.words for fact in told.facts)
