"""What a language model is asked to do: one file per task, each with its version."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prompts import IncompletePrompts

FOLDER = Path(__file__).parent
TASKS = frozenset({"data", "extract", "translate", "understand", "word"})
HEADER = re.compile(r"---\ntask: (?P<name>[a-z]+)\nversion: (?P<version>\d+)\n---\n")


@dataclass(frozen=True, slots=True)
class Task:
    """``text`` has ``{placeholders}``; ``version`` goes up whenever its words change."""

    name: str
    version: int
    text: str

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"


def load_tasks(folder: Path = FOLDER) -> Mapping[str, Task]:
    """Every task by name; raises IncompletePrompts naming the files that are missing or headless."""
    tasks: dict[str, Task] = {}
    faults = []
    for path in sorted(folder.glob("*.md")):
        text = path.read_text("utf-8")
        header = HEADER.match(text)
        if header is None or header["name"] != path.stem:
            faults.append(f"{path.name} has no header with its task and version")
            continue
        tasks[path.stem] = Task(path.stem, int(header["version"]), text[header.end() :].strip())
    faults += [f"no task {name}" for name in sorted(TASKS - tasks.keys())]
    if faults:
        raise IncompletePrompts("; ".join(faults))
    return tasks
