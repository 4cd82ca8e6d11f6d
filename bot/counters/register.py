"""A corporate number instead of answers: what the public register holds, for its owner to confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import normalize

from bot.company import FACTS, Company
from bot.conversation import Conversation, from_json, to_json
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.firms import described
from bot.counters.interview import may_keep_facts, question_of
from bot.errors import BadInput, NotReady
from bot.messages import Block, BlockKind, Outcome, Reply
from bot.ports import Resume
from bot.registers import FindCompany, FoundCompany
from bot.speech import Heard, HeardFact
from prompts import Phrasebook

NUMBER = re.compile(r"\d[\d -]{11,18}\d")
DIGITS = 13
"""Of a Japanese corporate number; its first digit checks the others."""


class Register(Counter):
    def __init__(self, find: FindCompany, resume: Resume) -> None:
        self._find = find
        self._resume = resume

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "register.ask": self.ask,
            "register.yes": self.confirm,
            "register.no": self.refuse,
        }

    async def first(self, visit: Visit) -> Response | None:
        """A message that is a corporate number and nothing else."""
        number = _number_in(visit.incoming.text)
        if number is None or visit.incoming.overheard or not may_keep_facts(visit):
            return None
        try:
            found = await self._find(number)
        except BadInput:
            return Response(visit.say("register.wrong_number"))
        except NotReady:
            return Response(visit.say("register.not_ready"))
        if found is None:
            return Response(visit.say("register.nothing", number=number))
        return Response(_asked(visit, found))

    async def ask(self, visit: Visit) -> Reply:
        back = (visit.button("profile.back", "profile.my"),)
        return visit.say("register.ask", buttons=(back,), in_place=True)

    async def confirm(self, visit: Visit) -> Response:
        """The facts are the firm's from now on, as if its owner had told them."""
        company = _from_value(visit.values[0])
        known = [fact for fact in FACTS if company.knows(fact)]
        facts = tuple(HeardFact(fact, getattr(company, fact), "", (0, 0)) for fact in known)
        reply = await self._resume(question_of(visit), Heard(facts=facts, companies=(company,)))
        return Response(replace(reply, in_place=True), answers=True)

    async def refuse(self, visit: Visit) -> Reply:
        return visit.say("register.refused", in_place=True)


def _number_in(text: str) -> str | None:
    plain = normalize("NFKC", text).strip()
    digits = re.sub(r"\D", "", plain)
    return digits if NUMBER.fullmatch(plain) and len(digits) == DIGITS else None


def _asked(visit: Visit, found: FoundCompany) -> Reply:
    book = visit.book
    texts = [book.say("register.found"), described(book, found.company), _details(book, found)]
    if found.closed:
        texts.append(book.say("register.closed"))
    texts.append(book.say("register.right"))
    kinds = [BlockKind.LEAD, BlockKind.CARD, *[BlockKind.NOTE] * (len(texts) - 3), BlockKind.NEXT]
    blocks = tuple(Block(kind, text) for kind, text in zip(kinds, texts, strict=True))
    row = (
        visit.button("question.yes", "register.yes", _as_value(found.company)),
        visit.button("question.no", "register.no"),
    )
    return Reply(visit.language, Outcome.SMALL_TALK, blocks, buttons=(row,))


def _details(book: Phrasebook, found: FoundCompany) -> str:
    source = found.source.title if found.source else ""
    return book.say("register.details", address=found.address or "-", source=source)


def _as_value(company: Company) -> str:
    """What the button carries; it is kept beside the token and never travels."""
    return json.dumps(to_json(Conversation(companies=(company,)))["companies"][0])


def _from_value(value: str) -> Company:
    return from_json({"companies": [json.loads(value)]}).company
