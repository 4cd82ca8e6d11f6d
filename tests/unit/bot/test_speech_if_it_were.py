"""'And with ten people?': figures that are only supposed, and those that are facts."""

from datetime import date

import pytest

from bot.company import Company
from bot.speech import read_company
from knowledge.money import Currency, Money
from knowledge.programs import Country, Language, Operator

TODAY = date(2026, 11, 22)


def heard(text, country=Country.KR):
    return read_company(text, Language.KO, Company(country=country), today=TODAY)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("じゃあ5人なら？", 5),
        ("では20人なら", 20),
        ("それなら3人では？", 3),
        ("10名だったら対象ですか", 10),
        ("5人でも使えますか", 5),
        ("従業員が4人だったら使えますか", 4),
        ("社員が30人の場合は？", 30),
        ("従業員が20人に増えたら", 20),
        ("직원 5명이면요?", 5),
        ("4명이면 되나요?", 4),
        ("그럼 10명이면?", 10),
        ("만약 직원이 50명이라면", 50),
        ("직원을 5명으로 늘리면?", 5),
        ("직원이 5명일 때는?", 5),
        ("직원 5명인 회사면요?", 5),
    ],
)
def test_a_number_of_people_that_is_supposed_is_a_premise(text, count):
    told = heard(text)
    (premise,) = told.premises
    assert (premise.fact, premise.operator, premise.value) == ("employees", Operator.IS, count)
    assert told.facts == ()


@pytest.mark.parametrize(
    ("text", "country", "fact", "value"),
    [
        ("資本金が2億円だったら", None, "capital", Money(200_000_000, Currency.JPY)),
        ("資本金1億円なら対象？", None, "capital", Money(100_000_000, Currency.JPY)),
        ("年商が5億円の場合は", None, "revenue", Money(500_000_000, Currency.JPY)),
        ("資本金を1億円に増資したら", None, "capital", Money(100_000_000, Currency.JPY)),
        ("자본금이 3억이면?", Country.KR, "capital", Money(300_000_000, Currency.KRW)),
        ("매출이 10억이면 되나요?", Country.KR, "revenue", Money(1_000_000_000, Currency.KRW)),
        ("자본금 3억 원이라면 되나요?", None, "capital", Money(300_000_000, Currency.KRW)),
    ],
)
def test_a_named_amount_that_is_supposed_is_a_premise(text, country, fact, value):
    told = heard(text, country)
    (premise,) = told.premises
    assert (premise.fact, premise.operator, premise.value) == (fact, Operator.IS, value)
    assert told.facts == ()


@pytest.mark.parametrize(
    "text",
    [
        "参加者が5人なら", "お客さんが10人なら", "投資額が1億円なら", "補助金が500万円なら",
        "一人でも使えますか",
        "손님 10명이면?", "참가자 5명이면 되나요?", "10명이 참가하면?", "3명이면 팀을 만들 수 있나요",
        "지원금이 3억이면", "5명 뽑으면 지원 있나요?", "5人雇ったら助成金出ますか",
    ],
)  # fmt: skip
def test_other_people_and_other_amounts_are_neither(text):
    told = heard(text)
    assert (told.facts, told.premises) == ((), ())


def test_what_is_so_and_what_if_stand_side_by_side():
    told = heard("従業員は今10人ですが20人になったら？")
    assert told.company.employees == 10
    assert [premise.value for premise in told.premises] == [20]


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("正しくは従業員4人でした", "従業員4人", 4),
        ("すみません、従業員は4人でした", "従業員は4人", 4),
        ("아 직원 4명이었어요", "직원 4명", 4),
        ("従業員3人です。お金がほしい", "従業員3人", 3),
        ("직원 3명인데 돈 좀", "직원 3명", 3),
        ("従業員5人ですが使えますか", "従業員5人", 5),
        ("직원이 5명인데 되나요?", "직원이 5명", 5),
    ],
)
def test_what_is_so_is_a_fact_with_its_words(text, words, count):
    told = heard(text)
    assert [(fact.fact, fact.value, fact.words) for fact in told.facts] == [
        ("employees", count, words)
    ]
    assert told.premises == ()


@pytest.mark.parametrize(
    "text",
    [
        "コロナで店を閉めました", "コロナで居酒屋を閉めました", "大阪の店を閉めました",
        "코로나로 카페를 폐업했어요", "가게를 닫았어요", "가게 문을 닫게 됐어요",
    ],
)  # fmt: skip
def test_a_shop_that_was_closed_gives_no_fact(text):
    assert heard(text, None).facts == ()
