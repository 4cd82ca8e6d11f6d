"""What was read before is not read again, and a version is the same as one built from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Document
from knowledge.extraction import programs_in
from knowledge.formats import read_document
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.model import Record
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryKnowledge, MemoryReadings, MemoryVectors
from tests.fakes.sheets import sheet
from tests.fakes.sources import READ, bizinfo_record, kstartup_record

TITLE = "2026년 부산 창업기업 사업화 지원사업 참여기업 모집공고"
RECORDS: tuple[Record, ...] = (
    kstartup_record(biz_pbanc_nm=TITLE, pbanc_ntrp_nm="부산광역시"),
    kstartup_record(),
    bizinfo_record(
        pblancNm=f"[부산] {TITLE}",
        jrsdInsttNm="부산광역시",
        reqstBeginEndDe="2026-08-01 ~ 2026-09-15",
    ),
    bizinfo_record(),
)
"""The first and the third are one programme."""


class Reading:
    """Counts the files that were really read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, id: str, data: bytes, suffix: str) -> Document:
        self.names.append(id)
        return read_document(id, data, suffix)


def build(folder: Path, readings: MemoryReadings | None = None, **more: object) -> Versions:
    (folder / "documents" / "kr").mkdir(parents=True, exist_ok=True)
    (folder / "documents" / "note.txt").write_text("부산의 수출 기업을 위한 안내문입니다.\n")
    kept = {"readings": readings} if readings is not None else {}
    return Versions(
        folder / "documents",
        MemoryKnowledge(),
        MemoryVectors(),
        FakeEmbedder(),
        folder / "lock",
        extract=programs_in,
        beside=SourcesFolder(folder / "sources").collect,
        now=lambda: datetime(2026, 8, 20, tzinfo=UTC),
        **{**kept, **more},
    )


def test_nothing_is_read_twice_and_the_same_files_are_the_same_version(tmp_path):
    reading, readings = Reading(), MemoryReadings()
    versions = build(tmp_path, readings, read=reading)
    for record in RECORDS:
        SourcesFolder(tmp_path / "sources").folder(record.source).write(record)
    first = versions.reload()
    second = versions.reload()
    assert (reading.names, readings.found) == (["note"], 3)
    assert (second.version, second.unchanged) == (first.version, 3)


def test_another_release_reads_everything_anew_and_forgets_the_former(tmp_path):
    reading, readings = Reading(), MemoryReadings()
    versions = build(tmp_path, readings, read=reading, release="1")
    versions.reload()
    replace(versions, release="2").reload()
    assert (reading.names, len(readings.held)) == (["note", "note"], 1)


def test_a_preview_is_remembered_and_forgets_nothing(tmp_path):
    reading, readings = Reading(), MemoryReadings()
    versions = build(tmp_path, readings, read=reading)
    versions.reload()
    sheet(versions.documents, "export")
    versions.reload(dry_run=True)
    assert len(readings.held) == 2
    versions.reload()
    assert reading.names == ["note", "kr/export"]


def test_a_reading_that_somebody_else_wrote_is_read_anew(tmp_path):
    readings = MemoryReadings()
    versions = build(tmp_path, readings)
    first = versions.reload()
    readings.held = dict.fromkeys(readings.held, '[{"id": 7}, []]')
    assert versions.reload().version == first.version


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["record", "forget", "sheet", "tear", "note", "reload"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=12,
)


def edit(folder: Path, what: str, which: int, how: int) -> None:
    """``how`` is one of three states that the record or file may be in."""
    record, page = RECORDS[which], folder / "documents" / "kr" / f"p{which}.md"
    shelf = SourcesFolder(folder / "sources").folder(record.source)
    match what:
        case "record":
            shelf.write(replace(record, read=READ + timedelta(days=how)))
        case "forget":
            shelf.remove(record.id)
        case "sheet":
            sheet(folder / "documents", f"p{which}", closes=f"{date(2026, 12, 1 + how)}")
        case "tear":
            page.unlink(missing_ok=True)
        case "note":
            (folder / "documents" / f"n{which}.txt").write_text(f"{how}번째 안내문입니다.")


@settings(max_examples=20)
@given(EDITS)
def test_after_any_edits_the_version_is_that_of_a_build_from_nothing(
    edits: Sequence[tuple[str, int, int]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        versions = build(folder, MemoryReadings())
        versions.reload()
        for what, which, how in edits:
            edit(folder, what, which, how)
            if what == "reload":
                versions.reload()
        versions.reload()
        fresh = build(folder)
        fresh.reload()
        held, made = versions.store.active(), fresh.store.active()
        assert held
        assert made
        assert versions.store.read(held.version) == fresh.store.read(made.version)
        assert held.fingerprint == made.fingerprint


@pytest.mark.parametrize("part", ["id", "raw", "read"])
def test_every_part_of_a_record_counts(tmp_path, part):
    record = kstartup_record()
    changed = {
        "id": replace(record, id="other"),
        "raw": replace(record, raw={**record.raw, "biz_pbanc_nm": "다른 지원사업 모집공고"}),
        "read": replace(record, read=READ + timedelta(days=20)),
    }[part]
    readings = MemoryReadings()
    versions = build(tmp_path, readings)
    shelf = SourcesFolder(tmp_path / "sources").folder(record.source)
    shelf.write(record)
    versions.reload()
    before = set(readings.held)
    shelf.write(changed)
    versions.reload()
    assert len(set(readings.held) - before) == 1
