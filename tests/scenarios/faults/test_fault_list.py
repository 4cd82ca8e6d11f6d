"""The list of the 36 faults names drills and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "benchmarks" / "faults.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \|(.+)\|$", PAGE, re.MULTILINE)
SHOWN = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))


def test_every_fault_is_shown_by_something() -> None:
    assert [int(number) for number, _ in ROWS] == [*range(1, 37)]
    assert all("`tests/" in row for _, row in ROWS)


@pytest.mark.parametrize(("file", "function"), SHOWN)
def test_what_shows_a_fault_is_there(file: str, function: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert not function or re.search(rf"def {function}\(", text)


def test_every_drill_is_run_by_make_drill_or_named_beside_it() -> None:
    named = (ROOT / "tests" / "drills" / "__main__.py").read_text("utf-8")
    commands = re.findall(r"python -m tests\.drills\.(\w+)", PAGE)
    assert commands
    assert all(f'"{name}"' in named for name in commands)
