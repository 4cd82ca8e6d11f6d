"""Writes OLE compound files, as HWP 5 and old Office files are; sectors of 512 bytes, no small ones."""

from __future__ import annotations

import struct

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALLEST = 4096  # shorter streams would belong into small sectors


def compound(streams: dict[str, bytes]) -> bytes:
    """``Folder/Name`` to content; each is padded with zeros to at least 4096 bytes."""
    padded = {name: data.ljust(SMALLEST, b"\0") for name, data in streams.items()}
    folders = sorted({name.split("/")[0] for name in padded if "/" in name})
    fat = [FAT, END]
    body = b""
    starts = {}
    for name, data in padded.items():
        count = -(-len(data) // SECTOR)
        starts[name] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        body += data.ljust(count * SECTOR, b"\0")
    entries = _entries(padded, folders, starts)
    more = max(0, -(-len(entries) // 4) - 1)  # the directory begins in sector 1
    if more:
        fat[1] = len(fat)
        fat += [*range(len(fat) + 1, len(fat) + more), END]
    rows = b"".join(entries).ljust((more + 1) * SECTOR, b"\0")
    assert len(fat) <= SECTOR // 4
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(SECTOR, b"\xff")
    return _head() + table + rows[:SECTOR] + body + rows[SECTOR:]


def _head() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST, END, 0, END, 0)
        + struct.pack("<I", 0) + b"\xff" * (108 * 4)
    )  # fmt: skip


def _entries(streams: dict[str, bytes], folders: list[str], starts: dict[str, int]) -> list[bytes]:
    """Siblings hang on one another to the right, shortest name first, as the order demands."""
    top = sorted([*folders, *(n for n in streams if "/" not in n)], key=_order)
    rows: list[tuple[str, str]] = [("", ""), *((name, name) for name in top)]
    inner = {f: sorted((n for n in streams if n.startswith(f + "/")), key=_order) for f in folders}
    for folder in folders:
        rows += [(name.split("/")[1], name) for name in inner[folder]]
    place = {path: number for number, (_, path) in enumerate(rows)}
    after = {a: place[b] for group in (top, *inner.values()) for a, b in zip(group, group[1:])}  # noqa: B905, RUF007
    found = []
    for name, path in rows:
        kind = 5 if not path else 1 if path in inner else 2
        first = inner.get(path, top if not path else [])
        child = place[first[0]] if first else FREE
        start, size = (
            (starts[path], len(streams[path])) if kind == 2 else (END if not path else 0, 0)
        )
        title = ("Root Entry" if not path else name).encode("utf-16-le") + b"\0\0"
        found.append(
            title.ljust(64, b"\0") + struct.pack("<HBB", len(title), kind, 1)
            + struct.pack("<III", FREE, after.get(path, FREE), child) + bytes(36)
            + struct.pack("<IQ", start, size)
        )  # fmt: skip
    return found


def _order(path: str) -> tuple[int, str]:
    name = path.rsplit("/", maxsplit=1)[-1]
    return len(name), name.upper()
