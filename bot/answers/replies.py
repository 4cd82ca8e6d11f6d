"""From parts to a reply: the answer first, cards, sources, then the one next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot import cards, clauses
from bot import wording as words
from bot.cards import Judged
from bot.citations import Citations
from bot.company import AMOUNTS, Company, Range
from bot.conversation import Conversation
from bot.deadlines import deadline_line
from bot.messages import Block, BlockKind, FollowUp, Outcome, Reply
from bot.questions import ask, next_fact
from bot.turn import Answer, Turn
from knowledge.programs import Language
from prompts import Phrasebook

CARDS = 3
CAUTION = "⚠️"


@dataclass(frozen=True, slots=True)
class Around:
    """Blocks beside the cards. Those ``after`` are made last, so that their sources are numbered
    last.
    """

    before: Sequence[Block] = ()
    after: Callable[[], Sequence[Block]] = tuple


NOTHING = Around()


def plain(turn: Turn, outcome: Outcome, *texts: str) -> Answer:
    """A reply of words alone; what is remembered stays."""
    kinds = [BlockKind.LEAD, *[BlockKind.NEXT] * (len(texts) - 1)]
    blocks = tuple(Block(kind, text) for kind, text in zip(kinds, texts, strict=True))
    return Answer(Reply(turn.language, outcome, blocks), turn.conversation)


def labelled(turn: Turn, answer: Answer) -> Answer:
    """What was judged for a firm that was only supposed says so first."""
    own, judged = turn.conversation.companies, turn.company
    reply = answer.reply
    if not own or own[0] == judged or not reply.programs:
        return answer
    return opened(turn, answer, _supposition(turn, own[0], judged))


def opened(turn: Turn, answer: Answer, sentence: str) -> Answer:
    """With a sentence before its first."""
    lead, *rest = answer.reply.blocks
    lead = replace(lead, text=words.said(turn.book, sentence, lead.text))
    return replace(answer, reply=replace(answer.reply, blocks=(lead, *rest)))


def _supposition(turn: Turn, own: Company, judged: Company) -> str:
    """Where it was supposed to be, or else how large."""
    book = turn.book
    if (own.headquarters, own.country) != (judged.headquarters, judged.country):
        places = (clauses.fact_text(book, judged, fact) for fact in ("headquarters", "country"))
        return book.say("lead.supposed", place=next(filter(None, places), ""))
    sizes = tuple(fact for fact in AMOUNTS if getattr(own, fact) != getattr(judged, fact))
    told = clauses.facts_line(book, judged, sizes)
    return book.say("lead.supposed_amounts", facts=told) if told else ""


def with_cards(
    turn: Turn,
    lead: str,
    judged: Sequence[Judged],
    candidates: Sequence[Judged],
    *,
    around: Around = NOTHING,
    citations: Citations | None = None,
    next_step: str = "",
) -> Answer:
    """Cards for ``judged``; the follow-up question is chosen over ``candidates``.

    ``next_step`` is said where no question is left that could change the answer.
    """
    book, citations = turn.book, citations or Citations(turn.book)
    alone = len({j.program.id for j in judged}) == 1
    blocks = [Block(BlockKind.LEAD, lead), *around.before]
    blocks.extend(_card_blocks(turn, judged, citations, alone=alone))
    blocks.extend(around.after())
    sources = citations.block()
    if sources:
        blocks.append(sources)
    follow_up, asked_range = _follow_up(turn, candidates) if _may_ask(turn) else (None, None)
    text = _choices(turn, follow_up) if follow_up else next_step
    if text:
        blocks.append(Block(BlockKind.NEXT, text))
    reply = Reply(
        turn.language,
        Outcome.ANSWERED,
        tuple(blocks),
        tuple(cards.shown(book, one) for one in judged),
        citations.all(),
        follow_up,
    )
    return Answer(reply, _remembered(turn, judged, follow_up, asked_range))


def _card_blocks(
    turn: Turn, judged: Sequence[Judged], citations: Citations, *, alone: bool
) -> Iterator[Block]:
    """A caution is said once; where several firms are spoken of, each card names its own."""
    several = len({j.judgement.company for j in judged}) > 1
    said: set[str] = set()
    for one in judged:
        block = cards.card(turn.book, one, citations, alone=alone, said=frozenset(said))
        said |= {line for line in block.text.splitlines() if line.startswith(CAUTION)}
        yield _named_company(turn, one, block) if several else block


def listed(
    turn: Turn,
    lead: str,
    block: Block,
    judged: Sequence[Judged],
    citations: Citations,
    *,
    candidates: Sequence[Judged] = (),
    next_step: str = "",
) -> Answer:
    """One block of lines for several programmes instead of their cards."""
    blocks = [Block(BlockKind.LEAD, lead), block]
    sources = citations.block()
    if sources:
        blocks.append(sources)
    follow_up, asked_range = _follow_up(turn, candidates)
    text = _choices(turn, follow_up) if follow_up else next_step or office(turn, judged[0])
    blocks.append(Block(BlockKind.NEXT, text))
    shown = tuple(cards.shown(turn.book, one) for one in judged)
    reply = Reply(turn.language, Outcome.ANSWERED, tuple(blocks), shown, citations.all(), follow_up)
    return Answer(reply, _remembered(turn, judged, follow_up, asked_range))


def brief_lines(book: Phrasebook, judged: Sequence[Judged], citations: Citations) -> Block:
    """A line each: verdict, name and deadline."""
    names = [j.program.names.within(Language(book.language)) for j in judged]
    lines = [
        book.say(
            "list.brief",
            verdict=cards.label(book, j),
            name=name,
            deadline=deadline_line(book, j.standing),
        )
        + f" [{citations.program(j.program)}]"
        for name, j in zip(names, judged, strict=True)
    ]
    return Block(BlockKind.CARD, "\n".join(lines), strong=tuple(names))


def _remembered(
    turn: Turn, judged: Sequence[Judged], follow_up: FollowUp | None, asked: Range | None
) -> Conversation:
    ids = tuple(dict.fromkeys(j.program.id for j in judged))
    return replace(
        turn.conversation,
        focus=ids,
        listed=ids if len(ids) > 1 else turn.conversation.listed,
        asked=follow_up.fact if follow_up else None,
        offered_question=follow_up is not None,
        asked_range=asked,
        asked_in_a_row=turn.conversation.asked_in_a_row + 1 if follow_up else 0,
    )


def office(turn: Turn, judged: Judged) -> str:
    """The next step that is always there: who to ask, and how to reach them if it is known."""
    program, language = judged.program, Language(turn.book.language)
    agency = words.agency_of(turn.book, program)
    contact = program.apply.contact.within(language)
    if contact:
        return turn.book.say("next.office_contact", agency=agency, contact=contact)
    if program.url:
        return turn.book.say("next.notice", url=program.url)
    return turn.book.say("next.office", agency=agency)


def _may_ask(turn: Turn) -> bool:
    """Who asked by when, how much or what it is wants that, not a question about the firm."""
    return turn.reading.intent not in ("deadline", "amount", "apply", "explain")


def _follow_up(turn: Turn, candidates: Sequence[Judged]) -> tuple[FollowUp | None, Range | None]:
    fact = next_fact(candidates, turn.conversation)
    if fact is None:
        return None, None
    return ask(turn.book, fact, candidates, turn.company)


def _choices(turn: Turn, follow_up: FollowUp) -> str:
    if len(follow_up.choices) < 2:
        return follow_up.question
    choices = " / ".join(follow_up.choices)
    return turn.book.say("question.choices", question=follow_up.question, choices=choices)


def _named_company(turn: Turn, judged: Judged, block: Block) -> Block:
    from_label = clauses.label_of(turn.book, judged.judgement.company)
    label = turn.book.say("card.for_company", company=from_label)
    return replace(block, text=f"{label} {block.text}")
