"""'What is there for me?': a search by topic, everything open, and the rest of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers import about, ranking, talk
from bot.answers.documents import from_documents
from bot.answers.leads import counts_as_open, lead
from bot.answers.ranking import Ranking
from bot.answers.replies import (
    CARDS,
    Around,
    brief_lines,
    listed,
    office,
    opened,
    plain,
    with_cards,
)
from bot.cards import Judged
from bot.citations import Citations
from bot.clauses import fact_text
from bot.deadlines import deadline_line
from bot.messages import Block, BlockKind, Outcome, Verdict
from bot.turn import Answer, Turn
from bot.understanding.schemes import unknown_scheme
from bot.wording import listing, said

PLAINLY = 0.95
"""A programme this relevant is what was meant, though no purpose was heard."""
PURPOSES = {
    "export": "export", "establish": "export", "third_country": "export", "ec": "ec", "ip": "ip",
    "exhibition": "exhibition", "inbound": "inbound",
}  # fmt: skip
"""What support is for, by what a firm plans."""
SURE = 0.5
"""From this score on, a wish for support is no question about a document."""
NEARER = 0.03
"""By this much a passage of a document without a programme must be more relevant than any that has
one, to be quoted instead of a list.
"""


def find(turn: Turn, topic: str, purposes: Sequence[str]) -> Answer:
    unknown = unknown_scheme(topic, turn.library.programs.values())
    if not unknown and (told := _told_by_documents(turn, topic, purposes)):
        return told
    purposes = purposes or _planned(turn)
    if unknown and not purposes:
        return unknown_alone(turn, unknown)
    found = ranking.about(turn, topic, purposes)
    memory = replace(turn.conversation, mode="find", topic=topic, purposes=tuple(purposes))
    turn = replace(turn, conversation=memory)
    if found.fits:
        return _only_one(turn, found, unknown) or _list(turn, found, unknown)
    if turn.reading.intent in ("list_open", "company") and not unknown:
        return list_open(turn)
    if unknown:
        return unknown_alone(turn, unknown)
    if found.considered:
        return _wider(turn, found) or nothing_fits(turn, found)
    return from_documents(turn, reports=True) or talk.nothing_found(turn)


def _only_one(turn: Turn, found: Ranking, unknown: str) -> Answer | None:
    """'How much is the deposit in Pangyo?': of a single programme what was asked is answered."""
    ids = {judged.program.id for judged in found.fits}
    if len(ids) > 1 or unknown or turn.reading.intent not in about.SHORT:
        return None
    return about.about(turn, tuple(ids))


def _planned(turn: Turn) -> tuple[str, ...]:
    """What the firm says it wants to do, where the words alone told no purpose."""
    modes = (plan.partition(":")[0] for plan in turn.reading.heard.company.plan)
    return tuple(dict.fromkeys(PURPOSES[mode] for mode in modes if mode in PURPOSES))


def _wider(turn: Turn, found: Ranking) -> Answer | None:
    """Nothing for the wish: what else is open to such a firm, said to be another matter."""
    if not turn.company.country:
        return None
    others = ranking.everything_open(turn)
    known = [j for j in others.fits if _known_to_fit(j)]
    if not known:
        return None
    return _list(turn, replace(others, fits=tuple(known), ended=found.ended), wider=True)


def _known_to_fit(judged: Judged) -> bool:
    """Something of the firm is known to fit."""
    return bool(judged.judgement.met) and counts_as_open(judged)


def is_for_anything(turn: Turn) -> bool:
    """'Is there anything for a bakery in Busan?': no purpose, and nothing that is plainly meant."""
    reading = turn.reading
    open_ended = reading.intent in ("list_open", "find", "company")
    about_firm = reading.intent == "list_open" or reading.heard.facts
    if reading.purposes or reading.agencies or not (open_ended and about_firm):
        return False
    if unknown_scheme(reading.topic, turn.library.programs.values()) or _planned(turn):
        return False
    best = next(iter(turn.library.programs_about(reading.topic, 1)), None)
    return best is None or best.relevance < PLAINLY


def _told_by_documents(turn: Turn, topic: str, purposes: Sequence[str]) -> Answer | None:
    """A report or an article that answers better than any programme does."""
    best = next(iter(turn.library.passages_about(topic, 1)), None)
    sure = purposes and turn.reading.sure >= SURE
    if best is None or sure or turn.library.passages[best.id].program:
        return None
    programs = turn.library.programs_about(topic, 1)
    nearer = not programs or programs[0].relevance < best.relevance - NEARER
    return from_documents(turn, reports=True) if nearer else None


def list_open(turn: Turn) -> Answer:
    found = ranking.everything_open(turn)
    turn = replace(turn, conversation=replace(turn.conversation, mode="open", topic=""))
    return _list(turn, found) if found.fits else nothing_fits(turn, found)


def more(turn: Turn) -> Answer:
    """The next programmes of the last list, judged anew."""
    memory = turn.conversation
    rest = [
        id
        for id in memory.shown[memory.seen :]
        if id in turn.library.programs and id not in memory.hidden
    ]
    judged = [turn.judged(turn.library.programs[id]) for id in rest]
    judged = [j for j in judged if j.verdict is not Verdict.NOT_ELIGIBLE]
    if not judged:
        return similar(turn)
    page = judged[:CARDS]
    conversation = replace(memory, seen=memory.seen + len(page))
    turn = replace(turn, conversation=conversation)
    return with_cards(turn, lead(turn, judged), page, judged, next_step=_rest(turn, judged, page))


def similar(turn: Turn) -> Answer:
    """Others for the purposes of the programmes last spoken of."""
    programs = turn.library.programs
    before = [programs[id] for id in turn.conversation.focus if id in programs]
    if not before:
        return plain(turn, Outcome.NEEDS_FACT, turn.book.say("follow_up.nothing_before"))
    purposes = list(dict.fromkeys(p for program in before for p in program.purposes[:1]))
    found = ranking.about(turn, before[0].gist.within(turn.language), purposes)
    already = set(turn.conversation.shown[: turn.conversation.seen]) | set(turn.conversation.focus)
    fits = tuple(j for j in found.fits if j.program.id not in already)
    if not fits:
        return plain(turn, Outcome.NOTHING_FOUND, turn.book.say("follow_up.no_more"))
    return _list(turn, replace(found, fits=fits))


def elsewhere(turn: Turn, focus: Sequence[str]) -> Answer | None:
    """'And in Kagoshima?' after a programme made for firms of Fukuoka: what there is for the same."""
    if len(focus) != 1 or not turn.reading.speaks_of_place:
        return None
    before = turn.judged(turn.library.programs[focus[0]])
    if not ranking.made_for_another_place(before):
        return None
    gist, purposes = before.program.gist.within(turn.language), before.program.purposes
    place = fact_text(turn.book, turn.company, "headquarters")
    name = before.program.names.within(turn.language)
    found = ranking.about(turn, gist, purposes)
    memory = replace(turn.conversation, mode="find", topic=gist, purposes=purposes, focus=())
    turn = replace(turn, conversation=memory)
    answer = _list(turn, found) if found.fits else nothing_fits(turn, found)
    return opened(turn, answer, turn.book.say("lead.of_another_place", name=name, place=place))


def unknown_alone(turn: Turn, name: str) -> Answer:
    """A scheme that the documents do not know, and nothing to say what it is for."""
    text = turn.book.say("answers.unknown_alone", name=name)
    return plain(turn, Outcome.NOTHING_FOUND, text, turn.book.say("lead.nothing_found_next"))


def nothing_fits(turn: Turn, found: Ranking) -> Answer:
    """No, how many were looked at and why they fell out, and what to try next."""
    book = turn.book
    reasons = [
        book.say(f"lead.reason_{key}", count=count)
        for key, count in (
            ("place", found.elsewhere),
            ("closed", found.closed),
            ("other", found.unfit),
        )
        if count
    ]
    counts = ""
    if reasons:
        last = book.say("lead.reason_unrelated")
        text = listing(book, [*reasons, last])
        counts = book.say("lead.nothing_fits_counts", total=found.considered, reasons=text)
    return plain(
        turn,
        Outcome.NOTHING_FOUND,
        said(book, book.say("lead.nothing_fits"), counts),
        said(book, book.say("next.tell_need"), book.say("next.wider")),
    )


def _list(turn: Turn, found: Ranking, unknown: str = "", *, wider: bool = False) -> Answer:
    """``unknown`` is the name of a scheme that was asked for and that the documents do not know;
    ``wider`` says that what was asked for is not among these.
    """
    fits = ranking.unique(found.fits)
    page = fits[:CARDS]
    shown = tuple(dict.fromkeys(j.program.id for j in fits))
    before = turn.conversation.focus
    turn = replace(turn, conversation=replace(turn.conversation, shown=shown, seen=len(page)))
    if not turn.reading.topic and tuple(dict.fromkeys(j.program.id for j in page)) == before:
        return _unchanged(turn, page, fits[:12])
    text = turn.book.say("answers.wider", shown=len(page)) if wider else lead(turn, fits)
    if unknown:
        text = said(turn.book, turn.book.say("lead.unknown_name", name=unknown), text)
    citations = Citations(turn.book)
    return with_cards(
        turn,
        text,
        page,
        fits[:12],
        citations=citations,
        around=Around(after=_ended(turn, found, citations)),
        next_step=_rest(turn, fits, page),
    )


def _ended(turn: Turn, found: Ranking, citations: Citations) -> Callable[[], list[Block]]:
    """A programme of the firm's own place for the same wish that has closed: said in one line."""

    def notes() -> list[Block]:
        return [
            Block(
                BlockKind.NOTE,
                turn.book.say(
                    "answers.ended",
                    name=one.program.names.within(turn.language),
                    deadline=deadline_line(turn.book, one.standing),
                )
                + f" [{citations.program(one.program)}]",
            )
            for one in found.ended[:1]
        ]

    return notes


def _unchanged(turn: Turn, page: Sequence[Judged], candidates: Sequence[Judged]) -> Answer:
    """The same programmes after one more fact: their verdicts in a line each, not the cards again."""
    book, citations = turn.book, Citations(turn.book)
    block = brief_lines(book, page, citations)
    heard = turn.reading.heard
    key = "list.unchanged" if heard.facts or heard.limits else "list.same"
    if turn.reading.intent == "unsure":
        key = "question.unsure_noted"
    return listed(turn, book.say(key), block, page, citations, candidates=candidates)


def _rest(turn: Turn, fits: Sequence[Judged], page: Sequence[Judged]) -> str:
    left = len(fits) - len(page)
    if left > 0:
        return turn.book.say("next.more", count=left)
    return office(turn, page[0])
