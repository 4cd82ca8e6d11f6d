"""A small documents directory and its sheets."""

from __future__ import annotations

from pathlib import Path

SHEET = """---
id: {id}
country: KR
names: {{ko: {name}}}
agency: {{ko: 기관}}
kind: grant
gist: {{ko: 비용을 지원합니다., ja: 費用を支援します。}}
windows: [{{closes: {closes}, gist: {{ko: 마감, ja: 締切}}}}]
sources: [{{title: 공고, read: 2026-08-19}}]
---
부산의 중소기업을 지원합니다.
"""


def sheet(documents: Path, id: str, name: str = "수출 지원", closes: str = "2026-12-28") -> None:
    (documents / "kr" / f"{id}.md").write_text(SHEET.format(id=id, name=name, closes=closes))
