"""HWPX: rows, notes, inline marks; hidden comments, white and minute text left out."""

import pytest

from adapters.formats.hwpx import parse_hwpx
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from tests.unit.adapters.formats.made import hwpx, paragraph, zipped

LETTERS = (
    '<hh:charPr id="0" height="1000" textColor="#000000" shadeColor="none" borderFillIDRef="1"/>'
    '<hh:charPr id="1" height="1000" textColor="#FFFFFF" shadeColor="none" borderFillIDRef="1"/>'
    '<hh:charPr id="2" height="50" textColor="#000000" shadeColor="none" borderFillIDRef="1"/>'
    '<hh:borderFill id="1"/><hh:borderFill id="2"><hh:fillBrush><hh:winBrush faceColor="#1F3864"/>'
    "</hh:fillBrush></hh:borderFill>"
)


def texts(body: str) -> list[str]:
    return [piece.text for piece in parse_hwpx(hwpx(body, LETTERS), Limits()).pieces]


def cell(text: str, letters: str = "0", border: str = "1") -> str:
    inside = f"<hp:subList>{paragraph(text, letters)}</hp:subList>"
    return f'<hp:tc borderFillIDRef="{border}">{inside}</hp:tc>'


def table(*rows: str) -> str:
    lines = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows)
    return f"<hp:p><hp:run><hp:tbl>{lines}</hp:tbl></hp:run></hp:p>"


def test_rows_are_lines_and_stand_where_the_table_stands():
    body = paragraph("공고 본문입니다.") + table(
        cell("대상") + cell("마감"), cell("중소기업") + cell("5. 23.")
    )

    assert texts(body + paragraph("문의처입니다.")) == [
        "공고 본문입니다.", "대상 | 마감", "중소기업 | 5. 23.", "문의처입니다.",
    ]  # fmt: skip


def test_text_after_inline_marks_is_kept():
    body = "<hp:p><hp:run><hp:t>가<hp:fwSpace/>나<hp:lineBreak/>다입니다.</hp:t></hp:run></hp:p>"

    assert " ".join(texts(body)) == "가 나 다입니다."


@pytest.mark.parametrize("letters", ["1", "2"], ids=["white", "minute"])
def test_text_that_nobody_sees_is_dropped(letters):
    assert texts(paragraph("보이는 글입니다.") + paragraph("숨은 지시", letters)) == [
        "보이는 글입니다."
    ]


def test_a_hidden_comment_is_dropped():
    comment = f"<hp:ctrl><hp:hiddenComment>{paragraph('숨은 설명')}</hp:hiddenComment></hp:ctrl>"
    body = f"<hp:p><hp:run>{comment}<hp:t>보이는 글입니다.</hp:t></hp:run></hp:p>"

    assert texts(body) == ["보이는 글입니다."]


def test_white_letters_in_a_coloured_cell_are_seen():
    assert texts(table(cell("지원내용", "1", "2") + cell("숨은 지시", "1"))) == ["지원내용"]


def test_footnotes_and_boxes_follow_their_paragraph():
    note = f"<hp:footNote><hp:subList>{paragraph('각주입니다.')}</hp:subList></hp:footNote>"
    body = f"<hp:p><hp:run><hp:t>본문입니다.</hp:t><hp:ctrl>{note}</hp:ctrl></hp:run></hp:p>"

    assert texts(body) == ["본문입니다.", "각주입니다."]


def test_a_password_is_told():
    data = zipped(
        {
            "mimetype": "application/hwp+zip",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            "Contents/section0.xml": b"\x01\x02",
        }
    )
    with pytest.raises(UnreadableDocument, match="protected with a password"):
        parse_hwpx(data, Limits())


def test_a_broken_section_is_told():
    with pytest.raises(UnreadableDocument, match="a damaged HWPX"):
        texts("<hp:p>")
