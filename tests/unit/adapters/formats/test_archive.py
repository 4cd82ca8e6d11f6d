"""ZIP archives: every file of them, under rules; and what bytes are, whatever their ending says."""

import io
import zipfile

import pytest

from adapters.formats.archive import members
from adapters.formats.kinds import kind_of
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from tests.unit.adapters.formats.compound import compound
from tests.unit.adapters.formats.made import hwp, hwpx, paragraph, pdf, zipped


def test_members_come_with_normalised_names_and_without_what_systems_leave():
    found = list(
        members(
            zipped({"공고\\첫째.txt": b"1", "__MACOSX/x": b"", ".DS_Store": b"", "dir/": b""}),
            Limits(),
        )
    )

    assert [(m.path, m.data, m.error) for m in found] == [("공고/첫째.txt", b"1", "")]


def test_a_name_in_the_windows_code_page_is_read():
    name = "수출바우처 지원사업 공고.txt".encode("cp949").decode("cp437")
    data = zipped({"x" * len(name): b"1"}).replace(b"x" * len(name), name.encode("cp437"))

    assert [member.path for member in members(data, Limits())] == ["수출바우처 지원사업 공고.txt"]


def test_a_name_that_leads_outside_is_an_error_of_that_member():
    found = list(members(zipped({"../../etc/cron.d/x": b"1", "good.txt": b"2"}), Limits()))

    assert [bool(member.error) for member in found] == [True, False]


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (zipped({"a": bytes(3_000_000)}), Limits(), "more than 100 times its size"),
        (zipped({str(n): b"" for n in range(6)}), Limits(entries=5), "6 entries, at most 5"),
        (zipped({"a": b"12345"}), Limits(unpacked=4), "unpacks to 5 bytes, at most 4"),
        (zipped({"a": b"1"})[:-30], Limits(), "a damaged ZIP container"),
    ],
    ids=["dense", "many", "large", "cut off"],
)
def test_a_bomb_is_refused_before_it_is_opened(data, limits, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        list(members(data, limits))


def test_an_entry_that_is_larger_than_it_says_is_not_read_on():
    data = zipped({"a": b"A" * 5000})
    size = (5000).to_bytes(4, "little")
    (found,) = members(data.replace(size, (10).to_bytes(4, "little")), Limits())

    assert found.error


def test_a_locked_member_is_told():
    data = bytearray(zipped({"a": b"secret"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    (found,) = members(bytes(data), Limits())

    assert "password" in found.error


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(""), ".pdf"),
        (hwp([("글", 0)]), ".hwp"),
        (hwpx(paragraph("글")), ".hwpx"),
        (zipped({"word/document.xml": ""}), ".docx"),
        (zipped({"xl/workbook.xml": ""}), ".xlsx"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", ".html"),
    ],
)
def test_the_bytes_beat_the_ending(data, kind):
    assert kind_of(data, ".txt", Limits()) == kind
    assert kind_of(data, "", Limits()) == kind


@pytest.mark.parametrize(
    ("data", "suffix", "reason"),
    [
        (zipped({"word/document.xml": "", "word/vbaProject.bin": ""}), ".docx", "it holds macros"),
        (zipped({"a.txt": ""}), ".hwp", "a ZIP archive in spite of its ending .hwp"),
        (zipped({"[Content_Types].xml": ""}), ".docx", "without its main part"),
        (compound({"EncryptedPackage": b"x"}), ".docx", "protected with a password"),
        (compound({"WordDocument": bytes(12)}), ".hwp", "an old Word document"),
        (compound({"WordDocument": bytes(11) + b"\x01"}), ".doc", "protected with a password"),
        (b"HWP Document File V3.00", ".hwp", "HWP 3.0"),
        (b"{\\rtf1", ".doc", "an RTF file"),
        (b"\x89PNG\r\n", ".pdf", "a picture"),
        (b"plain words", ".hwpx", "no .hwpx file in spite of its ending"),
        (b"<x/>", ".xml", "format not supported: .xml"),
    ],
)
def test_what_is_not_read_is_told_exactly(data, suffix, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        kind_of(data, suffix, Limits())


def test_an_empty_archive_is_a_zip():
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()

    assert kind_of(buffer.getvalue(), ".zip", Limits()) == ".zip"


def test_an_archive_that_begins_with_a_pdf_is_an_archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.7\n")
    assert kind_of(packed.getvalue(), ".zip", Limits()) == ".zip"
