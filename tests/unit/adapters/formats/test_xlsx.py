"""Lists: a row is a line; what is hidden is left out."""

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl import Workbook

from adapters.formats.limits import Limits
from adapters.formats.xlsx import parse_xlsx
from knowledge.errors import UnreadableDocument
from knowledge.formats import read_document


def texts(write: Callable[[Workbook], object], limits: Limits | None = None) -> list[str]:
    book = openpyxl.Workbook()
    write(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return [piece.text for piece in parse_xlsx(buffer.getvalue(), limits or Limits()).pieces]


def test_rows_are_lines_and_empty_cells_keep_the_columns():
    def write(book: Workbook) -> None:
        book.active.append(["사업명", "기관", "마감"])
        book.active.append(["수출바우처", None, date(2026, 5, 23)])
        book.active.append([None, None, None])
        book.active.append(["설명회", 1_000_000.0, datetime(2026, 5, 1, 14, 30)])  # noqa: DTZ001

    assert texts(write) == [
        "사업명 | 기관 | 마감",
        "수출바우처 |  | 2026-05-23",
        "설명회 | 1000000 | 2026-05-01 14:30",
    ]


def test_hidden_sheets_rows_and_columns_are_left_out():
    def write(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "공고"
        for row in (["가", "숨은 칸", "나"], ["숨은 줄", "", ""], ["다", "숨은 칸", "라"]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("숨은 장").sheet_state = "hidden"
        book["숨은 장"].append(["숨은 글"])

    assert texts(write) == ["공고", "가 | 나", "다 | 라"]


def test_too_many_rows_are_refused():
    with pytest.raises(UnreadableDocument, match="more than 2 rows"):
        texts(lambda book: [book.active.append(["줄"]) for _ in range(3)], Limits(rows=2))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_list_is_read_in_its_encoding_and_with_its_separator(encoding, sign):
    rows = [["사업명", "지역", "마감"], ["수출바우처 지원사업", "부산", '"5월 23일\n18시"']]
    data = "\r\n".join(sign.join(row) for row in rows).encode(encoding)

    assert [block.text for block in read_document("list", data, ".csv").blocks] == [
        "사업명 | 지역 | 마감",
        "수출바우처 지원사업 | 부산 | 5월 23일 18시",
    ]
