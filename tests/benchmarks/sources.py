"""Two days of J-Grants against a diff of the files; a reload of 3,000 records while answering.

``python -m tests.benchmarks.sources diff`` and ``... load`` (the real model, some minutes).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

from adapters.fetch.client import Fetcher, Limits
from bot.bootstrap import Service, open_service
from bot.commands.asking import question
from bot.settings import read_settings
from knowledge.extraction import programs_in
from knowledge.sources.jgrants import JGrants
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.model import Record
from knowledge.sources.refreshing import Refreshed, refresh
from knowledge.sources.shelf import RecordFolder
from knowledge.versions import ReloadReport
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryKnowledge, MemoryVectors
from tests.loopback.jgrants_snapshots import DAYS, answers, snapshot
from tests.loopback.sources_server import SourcesServer

RECORDS = 3000
ROUNDS = 20
"""Of every question, before and after; meanwhile one a second."""
QUESTIONS = (
    "오사카 제조업이 받을 수 있는 설비 보조금이 있나요?",
    "東京都で使える省エネの補助金はありますか",
    "일본 수출을 돕는 지원사업을 알려 주세요",
    "久留米市の中小企業向け補助金の締切はいつですか",
)
MEANT = {
    "title": {"names"},
    "deadline": {"windows"},
    "start_date": {"windows"},
    "amount_max": {"benefits"},
    "subsidy_rate": {"benefits"},
    "organization": {"agency"},
    "target_area": {"conditions"},
    "target_industries": {"conditions"},
}
"""What a field of the snapshot is in a programme."""
FORMS = re.compile(r"\((?:交付申請|実績報告)[^)]*\)\s*$|執行団体|(?:状況|実績)報告|財産処分")


Rows = tuple[list[dict[str, Any]], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids added and removed, and (id, field) of what changed besides."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Both days loaded: what each refresh did, and what the second reload reported."""

    refreshed: tuple[Refreshed, ...]
    reported: Difference
    report: ReloadReport
    folder: RecordFolder


def difference(of: Rows) -> Difference:
    """Of the two files themselves; the code under test has no part in it."""
    old, new = ({row["id"]: row for row in rows if _is_call(row)} for rows in of)
    changed = {
        (id, field)
        for id in old.keys() & new.keys()
        for key, fields in MEANT.items()
        if old[id][key] != new[id][key]
        for field in fields
    }
    return Difference(
        frozenset(new.keys() - old.keys()), frozenset(old.keys() - new.keys()), frozenset(changed)
    )


def _is_call(row: dict[str, Any]) -> bool:
    return FORMS.search(unicodedata.normalize("NFKC", row["title"])) is None


def both_days() -> Rows:
    return snapshot(DAYS[0]), snapshot(DAYS[1])


def load_both(folder: Path, of: Rows, *, texts: bool) -> Loaded:
    """Each day served on loopback, asked by the real client, loaded by a reload."""
    documents = folder / "documents"
    documents.mkdir()
    (documents / "note.txt").write_text("A note beside the sources.\n", "utf-8")
    sources = SourcesFolder(folder / "sources")
    versions = Versions(
        documents,
        MemoryKnowledge(),
        MemoryVectors(),
        FakeEmbedder(),
        folder / "lock",
        extract=programs_in,
        beside=sources.collect,
    )
    refreshed = []
    with SourcesServer() as server:
        for day, of_day in zip(DAYS, of, strict=True):
            rows = [answers(row, texts=texts) for row in of_day]
            server.jgrants = {id: (listed, detail) for id, listed, detail in rows}
            hosts = frozenset({server.host})
            now = datetime.combine(day, clock(3), UTC)
            with Fetcher(frozenset(), hosts, robots=False, limits=Limits(pace=0.0)) as fetch:
                source = JGrants(f"{server.url}/exp")
                refreshed.append(refresh(source, sources.folder("jgrants"), fetch, now))
            report = versions.reload()
    return Loaded(tuple(refreshed), _reported(report), report, sources.folder("jgrants"))


def _reported(report: ReloadReport) -> Difference:
    """Without the day of reading (``sources``) and the first sentence (``gist``)."""
    changed = {
        (c.id, c.field) for c in report.programs.changed if c.field not in {"sources", "gist"}
    }
    programs = report.programs
    return Difference(frozenset(programs.added), frozenset(programs.removed), frozenset(changed))


def show_diff() -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = load_both(Path(folder), both_days(), texts=False)
    expected = difference(both_days())
    for name in ("added", "removed", "changed"):
        want, got = getattr(expected, name), getattr(loaded.reported, name)
        print(f"{name:8} files {len(want):4}  report {len(got):4}  only one of them: {want ^ got}")
    with tempfile.TemporaryDirectory() as folder:
        full = load_both(Path(folder), both_days(), texts=True)
    print("with texts: added", len(full.reported.added), "removed", len(full.reported.removed))
    print("failed:", full.report.failed)


