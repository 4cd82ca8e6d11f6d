"""The commands of the command line, one file each."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable

Run = Callable[[argparse.Namespace], Awaitable[int]]


async def run(options: argparse.Namespace) -> int:
    """Run the chosen command; returns the exit code, raises ConciergeError."""
    return await _chosen(options.command)(options)


def _chosen(command: str | None) -> Run:
    """Imported late: a command loads what it needs and no more."""
    match command:
        case None | "run":
            from bot.commands import chat

            return chat.run
        case "ask":
            from bot.commands import ask

            return ask.run
        case "programs":
            from bot.commands import programs

            return programs.run
        case "search":
            from bot.commands import search

            return search.run
        case "serve":
            from bot.commands import serve

            return serve.run
        case "reload":
            from bot.commands import reload

            return reload.run
        case "rollback":
            from bot.commands import reload

            return reload.undo
        case "migrate":
            from bot.commands import migrate

            return migrate.run
        case "backup":
            from bot.commands import backup

            return backup.run
        case "restore":
            from bot.commands import restore

            return restore.run
        case "extract":
            from bot.commands import extract

            return extract.run
        case "evaluate":
            from bot.commands import evaluate

            return evaluate.run
        case _:
            from bot.commands import doctor

            return doctor.run
