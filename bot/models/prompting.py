"""A task and its data to a prompt; the data stands between fences that nobody could foresee."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from bot.models.masking import masked
from bot.models.ports import Prompt
from prompts.tasks import Task


def new_fence() -> str:
    """64 random bits: what is inside cannot close it."""
    return secrets.token_hex(8)


class Prompts:
    """Makes prompts of the tasks; ``fence`` is only for tests another one."""

    def __init__(self, tasks: Mapping[str, Task], fence: Callable[[], str] = new_fence) -> None:
        self._tasks = tasks
        self._fence = fence

    def label(self, task: str) -> str:
        """The task's name with its version."""
        return self._tasks[task].label

    def make(self, task: str, data: Mapping[str, str], **values: object) -> Prompt:
        """``data`` by NAME, masked of what is personal; ``values`` fill the task's placeholders."""
        chosen, mark = self._tasks[task], self._fence()
        rule = self._tasks["data"].text.format(fence=mark)
        parts = [f"<<{mark} {name}\n{masked(text)}\n{mark}>>" for name, text in data.items()]
        instructions = f"{chosen.text.format(**values)}\n\n{rule}"
        return Prompt(chosen.label, instructions, "\n".join(parts))
