"""What the processes of the drill ``reload_kills`` do: reload, look, answer all the while."""

from __future__ import annotations

import resource
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from adapters.stores.arrays import ArrayDirectories
from adapters.stores.chroma import ChromaDirectories
from adapters.stores.database import database_url, open_engine
from adapters.stores.knowledge import SqlKnowledge
from adapters.stores.words import Bm25Directories
from bot.library import Library
from bot.searched import open_searched
from bot.shelf import Shelf
from knowledge.programs import Language
from knowledge.search.bridge import load_bridge
from knowledge.search.searcher import Searcher
from knowledge.search.store import SearchStore
from knowledge.versions.reloading import Versions
from tests.fakes.knowledge import FakeEmbedder
from tests.fakes.search import FakeMorphemes

DOCUMENTS = 12
QUESTION = "수출 바우처 지원 대상"
MORPHEMES = {language: FakeMorphemes(language) for language in Language}


def write(folder: Path, generation: int) -> None:
    """Half in Korean, half in Japanese: an index has a shelf for each."""
    (folder / "documents").mkdir(exist_ok=True)
    for n in range(DOCUMENTS):
        text = (
            "수출 바우처의 지원 대상은 중소기업입니다." if n % 2 else "輸出を支援する補助金です。"
        )
        page = f"# g{generation}g {n}\n\n" + f"{text} g{generation}g\n\n" * 6
        (folder / "documents" / f"{n}.md").write_text(page, "utf-8")


def versions(folder: Path) -> tuple[Versions, SearchStore]:
    index = folder / "index"
    search = SearchStore(
        ChromaDirectories(index / "chroma"),
        Bm25Directories(index / "words"),
        ArrayDirectories(index / "arrays"),
        FakeEmbedder(),
        MORPHEMES,
        load_bridge(),
    )
    store = SqlKnowledge(open_engine(database_url("", folder)))
    documents, lock = folder / "documents", folder / "reload.lock"
    return Versions(documents, store, search, search.embedder, lock), search


def shelf(folder: Path) -> Shelf:
    made, search = versions(folder)

    def opened(base: Any) -> Library:
        index = search.open(base.version)
        return open_searched(base, Searcher(index, search.embedder, MORPHEMES, search.bridge))

    return Shelf(made, opened)


def generations(library: Library) -> set[str]:
    """Of all that is held, and of what search finds in both languages."""
    texts = [document.text for document in library.documents.values()]
    found = library.passages_about(QUESTION, 5)
    texts += [library.passages[hit.id].text for hit in found]
    assert len(library.documents) == DOCUMENTS, len(library.documents)
    assert found
    return {text[text.index("g") + 1 :].split("g")[0] for text in texts}


def reload_once(folder: Path, told: Connection) -> None:
    made, _ = versions(folder)
    told.send("go")
    made.reload()
    told.send("done")


def examine(folder: Path, told: Connection) -> None:
    """What the next process finds."""
    try:
        library = shelf(folder).current()
        told.send((library.version, generations(library), ""))
    except Exception as error:  # noqa: BLE001 - that is what is counted
        told.send(("", set(), f"{type(error).__name__}: {error}"))


def read_on(folder: Path, told: Connection) -> None:
    """Answer until told to stop; then what was seen."""
    seen: Counter[str] = Counter()
    faults: list[str] = []
    reading = shelf(folder)
    before = ""
    while not told.poll():
        try:
            reading._looked = 0.0  # at every answer, not every five seconds: the worst case
            library = reading.current()
            seen["answers"] += 1
            seen["mixtures"] += len(generations(library)) != 1
            seen["switches"] += library.version != before
            before = library.version
        except Exception as error:  # noqa: BLE001 - that is what is counted
            seen["failed answers"] += 1
            faults.append(f"{type(error).__name__}: {error}"[:160])
        time.sleep(0.02)
    told.send((seen, faults))


def reload_on_a_full_disk(folder: Path, room: int, told: Connection) -> None:
    """No file may grow beyond ``room`` bytes; says the words of the error, empty for none."""
    made, _ = versions(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        made.reload()
    except Exception as error:  # noqa: BLE001 - that is what is asked
        told.send(f"{type(error).__name__}: {error}"[:300])
    else:
        told.send("")
