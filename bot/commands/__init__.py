"""The commands of the command line, one file each."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from importlib import import_module

Run = Callable[[argparse.Namespace], Awaitable[int]]

ELSEWHERE = {None: ("chat", "run"), "run": ("chat", "run"), "rollback": ("reload", "undo")}
"""Commands that another file of this folder carries out."""


async def run(options: argparse.Namespace) -> int:
    """Run the chosen command; returns the exit code, raises ConciergeError."""
    return await _chosen(options.command)(options)


def _chosen(command: str | None) -> Run:
    """Imported late: a command loads what it needs and no more."""
    module, name = ELSEWHERE.get(command, (command, "run"))
    chosen: Run = getattr(import_module(f"bot.commands.{module}"), name)
    return chosen
