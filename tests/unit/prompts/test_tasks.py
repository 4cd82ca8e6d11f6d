"""The tasks of a model: complete, versioned, short."""

import pytest

from prompts import IncompletePrompts
from prompts.tasks import TASKS, load_tasks


def test_every_task_is_there_with_its_version():
    tasks = load_tasks()
    assert set(tasks) == TASKS
    assert all(task.version >= 1 for task in tasks.values())


def test_a_task_fits_on_a_screen():
    assert all(len(task.text.splitlines()) <= 20 for task in load_tasks().values())


def test_a_missing_or_headless_task_is_named(tmp_path):
    (tmp_path / "word.md").write_text("no header")
    with pytest.raises(IncompletePrompts, match=r"word\.md.*no task translate"):
        load_tasks(tmp_path)
