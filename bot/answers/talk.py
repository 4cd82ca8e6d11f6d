"""Greetings, thanks, help, and what is politely declined."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.replies import office, plain
from bot.messages import Outcome
from bot.turn import Answer, Turn
from bot.understanding.distress import asks, worn_out
from bot.understanding.reading import DISTRESS


def small_talk(turn: Turn, operator: str) -> Answer:
    book, intent = turn.book, turn.reading.intent
    if intent == "greeting":
        if turn.conversation.greeted:
            return plain(turn, Outcome.SMALL_TALK, book.say("greeting.hello_again"))
        who = operator or book.say("greeting.operator_unnamed")
        answer = plain(turn, Outcome.SMALL_TALK, book.say("greeting.hello", operator=who))
        return Answer(answer.reply, replace(answer.conversation, greeted=True))
    if intent == DISTRESS:
        return plain(turn, Outcome.SMALL_TALK, book.say("care.heard"), book.say("care.lines"))
    if intent == "human":
        programs = turn.library.programs
        before = [programs[id] for id in turn.conversation.focus if id in programs]
        reach = office(turn, turn.judged(before[0])) if before else book.say("next.tell_need")
        answer = plain(turn, Outcome.SMALL_TALK, book.say("next.human"), reach)
        return replace(answer, reply=replace(answer.reply, wants_human=True))
    return plain(turn, Outcome.SMALL_TALK, book.say(f"greeting.{intent}"))


def hardship(turn: Turn) -> Answer | None:
    """For who tells of the end of a business and asks for nothing: no list of programmes."""
    if not worn_out(turn.reading.text) or asks(turn.reading.text):
        return None
    book = turn.book
    answer = plain(turn, Outcome.SMALL_TALK, book.say("care.hard"), book.say("care.hard_step"))
    return replace(answer, reply=replace(answer.reply, wants_human=True))


def off_topic(turn: Turn) -> Answer:
    book = turn.book
    return plain(
        turn,
        Outcome.OUT_OF_SCOPE,
        book.say("refusal.off_topic"),
        book.say("refusal.off_topic_hint"),
    )


def instruction(turn: Turn) -> Answer:
    return plain(turn, Outcome.REFUSED, turn.book.say("refusal.instruction"))


def nothing_found(turn: Turn) -> Answer:
    book = turn.book
    return plain(
        turn,
        Outcome.NOTHING_FOUND,
        book.say("lead.nothing_found"),
        book.say("lead.nothing_found_next"),
    )


def nothing_before(turn: Turn) -> Answer:
    return plain(turn, Outcome.NEEDS_FACT, turn.book.say("follow_up.nothing_before"))
