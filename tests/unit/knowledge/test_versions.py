"""Reloads: what changed, what failed, what stays; switching and going back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.documents import Document
from knowledge.errors import (
    BrokenVersion,
    NoDocuments,
    NoVersion,
)
from knowledge.programs import Bilingual, Country, Evidence, Program, Window, WindowKind
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryVectors
from tests.fakes.sheets import sheet


def test_the_first_reload_loads_everything(versions: Versions) -> None:
    report = versions.reload()

    knowledge = versions.open_active()
    assert report.added == ("kr/export", "news")
    assert report.programs.added == ("export",)
    assert report.version == knowledge.version
    assert knowledge.programs["export"].names.ko == "수출 지원"
    assert {p.document for p in knowledge.passages.values()} == {"kr/export", "news"}


def test_the_same_documents_again_change_nothing(versions: Versions) -> None:
    first = versions.reload()

    second = versions.reload()

    assert second.version == first.version
    assert second.unchanged == 2
    assert (second.added, second.changed, second.removed) == ((), (), ())


def test_a_changed_fact_is_named_with_before_and_after(versions: Versions) -> None:
    versions.reload()
    sheet(versions.documents, "export", closes="2026-12-30")

    report = versions.reload()

    (change,) = report.programs.changed
    assert report.changed == ("kr/export",)
    assert (change.id, change.field) == ("export", "windows")
    assert change.before[0]["closes_at"] == "2026-12-28T23:59:59+09:00"
    assert change.after[0]["closes_at"] == "2026-12-30T23:59:59+09:00"


def test_only_new_text_is_embedded(versions: Versions) -> None:
    versions.reload()
    assert isinstance(versions.embedder, FakeEmbedder)
    versions.embedder.embedded.clear()
    (versions.documents / "more.txt").write_text("새 글입니다.")

    versions.reload()

    assert versions.embedder.embedded == ["새 글입니다."]


def test_a_removed_document_takes_its_programme_with_it(versions: Versions) -> None:
    versions.reload()
    (versions.documents / "kr" / "export.md").unlink()

    report = versions.reload()

    assert report.removed == ("kr/export",)
    assert report.programs.removed == ("export",)
    assert not versions.open_active().programs


def test_failures_are_named_and_stop_nothing(versions: Versions) -> None:
    (versions.documents / "scan.pdf").write_bytes(b"%PDF-1.7")
    (versions.documents / "empty.txt").write_bytes(b"")
    (versions.documents / "bad.md").write_text("---\nid: bad\n---\n글")
    sheet(versions.documents, "twice")
    text = (versions.documents / "kr" / "export.md").read_text()
    (versions.documents / "kr" / "twice.md").write_text(text)

    failed = {failure.document: failure.error for failure in versions.reload().failed}

    assert "format not supported" in failed["scan.pdf"]
    assert "empty" in failed["empty.txt"]
    assert failed["bad.md"].startswith("country: missing")
    assert "differs from the file's name" in failed["kr/twice.md"]
    assert len(versions.open_active().documents) == 2


def test_a_programme_id_is_given_once(versions: Versions) -> None:
    (versions.documents / "jp").mkdir()
    text = (versions.documents / "kr" / "export.md").read_text()
    (versions.documents / "jp" / "export.md").write_text(text + "\n")

    (failure,) = versions.reload().failed

    assert failure.document == "kr/export.md"
    assert "already in jp/export" in failure.error


def test_a_slip_of_the_pen_takes_nothing_away(versions: Versions) -> None:
    first = versions.reload()
    (versions.documents / "kr" / "export.md").write_text("---\nid: export\nnames: {ko\n---\n")

    report = versions.reload()

    assert report.version == first.version
    assert "stays in use" in report.failed[0].error
    assert "export" in versions.open_active().programs


def test_an_error_in_one_reader_is_one_failure(versions: Versions) -> None:
    def extract(document: Document) -> list[Program]:
        raise ZeroDivisionError(document.id)

    (failure,) = replace(versions, extract=extract).reload().failed

    assert failure.error == "could not be read, ZeroDivisionError: news"


def extracted(document: Document, quote: str) -> Program:
    name = Bilingual(ko="포럼")
    window = Window(WindowKind.UNKNOWN, evidence=Evidence(document.id, quote))
    return Program(
        "forum",
        Country.KR,
        name,
        name,
        "event",
        Bilingual(),
        document.id,
        (window,),
        extracted=True,
    )


def test_extracted_programmes_belong_to_the_version(versions: Versions) -> None:
    extract = replace(versions, extract=lambda document: [extracted(document, "포럼이 열렸습니다")])

    assert extract.reload().programs.added == ("export", "forum")
    assert extract.open_active().programs["forum"].extracted


def test_a_programme_that_quotes_what_is_not_there_is_left_out(versions: Versions) -> None:
    report = replace(versions, extract=lambda d: [extracted(d, "포럼이 열린다")]).reload()

    (failure,) = report.failed
    assert failure.document == "news.txt"
    assert "forum was left out, a quote is not in news" in failure.error
    assert "news" in versions.open_active().documents
    assert "forum" not in versions.open_active().programs


def test_an_index_that_does_not_find_its_own_passages_is_not_used(versions: Versions) -> None:
    with pytest.raises(BrokenVersion, match="does not find itself"):
        replace(versions, vectors=MemoryVectors(broken=True)).reload()

    with pytest.raises(NoVersion, match="bot reload"):
        versions.open_active()


def test_a_dry_run_says_what_would_change_and_changes_nothing(versions: Versions) -> None:
    assert versions.reload(dry_run=True).added == ("kr/export", "news")
    assert versions.store.active() is None

    active = versions.reload().version
    sheet(versions.documents, "loan", "융자")
    report = versions.reload(dry_run=True)

    assert report.programs.added == ("loan",)
    assert report.version == active == versions.open_active().version


@pytest.mark.parametrize("there", [True, False])
def test_a_missing_or_empty_directory_is_said(
    versions: Versions, tmp_path: Path, there: bool
) -> None:
    directory = tmp_path / "none"
    if there:
        directory.mkdir()
        (directory / "README.md").write_text("x")

    with pytest.raises(NoDocuments, match="none"):
        replace(versions, documents=directory).reload()


def test_a_directory_without_one_readable_file_is_said(versions: Versions, tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "a.pdf").write_bytes(b"%PDF")

    with pytest.raises(NoDocuments, match=r"a\.pdf: format not supported"):
        replace(versions, documents=tmp_path / "scans").reload()


def test_progress_is_told_by_stage(versions: Versions) -> None:
    heard: list[tuple[str, int, int]] = []

    replace(versions, progress=lambda *step: heard.append(step)).reload()

    assert heard[:2] == [("read", 1, 2), ("read", 2, 2)]
    assert [stage for stage, _, _ in heard[2:]] == ["embed", "write", "write"]


def test_the_report_has_the_form_of_the_contract(versions: Versions) -> None:
    report = versions.reload().as_json()

    assert list(report) == [
        "version", "added", "changed", "removed", "unchanged", "failed", "programs",
    ]  # fmt: skip
    assert report["programs"] == {"added": ["export"], "changed": [], "removed": [], "reasons": {}}
