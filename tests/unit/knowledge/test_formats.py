"""Bytes to clean text: hand-written samples, and the five documents the project began with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Document
from knowledge.errors import UnreadableDocument
from knowledge.formats import normalised, read_document

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def read(text: str, suffix: str = ".txt") -> Document:
    return read_document("doc", text.encode(), suffix)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def seed(number: str) -> Document:
    files = list(SEEDS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("../shared/seeds is not there")
    return read_document("seed", files[0].read_bytes(), ".txt")


# As copied out of a word processor: ~ stands for the blank that ends a line with a whole word.
WRAPPED = """\
□ 지원제도

 ㅇ 일본 중소기업의 경쟁력을 신흥국의 경제성장 동력으로 활용하기~

위해 정부는 작년에 중소기업해외전개지원회의를 발족하고 중소기업전

개를 지원하는 조직을 설치하였으며 자금의 금리를 일정한 조건에

서 인하하기로 함

  - 해외진출 기회를 만들기 위해 전시회 출전 비용을 지원하고 바이

어와의 상담 기회를 알선하는 등 측면에서 지원하고 있음
""".replace("~", " ")


def test_wrapped_korean_lines_become_sentences_with_words_whole() -> None:
    found = texts(read(WRAPPED))

    assert found[0] == "지원제도"
    assert found[1].startswith(
        "일본 중소기업의 경쟁력을 신흥국의 경제성장 동력으로 활용하기 위해 정부는"
    )
    assert "중소기업전개를 지원하는 조직을" in found[1]
    assert "일정한 조건에서 인하하기로 함" in found[1]
    assert "지원하고 바이어와의 상담" in found[2]
    assert len(found) == 3


def test_items_stand_under_the_heading_before_them() -> None:
    document = read(WRAPPED)

    assert document.blocks[1].headings == ("지원제도",)
    assert document.blocks[0].headings == ("지원제도",)


def test_wrapped_japanese_lines_join_without_a_space() -> None:
    text = (
        "本事業は、地域に根差した中小企業が海外の市場に向けて新しい商品を\n"
        "開発し、展示会への出展や商談を通じて販路を広げる取組に対して、費\n"
        "用の一部を補助するものです。交付決定の前に発注した経費は、補助の\n"
        "対象になりませんのでご注意ください。\n"
    )

    assert texts(read(text)) == [text.replace("\n", "")]


def test_paragraphs_of_one_line_each_are_left_as_they_are() -> None:
    text = "신청 기간은 5월 23일까지입니다.\n대상은 도쿄 이외의 기업입니다.\n한도는 1억 엔입니다.\n"

    assert texts(read(text)) == text.splitlines()


def test_labelled_lines_are_not_glued_together() -> None:
    lines = [
        "사업명: 2026년 수출바우처 지원사업 참여기업 모집 공고",
        "신청기간: 2026년 1월 5일부터 2026년 1월 30일까지",
        "지원대상: 부산에 본사를 둔 중소기업과 소상공인",
        "지원내용: 해외 전시회 참가비와 통역비의 일부",
    ]

    assert texts(read("\n".join(lines))) == lines


@pytest.mark.parametrize("mark", ["□", "ㅇ", "-", "•", "○", "※", "・"])
def test_signs_begin_items_and_are_not_part_of_the_text(mark: str) -> None:
    found = texts(
        read(
            f"지원 내용은 다음과 같습니다.\n{mark} 참가비를 지원합니다.\n{mark} 통역을 지원합니다.\n"
        )
    )

    assert found[1:] == ["참가비를 지원합니다.", "통역을 지원합니다."]


def test_page_furniture_is_dropped_but_not_the_sentence_beside_it() -> None:
    found = read(
        "방일 장관, 중소기업 진출 논의\n  • 홍길동 기자\n  • 승인 2023.05.14 08:30\n  • 댓글 0\n"
        "이 기사를 공유합니다\n\n"
        "장관은 중소기업이 일본에서 판로를 개척할 수 있도록 지원하겠다고 관련기사에서 말했다.\n\n"
        "관련기사\n댓글삭제\n삭제한 댓글은 다시 복구할 수 없습니다.\n댓글쓰기\n"
        "Hot 포토\n많이 본 뉴스\n아무 제목\n"
    )

    assert found.text.splitlines() == [
        "방일 장관, 중소기업 진출 논의",
        "장관은 중소기업이 일본에서 판로를 개척할 수 있도록 지원하겠다고 관련기사에서 말했다.",
    ]
    assert found.published is not None


def test_japanese_page_furniture_is_dropped() -> None:
    found = read(
        "海外展開を支援\nシェアする\n海外展示会に出展する費用の一部を補助します。\n"
        "関連記事\n人気記事ランキング\n© 2026 Example\n"
    )

    assert found.text == "海外展開を支援\n海外展示会に出展する費用の一部を補助します。"


def test_running_headers_and_page_numbers_are_dropped() -> None:
    page = "일본경제리포트 제{n}호\n- {n} -\n지역의 특성을 살려 {n}번째 사업을 지원합니다.\n"

    found = read("".join(page.format(n=n) for n in range(1, 5)))

    assert len(found.blocks) == 4
    assert "리포트" not in found.text


def test_characters_have_one_spelling_and_numbers_do_not_run_together() -> None:
    assert normalised("１億円　ＩＴ企業") == "1億円 IT企業"
    assert normalised("①2025년 ½ 10²") == "①2025년 ½ 10²"
    assert normalised("ㅇ 중견ㆍ중소\u200b기업") == "ㅇ 중견·중소기업"


@given(st.text(max_size=400), st.sampled_from([".txt", ".md", ".html"]))
def test_any_text_is_read_or_refused_and_blocks_know_their_place(text: str, suffix: str) -> None:
    try:
        document = read_document("doc", text.encode(errors="ignore"), suffix)
    except UnreadableDocument:
        return
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (b"", ".txt", "empty"),
        (b"  \n ", ".md", "empty"),
        (b"%PDF-1.7 ...", ".txt", "PDF"),
        (b"hello", ".hwp", "not supported"),
        (b"---\nid: a\nnames: {ko: x\n---\ntext", ".md", "line"),
        (b"---\nid: a\nid: b\n---\ntext", ".md", "twice"),
        (b"<div>" * 3000 + b"x", ".html", "nested"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, suffix: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_document("doc", data, suffix)


def test_the_wrapped_report_comes_out_as_sentences() -> None:
    text = seed("002").text

    for sentence in (
        "우려했던 지방자치제들도 일본내 거점을 존속시키는 조건으로",
        "하마마츠시의 중소기업 10개사는 최근 동남아시아 진출을 목적으로 사업협동조합을 설립하였는데",
        "섬유, 건설 등 많은 업종에서 참가",
        "마쓰모토제작소는 내년 3월 4억엔을 투자하여 중국 광동성에 공장을 설립할 계획",
        "일본정책금융공고의 해외전개자금은 금년 4∼9월 기간 중 이용건수가 250건으로",
    ):
        assert sentence in text


def test_the_second_report_has_its_headings_and_no_page_number() -> None:
    document = seed("003")

    assert document.title == "일본의 지역경제견인사업과 지역미래견인기업"
    assert {"배경", "시사점"} <= {heading for b in document.blocks for heading in b.headings}
    assert "도도부현별 담당자인「지역미래컨시어지」를 설치함" in document.text
    assert "kjc.or.kr" not in document.text


def test_trailing_blanks_or_not_the_report_is_nearly_the_same() -> None:
    document = seed("002")
    raw = next(SEEDS.glob("002_*.txt")).read_text("utf-8")
    bare = read("\n".join(line.rstrip() for line in raw.split("\n")))

    words = set(document.text.split())
    assert len(bare.blocks) == len(document.blocks)
    assert len([word for word in bare.text.split() if word not in words]) <= 10


@pytest.mark.parametrize(
    ("number", "published", "first"),
    [
        ("000", None, "일본 총무성이"),
        ("001", "2023-05-14", "방일 이영 장관"),
        ("004", "2025-11-25", '"지금이 韓日 중기 협력 최적 시기"'),
    ],
)
def test_articles_lose_their_furniture(number: str, published: str | None, first: str) -> None:
    document = seed(number)

    assert document.text.startswith(first)
    assert (str(document.published) if document.published else None) == published
    for furniture in ("댓글", "공유합니다", "많이 본", "Hot 포토", "무단전재", "@", "기사원문"):
        assert furniture not in document.text
