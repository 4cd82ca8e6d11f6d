"""The child that parses: ``python -m adapters.formats.child``, one file after the other.

It reads requests from its standard input and has what its parent gave it: no environment, no
network, no other program, and limits of memory, time and written bytes where the platform has them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from adapters.formats import wire
from adapters.formats.archive import members, written
from adapters.formats.kinds import kind_of
from adapters.formats.limits import Limits
from knowledge.errors import UnreadableDocument
from knowledge.formats import TEXT_FORMATS
from knowledge.formats.pieces import Parsed

FORBIDDEN = ("socket.connect", "socket.bind", "socket.sendto", "subprocess.Popen", "os.system",
             "os.exec", "os.fork", "os.posix_spawn", "os.startfile")  # fmt: skip


def parse(data: bytes, suffix: str, limits: Limits) -> Parsed:
    """By what the bytes are. Vendors are imported when they are needed. Raises
    ``UnreadableDocument``, and what a broken file makes a vendor raise.
    """
    kind = kind_of(data, suffix, limits)
    if kind in TEXT_FORMATS:
        return _bounded(TEXT_FORMATS[kind](data), limits)
    if kind == ".zip":
        raise UnreadableDocument("a ZIP archive of several files; reload reads it, or unpack it")
    return _office(kind)(data, limits)


def _bounded(parsed: Parsed, limits: Limits) -> Parsed:
    if len(parsed.raw) > limits.characters:
        raise UnreadableDocument(f"it holds more than {limits.characters:,} characters of text")
    return parsed


def _office(kind: str) -> Callable[[bytes, Limits], Parsed]:
    match kind:
        case ".pdf":
            from adapters.formats.pdf import parse_pdf as found  # noqa: PLC0415
        case ".docx":
            from adapters.formats.docx import parse_docx as found  # noqa: PLC0415
        case ".hwp":
            from adapters.formats.hwp import parse_hwp as found  # noqa: PLC0415
        case ".hwpx":
            from adapters.formats.hwpx import parse_hwpx as found  # noqa: PLC0415
        case _:
            from adapters.formats.xlsx import parse_xlsx as found  # noqa: PLC0415
    return found


def answer(request: Mapping[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """The outcome as JSON: what was read, or ``error`` with the reason in words for an admin."""
    try:
        if request["do"] == "parse":
            return dict(wire.parsed_json(parse(data, request["suffix"], limits)))
        if kind_of(data, ".zip", limits) != ".zip":
            return {"members": None}
        return {"members": written(members(data, limits), Path(request["folder"]))}
    except UnreadableDocument as error:
        return {"error": str(error)}
    except MemoryError:
        needed = f"{limits.memory // 1_000_000:,} MB"
        return {"error": f"reading it takes more than {needed} of memory", "worn": True}
    except RecursionError:
        return {"error": "it is nested too deeply"}
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes a vendor raise
        said = " ".join(str(error).split())[:160]
        return {"error": f"it is damaged: {type(error).__name__}{': ' + said if said else ''}"}


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    # What a vendor prints must not mix with the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _confine(limits)
    worn = False
    while not worn:
        idle = threading.Timer(limits.idle, os._exit, (0,))
        idle.daemon = True
        idle.start()
        try:
            request, data = wire.read(sys.stdin.buffer)
        except wire.Closed:  # the parent has gone, perhaps killed: nobody else clears up
            shutil.rmtree(os.environ.get("TMPDIR", ""), ignore_errors=True)
            return
        idle.cancel()
        _more_time(limits)
        begun = time.perf_counter()
        found = answer(request, data, limits)
        worn = found.pop("worn", False)
        spent = {"ms": 1000 * (time.perf_counter() - begun), "bytes": _peak()}
        wire.write(answers, {**found, "spent": spent})


def _confine(limits: Limits) -> None:
    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            message = f"a file tried {event}"
            raise PermissionError(message)

    sys.addaudithook(refuse)
    with suppress(ImportError):  # Windows
        import resource  # noqa: PLC0415

        for kind, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, limits.file * 2),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _more_time(limits: Limits) -> None:
    """The clock of the processor runs on over files; each has its own share."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        usage = resource.getrusage(resource.RUSAGE_SELF)
        used = int(usage.ru_utime + usage.ru_stime)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (used + limits.cpu + 1, most))


def _peak() -> int:
    """The most memory held so far, in bytes; 0 where the platform does not tell. What ``getrusage``
    says begins with the parent's.
    """
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])
    return 0


if __name__ == "__main__":
    main()
