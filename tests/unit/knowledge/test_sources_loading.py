"""Records of sources as a part of a version."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.extraction import programs_in
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.model import Record
from knowledge.sources.webpages import NAME as WEBPAGES
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryKnowledge, MemoryVectors
from tests.fakes.sources import (
    READ,
    bizinfo_record,
    headline_record,
    jgrants_record,
    kstartup_record,
)

ID = "a0WJ200000CDAAAMAH"


@pytest.fixture
def sources(tmp_path: Path) -> SourcesFolder:
    return SourcesFolder(tmp_path / "sources")


@pytest.fixture
def versions(tmp_path: Path, sources: SourcesFolder) -> Versions:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "note.txt").write_text("부산의 수출 기업을 위한 안내문입니다.\n", "utf-8")
    store, vectors = MemoryKnowledge(), MemoryVectors()
    return Versions(
        documents,
        store,
        vectors,
        FakeEmbedder(),
        tmp_path / "lock",
        extract=programs_in,
        beside=sources.collect,
        now=lambda: datetime(2026, 8, 20, tzinfo=UTC),
    )


def keep(sources: SourcesFolder, *records: Record) -> None:
    for record in records:
        sources.folder(record.source).write(record)


def test_every_source_is_in_the_version_beside_the_documents(versions, sources):
    keep(sources, jgrants_record(), bizinfo_record(), kstartup_record(), headline_record())
    report = versions.reload()
    assert report.failed == ()
    assert set(report.programs.added) == {
        f"jgrants-{ID}",
        "bizinfo-125696",
        "kstartup-178983",
        "jnet21-177511",
    }
    assert len(report.added) == 5


def test_the_same_files_are_the_same_version(versions, sources):
    keep(sources, jgrants_record())
    first = versions.reload()
    second = versions.reload()
    assert (second.version, second.programs.changed) == (first.version, ())


def test_a_moved_deadline_is_a_change_of_the_windows_alone(versions, sources):
    keep(sources, jgrants_record())
    versions.reload()
    keep(sources, jgrants_record(acceptance_end_datetime="2026-10-30T14:59:00.000Z"))
    changes = versions.reload().programs.changed
    assert [(c.id, c.field) for c in changes] == [(f"jgrants-{ID}", "windows")]


def test_a_record_that_is_gone_takes_its_programme_with_it(versions, sources):
    keep(sources, jgrants_record(), bizinfo_record())
    versions.reload()
    sources.folder("jgrants").remove(ID)
    assert versions.reload().programs.removed == (f"jgrants-{ID}",)


def test_a_record_that_was_meddled_with_is_named_and_stays_as_it_was(versions, sources):
    keep(sources, jgrants_record(), bizinfo_record())
    versions.reload()
    (sources.path / "jgrants" / f"{ID}.json").write_text('{"raw": 7}', "utf-8")
    report = versions.reload()
    (failure,) = report.failed
    assert (failure.document, report.programs.removed) == (f"sources/jgrants/{ID}", ())
    assert "what was read of it before stays in use" in failure.error


def test_a_joined_programme_keeps_both_documents(versions, sources):
    title = "2026년 부산 창업기업 사업화 지원사업 참여기업 모집공고"
    keep(
        sources,
        kstartup_record(biz_pbanc_nm=title, pbanc_ntrp_nm="부산광역시"),
        bizinfo_record(
            pblancNm=f"[부산] {title}",
            jrsdInsttNm="부산광역시",
            reqstBeginEndDe="2026-08-01 ~ 2026-09-15",
        ),
    )
    report = versions.reload()
    assert report.programs.added == ("kstartup-178983",)
    assert len(report.added) == 3


def test_guidelines_are_searched_like_the_notice(versions, sources):
    folder = sources.folder("jgrants")
    names = folder.write_attachments(
        ID, [("公募要領.txt", b64encode("対象は製造業です。".encode()).decode())]
    )
    record = jgrants_record()
    folder.write(Record("jgrants", ID, record.raw, READ, names))
    versions.reload()
    documents = versions.open_active().documents
    assert documents[f"sources/jgrants/{ID}/1"].text == "対象は製造業です。"


def test_an_attachment_that_cannot_be_read_leaves_its_programme(versions, sources):
    folder = sources.folder("jgrants")
    names = folder.write_attachments(ID, [("要領.exe", "AAAA")])
    folder.write(Record("jgrants", ID, jgrants_record().raw, READ, names))
    report = versions.reload()
    assert [f.document for f in report.failed] == [f"sources/jgrants/{ID}/1.exe"]
    assert report.programs.added == (f"jgrants-{ID}",)


def test_a_web_page_is_read_like_a_file(versions, sources):
    raw = {
        "address": "https://agency.example/notice",
        "ending": ".html",
        "body": "PGgxPuyImOy2nCDsp4Dsm5A8L2gxPjxwPuq4sOyXheydhCDrj5XsirXri4jri6QuPC9wPg==",
    }
    keep(sources, Record(WEBPAGES, "agency-notice-0", raw, READ))
    versions.reload()
    document = versions.open_active().documents["sources/webpages/agency-notice-0"]
    assert (document.title, document.url) == ("수출 지원", "https://agency.example/notice")
