"""What is said of a case: to the agency in its channel, and to the person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handoff.cases import Case, CaseState, Exchange
from bot.messages import Block, BlockKind, Button, Outcome, Reply, Role
from knowledge.programs import Language
from prompts import Phrasebook

LONGEST = 1500
"""Characters of an answer that is shown to staff; the rest they find in the conversation."""
QUICK = ("checking", "tomorrow", "office")


def summary(book: Phrasebook, facts: str, programs: Sequence[str]) -> str:
    lines = [book.say("handoff.company", facts=facts) if facts else ""]
    if programs:
        lines += [book.say("handoff.programs"), *programs]
    return "\n".join(line for line in lines if line)


def card(book: Phrasebook, case: Case, exchanges: Sequence[Exchange], *, key: str) -> Reply:
    """For the channel: who asks, in which language, what was said, and the buttons of the moment."""
    language = book.say(f"handoff.speaks_{case.language}")
    title = book.say(key, name=case.name, owner=case.owner_name, language=language)
    blocks = [Block(BlockKind.LEAD, title, strong=(case.name,))]
    if case.summary:
        blocks.append(Block(BlockKind.CARD, case.summary))
    for said in exchanges:
        blocks.append(Block(BlockKind.QUOTE, book.say("handoff.asked", text=said.question)))
        draft = said.answer if len(said.answer) <= LONGEST else said.answer[:LONGEST] + " …"
        blocks.append(Block(BlockKind.NOTE, book.say("handoff.draft", text=draft)))
    blocks.append(Block(BlockKind.NEXT, book.say(f"handoff.how_{case.state}")))
    return _reply(book, *blocks, buttons=buttons(book, case))


def buttons(book: Phrasebook, case: Case) -> tuple[tuple[Button, ...], ...]:
    def button(key: str, action: str, *values: str) -> Button:
        return Button(book.say(f"handoff.{key}"), action, (case.id, *values), may=Role.STAFF)

    if case.state is CaseState.WAITING:
        return ((button("take", "handoff.take"),),)
    if case.state is CaseState.ENDED:
        return ()
    rows = [(button("end", "handoff.end"), button("return", "handoff.return"))]
    quick = tuple(button(f"quick_{key}_label", "handoff.quick", key) for key in QUICK)
    return (quick, *rows)


def said_by_person(book: Phrasebook, case: Case, text: str, *, edited: bool) -> Reply:
    key = "handoff.person_edited" if edited else "handoff.person_says"
    return _reply(book, Block(BlockKind.LEAD, book.say(key, name=case.name, text=text)))


def said_by_owner(book: Phrasebook, name: str, text: str, *, edited: bool) -> Reply:
    key = "handoff.owner_edited" if edited else "handoff.owner_says"
    who = name or book.say("handoff.somebody")
    return _reply(book, Block(BlockKind.LEAD, book.say(key, name=who, text=text)))


def told(
    book: Phrasebook, key: str, *, rows: tuple[tuple[Button, ...], ...] = (), **values: object
) -> Reply:
    return _reply(book, Block(BlockKind.LEAD, book.say(key, **values)), buttons=rows)


def _reply(book: Phrasebook, *blocks: Block, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    language = Language(book.language)
    return Reply(language, Outcome.HANDED_OFF, blocks, buttons=buttons)
