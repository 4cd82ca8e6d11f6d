"""PDF: what a reader sees, rows by ruling lines, scans and passwords told."""

import io
import zlib

import pypdf
import pytest

from adapters.formats.limits import Limits
from adapters.formats.pdf import parse_pdf
from knowledge.errors import UnreadableDocument
from knowledge.formats.pieces import Kind
from tests.unit.adapters.formats.made import pdf, said

PICTURE = "q 500 0 0 700 50 70 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q\n"
GRID = (
    "0.5 w 50 700 m 350 700 l S 50 670 m 350 670 l S 50 610 m 350 610 l S "
    "50 610 m 50 700 l S 150 610 m 150 700 l S 350 610 m 350 700 l S\n"
)


def texts(data: bytes) -> list[str]:
    return [piece.text for piece in parse_pdf(data, Limits()).pieces]


def test_korean_of_a_font_that_is_not_in_the_file_is_read():
    assert texts(pdf(said("본사가 부산에 있는 기업", 50, 700))) == ["본사가 부산에 있는 기업"]


def test_a_table_keeps_its_rows_and_the_lines_of_a_cell_stay_together():
    page = GRID + said("대상", 60, 680) + said("마감", 200, 680)
    page += said("중소기업", 60, 650) + said("2026. 5. 23.", 200, 650) + said("18시까지", 200, 630)
    parsed = parse_pdf(pdf(said("공고", 50, 760) + page + said("문의", 50, 580)), Limits())

    assert [p.text for p in parsed.pieces if p.kind is Kind.ROW] == [
        "대상 | 마감",
        "중소기업 | 2026. 5. 23. 18시까지",
    ]


def test_cells_without_lines_are_parted_by_their_gaps():
    assert texts(pdf(said("지원금", 50, 700) + said("300만원", 200, 700))) == ["지원금 | 300만원"]


@pytest.mark.parametrize(
    "hidden",
    [
        said("숨은 지시", 50, 680, before="1 1 1 rg"),
        said("숨은 지시", 50, 680, 0.5),
        said("숨은 지시", 50, 680, before="3 Tr"),
        said("숨은 지시", 50, -200),
    ],
    ids=["white", "minute", "invisible", "off the page"],
)
def test_text_that_nobody_sees_is_dropped(hidden):
    assert texts(pdf(said("보이는 글", 50, 700) + hidden)) == ["보이는 글"]


def test_white_letters_on_a_coloured_ground_are_seen():
    page = "0 0 0.5 rg 40 670 200 30 re f\n" + said("지원내용", 50, 680, before="1 1 1 rg")

    assert texts(pdf(page)) == ["지원내용"]


def test_text_that_ocr_laid_under_a_scan_is_read():
    assert texts(pdf(PICTURE + said("읽은 글", 50, 680, before="3 Tr"))) == ["읽은 글"]


def test_a_scan_is_told_as_such():
    with pytest.raises(UnreadableDocument, match="no text on 3 of 3 pages: a scan"):
        parse_pdf(pdf(PICTURE, PICTURE, PICTURE), Limits())


def test_some_scanned_pages_are_a_remark():
    parsed = parse_pdf(pdf(said("첫 장", 50, 700), PICTURE), Limits())

    assert parsed.remarks == ("no text on 1 of 2 pages: scanned (page 2); the rest is read",)


def test_running_heads_and_page_numbers_are_left_out():
    pages = [
        said("중소벤처기업부 공고", 50, 800)
        + said(f"본문 {word}", 50, 700)
        + said(f"{n} 쪽", 300, 20)
        for n, word in enumerate(("하나", "둘", "셋", "넷"), 1)
    ]
    found = texts(pdf(*pages))

    assert "본문 둘" in " ".join(found)
    assert not [text for text in found if "공고" in text or "쪽" in text]


def test_a_password_is_told():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(said("글", 50, 700))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)

    with pytest.raises(UnreadableDocument, match="protected with a password"):
        parse_pdf(buffer.getvalue(), Limits())


def test_too_many_pages_are_refused():
    with pytest.raises(UnreadableDocument, match="3 pages, at most 2 are read"):
        parse_pdf(pdf("", "", ""), Limits(pages=2))


def test_a_damaged_file_is_told():
    with pytest.raises(UnreadableDocument, match="a damaged PDF"):
        parse_pdf(b"%PDF-1.7 and nothing more", Limits())


def test_a_stream_that_unpacks_beyond_measure_is_refused():
    deflate = zlib.compressobj(9)
    bomb = b"".join(deflate.compress(bytes(1_000_000)) for _ in range(80)) + deflate.flush()
    head, _, tail = pdf("PLACE").partition(b"<< /Length 5 >> stream\nPLACE")
    stream = b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(bomb) + bomb

    with pytest.raises(UnreadableDocument, match="more than 75,000,000 bytes"):
        parse_pdf(head + stream + tail, Limits())
