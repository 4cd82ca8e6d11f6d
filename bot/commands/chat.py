"""Without a command: a conversation here; ``run`` serves the messengers where any is configured."""

from __future__ import annotations

import argparse
import asyncio
import sys
import uuid

from bot.bootstrap import Service, open_service
from bot.commands.serve import until_stopped
from bot.messages import Address, Incoming, Person

CONVERSATION = "console:here"
"""In a terminal it goes on where it was left; what is piped in is a conversation of its own."""


async def run(options: argparse.Namespace) -> int:
    prepare = options.command == "run"
    async with open_service(fresh=prepare) as service:
        told = service.settings
        if prepare and (told.telegram or told.slack or told.console_token):
            await until_stopped(service, ())
            return 0
        await talk(service)
    return 0


async def talk(service: Service) -> None:
    """One question a line until the end of input; in a terminal with a prompt."""
    terminal = sys.stdin.isatty()
    if terminal:
        book = service.books[service.settings.language]
        operator = service.settings.operator or book.say("greeting.operator_unnamed")
        sys.stdout.write(book.say("greeting.hello", operator=operator) + "\n\n")
    conversation = CONVERSATION if terminal else f"console:{uuid.uuid4()}"
    while line := await asyncio.to_thread(_read, terminal=terminal):
        if not line.strip():
            continue
        reply = (await service.desk.handle(_incoming(line.strip(), conversation))).reply
        if reply:
            sys.stdout.write(reply.text + "\n\n")
            sys.stdout.flush()


def _read(*, terminal: bool) -> str:
    if terminal:
        sys.stdout.write("> ")
        sys.stdout.flush()
    return sys.stdin.readline()


def _incoming(line: str, conversation: str) -> Incoming:
    slash = line.startswith(("/", "／"))
    command, _, rest = line[1:].partition(" ") if slash else ("", "", line)
    return Incoming(
        person=Person("console", "here"),
        conversation=conversation,
        address=Address("console", "here"),
        text=rest.strip(),
        command=command.casefold(),
    )
