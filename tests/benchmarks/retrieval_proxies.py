"""Sets of other shapes: python -m tests.benchmarks.retrieval_proxies DATA_DIR TARGET_DIR.

Writes sets in BEIR's layout for ``python -m bot evaluate retrieval TARGET_DIR/NAME --ablate``: pages of
1,500 to 3,000 characters, strung together in random order from the passages of KorQuAD and JSQuAD
with their questions; and short answers: the gists of the bundled programmes under their names, among
titles and summaries of other schemes, with the everyday questions of tests/evals/known_items.jsonl
that are in the set's language.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.commands.evaluate_retrieval import read_set
from knowledge.formats import read_document

PAGES = {"ko-pages": "retrieval-ko-korquad", "ja-pages": "retrieval-ja-jsquad"}
SHORTEST, LONGEST = 1_500, 3_000
OTHERS = {
    "ko": ("bizinfo/api-2021.json", "pblancNm", "bsnsSumryCn"),
    "ja": ("jnet21/headlines-2026-03-07.json", "title", "summary"),
}
MOST_OTHERS = 370
MARKUP, GAPS = re.compile(r"<[^>]+>"), re.compile(r"\s*\n\s*")

Texts = Mapping[str, tuple[str, str]]
Relevant = Mapping[str, Sequence[str]]


def write(folder: Path, documents: Texts, questions: Mapping[str, str], relevant: Relevant) -> None:
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    corpus = ({"_id": id, "title": t, "text": x} for id, (t, x) in documents.items())
    _lines(folder / "corpus.jsonl", (json.dumps(row, ensure_ascii=False) for row in corpus))
    asked = ({"_id": id, "text": text} for id, text in questions.items())
    _lines(folder / "queries.jsonl", (json.dumps(row, ensure_ascii=False) for row in asked))
    pairs = (f"{id}\t{document}\t1" for id, meant in relevant.items() for document in meant)
    _lines(folder / "qrels" / "test.tsv", ("query-id\tcorpus-id\tscore", *pairs))
    print(f"{folder}: {len(questions)} questions, {len(documents)} documents")


def pages(source: Path, target: Path) -> None:
    given, chance = read_set(source), random.Random(3)  # noqa: S311 - no secret, repeatable
    order = list(given.documents.values())
    chance.shuffle(order)
    texts: list[list[str]] = [[]]
    owner: dict[str, str] = {}
    most = chance.randint(SHORTEST, LONGEST)
    for document in order:
        texts[-1].append(document.text.replace(" [SEP] ", "\n"))
        owner[document.id] = f"p{len(texts) - 1}"
        if sum(map(len, texts[-1])) > most:
            texts.append([])
            most = chance.randint(SHORTEST, LONGEST)
    documents = {f"p{n}": ("", "\n".join(page)) for n, page in enumerate(texts) if page}
    relevant = {id: sorted({owner[d] for d in meant}) for id, meant in given.relevant.items()}
    write(target, documents, given.questions, relevant)


def short(data: Path, language: str, target: Path) -> None:
    documents = dict(_programmes(language))
    file, title, summary = OTHERS[language]
    others = _rows(json.loads((data / file).read_text("utf-8")))[:MOST_OTHERS]
    for number, row in enumerate(others):
        documents[f"other-{number}"] = _plain(row[title]), _plain(row[summary])
    known = Path("tests/evals/known_items.jsonl").read_text("utf-8").splitlines()
    asked = {f"q{number}": json.loads(line) for number, line in enumerate(known)}
    relevant = {
        id: [programme for programme in row["programs"] if programme in documents]
        for id, row in asked.items()
        if row["kind"].startswith("purpose") and row["language"] == language
    }
    relevant = {id: meant for id, meant in relevant.items() if meant}
    write(target, documents, {id: asked[id]["text"] for id in relevant}, relevant)


def _programmes(language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for path in sorted(Path("knowledge/documents").rglob("*.md")):
        matter = read_document(path.stem, path.read_bytes(), ".md").front_matter
        name, gist = (matter.get(key, {}).get(language) for key in ("names", "gist"))
        if name and gist:
            yield matter["id"], (name, gist)


def _rows(read: Any) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = read["jsonArray"] if isinstance(read, dict) else read
    return rows


def _plain(text: str) -> str:
    return GAPS.sub("\n", html.unescape(MARKUP.sub("\n", text))).strip()


def _lines(path: Path, lines: Iterator[str] | Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    data, target = Path(sys.argv[1]), Path(sys.argv[2])
    for name, source in PAGES.items():
        pages(data / source, target / name)
    for language in OTHERS:
        short(data, language, target / f"{language}-short")


if __name__ == "__main__":
    main()
