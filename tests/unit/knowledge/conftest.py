from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder, MemoryKnowledge, MemoryVectors
from tests.fakes.sheets import sheet


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    documents = tmp_path / "documents"
    (documents / "kr").mkdir(parents=True)
    (documents / "README.md").write_text("how to add one")
    sheet(documents, "export")
    (documents / "news.txt").write_text("도쿄에서 포럼이 열렸습니다.")
    return Versions(
        documents, MemoryKnowledge(), MemoryVectors(), FakeEmbedder(), tmp_path / "reload.lock"
    )
