"""Every file of a folder through the confined reader: outcome, reason, time, memory.

``python -m tests.benchmarks.formats ../shared/data/documents [--second]`` prints a row a file and
totals; each file has a child of its own, so that its peak of memory is its own. With ``--second``
the text is compared with that of other readers, as far as they are installed (``pip install unhwp
hwp-hwpx-parser mammoth pdfminer.six pypdf``; none of them is needed otherwise but pypdf by tests).
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz.distance import Indel

from adapters.formats.confined import Confined
from knowledge.documents import Document
from knowledge.errors import UnreadableDocument
from knowledge.formats import Formats, normalised

Read = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Row:
    file: str
    text: str
    said: str
    ms: float
    whole_ms: float
    mb: float
    read: bool


def row_of(path: Path, name: str) -> Row:
    """``ms`` is the child's own, ``whole_ms`` with its start."""
    confined = Confined()
    begun = time.perf_counter()
    text, said, read = "", "", False
    try:
        found: Document = Formats(confined.parse).read(name, path.read_bytes(), path.suffix)
        text, read = found.text, True
        said = f"{len(text):,} characters in {len(found.blocks)} blocks"
        said += "".join(f"; {remark}" for remark in found.remarks)
    except UnreadableDocument as error:
        said = str(error)
    whole = 1000 * (time.perf_counter() - begun)
    spent = confined.spent
    confined.close()
    stopped = "crashed" in said or "longer than" in said or "processor time" in said
    return Row(name, text, said, whole if stopped else spent.ms, whole, spent.memory / 1e6, read)


def _unhwp(path: Path) -> str:
    import unhwp  # noqa: PLC0415

    return str(unhwp.extract_text(str(path)))


def _hwp_hwpx_parser(path: Path) -> str:
    from hwp_hwpx_parser import Reader  # noqa: PLC0415

    with Reader(str(path)) as reader:
        return str(reader.text)


def _syhwp(path: Path) -> str:
    import syhwp  # noqa: PLC0415

    return syhwp.open(str(path)).text


def _mammoth(path: Path) -> str:
    import mammoth  # noqa: PLC0415

    return str(mammoth.extract_raw_text(io.BytesIO(path.read_bytes())).value)


def _pypdf(path: Path) -> str:
    import pypdf  # noqa: PLC0415

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text  # noqa: PLC0415

    return str(extract_text(path))


SECOND: Mapping[str, Mapping[str, Read]] = {
    ".hwp": {"unhwp": _unhwp, "hwp-hwpx-parser": _hwp_hwpx_parser},
    ".hwpx": {"syhwp": _syhwp, "unhwp": _unhwp, "hwp-hwpx-parser": _hwp_hwpx_parser},
    ".docx": {"mammoth": _mammoth},
    ".pdf": {"pypdf": _pypdf, "pdfminer.six": _pdfminer},
}


def letters(text: str) -> str:
    return "".join(sign for sign in normalised(text) if sign.isalnum())


def overlap(one: str, other: str) -> float:
    """Twice the letters and digits in common over all, whatever their order."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if one or other else 1.0


def compare(rows: list[Row], folder: Path) -> None:
    print("\n| file | ours | second reader | theirs | in common | in the same order |")
    print("|---|---|---|---|---|---|")
    totals: dict[tuple[str, str], list[tuple[int, float, float]]] = {}
    for row in rows:
        ours = letters(row.text)
        for name, read in SECOND.get(Path(row.file).suffix, {}).items():
            try:
                theirs = letters(read(folder / row.file))
            except ImportError:
                continue
            except Exception as error:  # noqa: BLE001 - what it says of a broken file
                theirs, said = "", f"{type(error).__name__}"
            else:
                said = f"{len(theirs):,}"
            if not row.read and not theirs:
                continue
            common, order = overlap(ours, theirs), Indel.normalized_similarity(ours, theirs)
            print(f"| {row.file} | {len(ours):,} | {name} | {said} | {common:.3f} | {order:.3f} |")
            key = (Path(row.file).suffix, name)
            totals.setdefault(key, []).append((len(ours) + len(theirs), common, order))
    print("\n| format | second reader | files | in common, by letters | in the same order |")
    print("|---|---|---|---|---|")
    for (suffix, name), found in totals.items():
        weight = sum(size for size, _, _ in found) or 1
        common = sum(size * share for size, share, _ in found) / weight
        order = sum(size * share for size, _, share in found) / weight
        print(f"| {suffix} | {name} | {len(found)} | {common:.4f} | {order:.4f} |")


def hostile(folder: Path) -> list[Row]:
    """What no collection has: bombs of each kind, made here."""
    from tests.benchmarks.hostile import FILES  # noqa: PLC0415

    rows = []
    for name, make in FILES.items():
        path = folder / name
        path.write_bytes(make())
        rows.append(row_of(path, name))
    return rows


def table(rows: list[Row]) -> None:
    print("| file | outcome | reason | ms | MB |\n|---|---|---|---|---|")
    for row in rows:
        outcome = "read" if row.read else "told"
        print(f"| {row.file} | {outcome} | {row.said} | {row.ms:.0f} | {row.mb:.0f} |")


def totals(rows: list[Row], limits: Any) -> None:
    read = [row for row in rows if row.read]
    harmed = [row for row in rows if "crashed" in row.said or "ended without" in row.said]
    stopped = [row for row in rows if "longer than" in row.said or "processor time" in row.said]
    print(
        f"\nfiles {len(rows)}: read {len(read)}, told {len(rows) - len(read)}, without a row 0; "
        f"crashed {len(harmed)}, stopped {len(stopped)} (of {len(rows)}; 3/N {3 / len(rows):.1%})"
    )
    ms, mb = [row.ms for row in rows], [row.mb for row in rows]
    print(
        f"ms: median {median(ms):.0f}, worst {max(ms):.0f} of {1000 * limits.wall:.0f}; with the "
        f"child's start median {median(row.whole_ms for row in rows):.0f}; "
        f"MB: median {median(mb):.0f}, worst {max(mb):.0f} of {limits.memory / 1e6:.0f}"
    )


def main(arguments: list[str]) -> int:
    folder = Path(next((a for a in arguments if not a.startswith("-")), ""))
    if not folder.is_dir():
        sys.stderr.write("name a folder of documents: ../shared/data/documents\n")
        return 2
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    rows = [row_of(path, path.relative_to(folder).as_posix()) for path in files]
    limits = Confined().limits
    table(rows)
    totals(rows, limits)
    print("\nMade to harm:\n")
    with TemporaryDirectory() as place:
        made = hostile(Path(place))
    table(made)
    totals(made, limits)
    if "--second" in arguments:
        compare(rows, folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
