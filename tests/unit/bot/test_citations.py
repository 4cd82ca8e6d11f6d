"""The numbered sources of one reply."""

from datetime import date

import pytest

from bot.citations import Citations
from bot.messages import BlockKind
from knowledge.documents import Document
from knowledge.programs import Bilingual, Evidence, Source
from prompts import load
from tests.fakes.programs import SOURCE, program, window

KO, JA = load()["ko"], load()["ja"]
QUOTE = Evidence("notice", quote="5월 23일까지", source=Source("공고", "https://example.kr"))
ONE = program()
BARE = program(sources=())


def test_a_gist_is_not_marked_as_a_quote_and_keeps_its_language():
    for book, gist in ((KO, "해외 진출을 지원합니다."), (JA, "海外展開を支援します。")):
        citations = Citations(book)
        assert citations.program(ONE) == "1"
        (citation,) = citations.all()
        assert (citation.quote, citation.verbatim) == (gist, False)
        assert (citation.title, citation.published) == ("J-Net21", date(2026, 5, 14))


def test_a_programme_won_from_prose_is_cited_by_its_quote():
    extracted = program(extracted=True, windows=(window("2026-12-28", evidence=QUOTE),))
    citations = Citations(KO)
    citations.program(extracted)
    (citation,) = citations.all()
    assert (citation.quote, citation.verbatim, citation.title) == ("5월 23일까지", True, "공고")


def test_the_same_words_keep_their_marker_and_others_count_up():
    citations = Citations(KO)
    assert [citations.program(ONE), citations.evidence(ONE, QUOTE), citations.program(ONE)] == [
        "1",
        "2",
        "1",
    ]
    assert [c.marker for c in citations.all()] == ["1", "2"]


def test_evidence_without_a_source_is_cited_with_the_programmes():
    citations = Citations(JA)
    citations.evidence(ONE, Evidence("notice", gist=Bilingual("요지", "要旨")))
    (citation,) = citations.all()
    assert (citation.title, citation.url) == (SOURCE.title, SOURCE.url)
    assert (citation.quote, citation.verbatim) == ("要旨", False)


@pytest.mark.parametrize(
    ("book", "expected"),
    [
        (KO, "[1][2] J-Net21, 2026년 5월 14일(목) (2026년 11월 1일(일) 확인)"),
        (JA, "[1][2] J-Net21、2026年5月14日（木）（2026年11月1日（日）確認）"),
    ],
)
def test_citations_of_one_source_share_a_line(book, expected):
    citations = Citations(book)
    citations.program(ONE)
    citations.evidence(ONE, Evidence("notice", gist=Bilingual("요지", "要旨")))
    block = citations.block()
    assert block is not None
    assert (block.kind, block.text) == (BlockKind.SOURCES, expected)
    assert block.links == (("J-Net21", "https://example.jp/1"),)


def test_every_link_has_its_label_in_the_text():
    citations = Citations(KO)
    citations.program(ONE)
    citations.evidence(ONE, QUOTE)
    block = citations.block()
    assert block is not None
    assert all(label in block.text for label, _ in block.links)


def test_without_a_source_the_name_stands_and_nothing_is_invented():
    citations = Citations(JA)
    assert citations.block() is None
    citations.program(BARE)
    (citation,) = citations.all()
    assert (citation.title, citation.url, citation.published) == ("海外展開支援事業", None, None)


def test_a_passage_is_cited_with_its_document():
    document = Document("guide", "안내", (), "0" * 64, url="https://example.kr/guide")
    citations = Citations(KO)
    assert citations.passage(document, "본문입니다.", verbatim=True) == "1"
    (citation,) = citations.all()
    assert (citation.title, citation.url, citation.verbatim) == (
        "안내",
        "https://example.kr/guide",
        True,
    )