def padded(count: int) -> Iterator[Record]:
    """Records of a real day, told over again under other ids, prefectures and amounts."""
    rows = [row for row in snapshot(DAYS[1]) if row.get("detail_html")]
    for number in range(count):
        id, listed, detail = answers(rows[number % len(rows)])
        turn = number // len(rows)
        own = f"{id}x{turn}" if turn else id
        marked = f"<p>管理番号{number}。</p>" + str(detail["detail"]) if turn else detail["detail"]
        title = f"{detail['title']}（{turn}区）" if turn else detail["title"]
        raw = {"list": {**listed, "title": title}, "detail": {**detail, "title": title}}
        raw["detail"]["detail"] = marked
        yield Record("jgrants", own, raw, DAYS[1])


async def show_load(count: int) -> None:
    """A service that answers while it reloads; figures to stdout."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"CONCIERGE_DATA_DIR": folder, "CONCIERGE_AS_OF": "2026-08-20T10:00:00+09:00"}
        models = os.environ.get("CONCIERGE_MODELS_DIR", "")
        house = read_settings({**given, "CONCIERGE_MODELS_DIR": models}, {})
        async with open_service(house) as service:
            await _answers(service, 1)
            quiet = await _answers(service, ROUNDS)
            shelf = SourcesFolder(house.data_dir / "sources").folder("jgrants")
            for record in padded(count):
                shelf.write(record)
            before = _memory()
            first = await _reloaded(service)
            after = await _answers(service, ROUNDS)
            same = await _reloaded(service)
            for record in list(padded(count))[:20]:
                shelf.write(_moved(record))
            moved = await _reloaded(service)
    figures = {
        "records": count,
        "programmes": len(first.report.programs.added),
        "failed": len(first.report.failed),
        "memory_before_mb": before,
        "memory_most_mb": _memory(),
        **_spread("before", quiet),
        **first.figures("first", quiet),
        **_spread("after", after),
        **same.figures("same", after),
        **moved.figures("20_moved", after),
        "programmes_changed": len({c.id for c in moved.report.programs.changed}),
    }
    print(json.dumps(figures, indent=1))


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A reload, what it took of the clock and the processor, and the answers given meanwhile."""

    report: ReloadReport
    seconds: float
    processor: float
    answers: list[float]

    def figures(self, name: str, quiet: list[float]) -> dict[str, float]:
        ratio = {}
        if len(self.answers) > 1:
            share = (
                statistics.quantiles(self.answers, n=20)[18] / statistics.quantiles(quiet, n=20)[18]
            )
            ratio = {**_spread(name, self.answers), f"{name}_p95_ratio": round(share, 2)}
        return {
            f"{name}_seconds": round(self.seconds, 1),
            f"{name}_processor_seconds": round(self.processor, 1),
            f"{name}_answers": len(self.answers),
            **ratio,
        }


async def _reloaded(service: Service) -> Meanwhile:
    begun, spent = time.perf_counter(), time.process_time()
    task = asyncio.create_task(service.shelf.reload())
    answers: list[float] = []
    while not task.done():
        answers += await _answers(service, 1)
        await asyncio.sleep(1.0)
    report = await task
    return Meanwhile(report, time.perf_counter() - begun, time.process_time() - spent, answers)


async def _answers(service: Service, rounds: int) -> list[float]:
    return [await _timed(service, text) for text in QUESTIONS * rounds]


def _moved(record: Record) -> Record:
    listed = {**record.raw["list"], "acceptance_end_datetime": "2027-01-30T14:59:00.000Z"}
    detail = {**record.raw["detail"], "acceptance_end_datetime": "2027-01-30T14:59:00.000Z"}
    return replace(record, raw={"list": listed, "detail": detail})


async def _timed(service: Service, text: str) -> float:
    begun = time.perf_counter()
    await service.concierge.ask(question(text))
    return time.perf_counter() - begun


def _spread(name: str, seconds: list[float]) -> dict[str, int]:
    cuts = statistics.quantiles(seconds, n=20)
    return {f"{name}_p50_ms": round(1000 * cuts[9]), f"{name}_p95_ms": round(1000 * cuts[18])}


def _memory() -> int:
    """The most so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("what", choices=("diff", "load"))
    options.add_argument("--records", type=int, default=RECORDS)
    given = options.parse_args()
    if given.what == "diff":
        show_diff()
    else:
        asyncio.run(show_load(given.records))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
