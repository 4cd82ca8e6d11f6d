"""No programme goes without a reason, and not many at once while nobody looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.errors import BrokenVersion, HeavyLoss
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.refreshing import NO_LONGER_LISTED
from knowledge.versions.checks import check_questions
from knowledge.versions.reloading import Versions
from knowledge.versions.report import Gone, ProgramChanges
from tests.fakes.knowledge import FakeEmbedder, MemoryIndex
from tests.fakes.sheets import sheet
from tests.fakes.sources import bizinfo_record, jgrants_record, kstartup_record

TITLE = "2026년 부산 창업기업 사업화 지원사업 참여기업 모집공고"


@pytest.fixture
def sources(versions: Versions, tmp_path: Path) -> SourcesFolder:
    return SourcesFolder(tmp_path / "sources")


@pytest.fixture
def both(versions: Versions, sources: SourcesFolder) -> Versions:
    return replace(versions, beside=sources.collect)


def reasons(versions: Versions) -> dict[str, Gone]:
    return versions.reload().as_json()["programs"]["reasons"]


def test_a_file_that_was_removed(versions):
    versions.reload()
    (versions.documents / "kr" / "export.md").unlink()
    assert reasons(versions) == {"export": "file_removed"}


def test_a_document_that_announces_it_no_longer(versions):
    versions.reload()
    (versions.documents / "kr" / "export.md").write_text("# 수출 지원\n\n글만 남았습니다.")
    assert reasons(versions) == {"export": "no_longer_read_in_its_document"}


def test_a_record_that_its_source_no_longer_lists(both, sources):
    record = jgrants_record()
    folder = sources.folder("jgrants")
    folder.write(record)
    both.reload()
    folder.remove(record.id)
    folder.write_state({"removed": {record.id: {"reason": NO_LONGER_LISTED, "on": "2026-08-20"}}})
    assert reasons(both) == {f"jgrants-{record.id}": "record_no_longer_listed"}


def test_a_record_taken_away_by_hand(both, sources):
    record = jgrants_record()
    sources.folder("jgrants").write(record)
    both.reload()
    sources.folder("jgrants").remove(record.id)
    assert reasons(both) == {f"jgrants-{record.id}": "file_removed"}


def test_a_programme_that_another_source_has_too_is_no_loss(both, sources):
    late = bizinfo_record(
        pblancNm=f"[부산] {TITLE}",
        jrsdInsttNm="부산광역시",
        reqstBeginEndDe="2026-08-01 ~ 2026-09-15",
    )
    sources.folder("bizinfo").write(late)
    both.reload()
    early = kstartup_record(biz_pbanc_nm=TITLE, pbanc_ntrp_nm="부산광역시")
    sources.folder("kstartup").write(early)
    programs = both.reload().programs
    assert programs.reasons == (Gone.JOINED,)
    assert programs.lost == ()


def test_a_copy_is_read_once_and_said_to_be_one(versions):
    versions.reload()
    text = (versions.documents / "news.txt").read_bytes()
    (versions.documents / "again.txt").write_bytes(text)
    report = versions.reload()
    (failure,) = report.failed
    assert (failure.document, report.added, report.removed) == ("news.txt", ("again",), ("news",))
    assert "a copy of again.txt, byte for byte" in failure.error


def many(versions: Versions, count: int) -> None:
    for number in range(count):
        sheet(versions.documents, f"p{number}", f"지원 {number}")


def test_a_heavy_loss_is_refused_while_nobody_looks(versions):
    many(versions, 12)
    before = versions.reload().version
    for number in range(10):
        (versions.documents / "kr" / f"p{number}.md").unlink()
    with pytest.raises(HeavyLoss, match=r"10 of 13 programmes .*10 file removed.*reload --dry-run"):
        versions.reload(unattended=True)
    assert versions.open_active().version == before
    assert len(versions.reload().programs.removed) == 10


def test_a_few_may_go_at_any_time(versions):
    many(versions, 12)
    versions.reload()
    for number in range(9):
        (versions.documents / "kr" / f"p{number}.md").unlink()
    assert len(versions.reload(unattended=True).programs.removed) == 9


@pytest.mark.parametrize(("before", "heavy"), [(29, True), (30, False)])
def test_heavy_is_more_than_a_third(before, heavy):
    gone = tuple(f"p{number}" for number in range(10))
    changes = ProgramChanges((), (), gone, (Gone.FILE_REMOVED,) * 10, before)
    assert changes.heavy_loss is heavy


def test_a_version_in_which_nothing_is_found_by_name_is_not_used(versions):
    many(versions, 30)
    versions.reload()
    contents = versions.store.read(versions.open_active().version)
    ids = tuple(p.id for p in contents.passages)
    texts = [p.text for p in contents.passages]
    embedder = FakeEmbedder()
    check_questions(MemoryIndex(ids, embedder.passages(texts)), contents, embedder)
    with pytest.raises(BrokenVersion, match="not found"):
        check_questions(MemoryIndex(ids[:1], embedder.passages(texts[:1])), contents, embedder)


def test_the_moment_of_a_reload_is_of_no_matter(versions):
    first = versions.reload().version
    later = replace(versions, now=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    assert later.reload().version == first
