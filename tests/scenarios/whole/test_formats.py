"""A folder as agencies send it: every file and every file of a ZIP is loaded or told, exactly why."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from adapters.formats.confined import Confined
from bot.commands.extract import run
from knowledge.extraction import programs_in
from knowledge.formats import Formats
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryKnowledge, MemoryVectors
from tests.fakes.sheets import sheet
from tests.unit.adapters.formats.compound import compound
from tests.unit.adapters.formats.made import hwp, hwpx, paragraph, pdf, said, zipped

REAL = Path(__file__).parents[4] / "shared" / "data" / "documents"
NOTICE = "본사가 부산광역시에 있는 중소기업이 대상입니다."


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    confined = Confined()
    yield confined
    confined.close()


@pytest.fixture
def versions(tmp_path: Path, confined: Confined) -> Versions:
    documents = tmp_path / "documents"
    documents.mkdir()
    return Versions(
        documents,
        MemoryKnowledge(),
        MemoryVectors(),
        FakeEmbedder(),
        tmp_path / "reload.lock",
        extract=programs_in,
        read=Formats(confined.parse).read,
        unpack=confined.unpack,
    )


def put(versions: Versions, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (versions.documents / name).write_bytes(data)


def workbook(*rows: list[str]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


GOOD = {
    "공고.hwp": hwp([(NOTICE, 0)]),
    "공고2.hwpx": hwpx(paragraph(NOTICE)),
    "공고3.pdf": pdf(said(NOTICE, 50, 700)),
    "wrong.txt": pdf(said(NOTICE, 50, 600)),
    "list.xlsx": workbook(["사업명", "마감"], ["수출바우처", "2026-05-23"]),
    "list2.csv": "사업명,마감\n수출바우처,2026-05-23\n".encode("cp949"),
}
BAD = {
    "scan.pdf": (
        pdf("q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"),
        "no text on 1 of 1 pages: a scan",
    ),
    "locked.docx": (compound({"EncryptedPackage": b"x"}), "protected with a password"),
    "macro.docx": (
        zipped({"word/document.xml": "", "word/vbaProject.bin": ""}),
        "it holds macros",
    ),
    "bomb.zip": (zipped({"a.txt": bytes(5_000_000)}), "an archive bomb"),
    "empty.hwp": (b"", "the file is empty"),
    "old.hwp": (b"HWP Document File V3.00", "HWP 3.0"),
}


def test_each_format_is_loaded_and_each_bad_file_told_with_its_reason(versions: Versions) -> None:
    put(versions, GOOD | {name: data for name, (data, _) in BAD.items()})

    report = versions.reload()

    assert sorted(report.added) == sorted(name.rpartition(".")[0] for name in GOOD)
    told = {failure.document: failure.error for failure in report.failed}
    assert told.keys() == BAD.keys()
    assert not [name for name, (_, reason) in BAD.items() if reason not in told[name]]


def test_each_file_of_an_archive_is_accounted_for(versions: Versions) -> None:
    inner = zipped({"깊은 공고.hwpx": GOOD["공고2.hwpx"], "깊은 나쁜.docx": BAD["macro.docx"][0]})
    put(versions, {"묶음.zip": zipped({"가/공고.hwp": GOOD["공고.hwp"], "안.zip": inner})})

    report = versions.reload()

    assert sorted(report.added) == ["묶음.zip/가/공고", "묶음.zip/안.zip/깊은 공고"]
    assert [failure.document for failure in report.failed] == ["묶음.zip/안.zip/깊은 나쁜.docx"]


def test_archives_are_not_opened_without_end(versions: Versions) -> None:
    data = zipped({"a.txt": "글입니다.".encode()})
    for _ in range(3):
        data = zipped({"in.zip": data})
    put(versions, {"out.zip": data, "good.txt": b"text"})

    (failure,) = versions.reload().failed

    assert failure.document == "out.zip/in.zip/in.zip"
    assert "archive in an archive in an archive" in failure.error


def test_archives_in_an_archive_share_its_number_of_files(versions: Versions) -> None:
    inner = zipped({f"{number}.zzz": b"x" for number in range(1_050)})
    put(versions, {"out.zip": zipped({"a.zip": inner, "b.zip": inner}), "good.txt": b"text"})

    told = {failure.document: failure.error for failure in versions.reload().failed}

    assert "more than 2,000 files" in told["out.zip/b.zip"]


def test_a_document_that_is_an_archive_inside_stays_one_document(versions: Versions) -> None:
    put(versions, {"notice.zip": GOOD["공고2.hwpx"]})

    assert versions.reload().added == ("notice",)


def test_what_some_pages_hide_is_told_beside_what_was_read(versions: Versions) -> None:
    scan = "q 9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"
    put(versions, {"half.pdf": pdf(said(NOTICE, 50, 700), scan)})

    report = versions.reload()

    assert report.added == ("half",)
    assert "no text on 1 of 2 pages: scanned (page 2)" in report.failed[0].error
    assert versions.open_active().documents["half"].remarks == ()


def test_a_file_that_got_worse_stays_as_it_was_read(versions: Versions) -> None:
    put(versions, {"a.pdf": GOOD["공고3.pdf"]})
    versions.reload()
    put(versions, {"a.pdf": b"%PDF-1.7 broken"})

    report = versions.reload()

    assert "what was read of it before stays in use" in report.failed[0].error
    assert NOTICE in versions.open_active().documents["a"].text


def test_our_own_sheets_come_through_the_child_unchanged(versions: Versions) -> None:
    (versions.documents / "kr").mkdir()
    sheet(versions.documents, "export")

    assert versions.reload().programs.added == ("export",)


async def test_extract_reads_an_hwp(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bot.__main__ import parser  # noqa: PLC0415

    file = tmp_path / "notice.hwp"
    texts = [
        "2026년 해외진출 지원사업 참여기업 모집 공고",
        NOTICE,
        "신청기간: 2026년 5월 1일 ~ 5월 23일",
    ]
    file.write_bytes(hwp([(text, 0) for text in texts]))

    await run(parser().parse_args(["extract", str(file), "--json"]))

    (program,) = json.loads(capsys.readouterr().out)["programs"]
    assert program["windows"][0]["closes_at"].startswith("2026-05-23")


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared/data/documents is not there")
def test_every_real_file_is_loaded_or_told(versions: Versions) -> None:
    from dataclasses import replace  # noqa: PLC0415

    report = replace(versions, documents=REAL).reload()

    told = {failure.document for failure in report.failed}
    files = {path.relative_to(REAL).as_posix() for path in REAL.rglob("*") if path.is_file()}
    loaded = {f for f in files if f.removesuffix(Path(f).suffix) in set(report.added)}
    assert loaded | told == files
    assert not [f for f in report.failed if "crashed" in f.error or "longer than" in f.error]
