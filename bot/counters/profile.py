"""The companies of a person, every known fact of them, each put right or taken away by one tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.company import FACTS, Company
from bot.conversation import AGREED, Conversation, to_json
from bot.counters.awaiting import awaiting, is_awaited, reads_as_question
from bot.counters.choices import Scene, choices
from bot.counters.counter import Counter, Handle, Response, Visit
from bot.counters.firms import described, known_text, label
from bot.counters.interview import choice_label, may_keep_facts
from bot.counters.pages import ROWS, clipped, in_rows, paged
from bot.counters.telling import cleared, told
from bot.deadlines import deadline_line
from bot.hearing import taken
from bot.library import Library
from bot.messages import Block, BlockKind, Button, Outcome, Reply
from bot.ports import Clock, Memory
from bot.standings import standing
from bot.wording import listing
from knowledge.programs import Language
from prompts import Phrasebook

PROGRAMS_LISTED = 10
LONGEST_NAME = 40
ADDING_UP = ("certifications", "plan")
"""Facts of which a firm may have several: a further one is added."""
NAMING = "name"


class Profile(Counter):
    def __init__(
        self,
        library: Callable[[], Library],
        memory: Memory,
        clock: Clock,
        days: int,
        *,
        register: bool = False,
    ) -> None:
        """``days`` is how long facts are kept with consent; ``register`` whether a corporate number
        can be looked up.
        """
        self._register = register
        self._library = library
        self._memory = memory
        self._clock = clock
        self._days = days

    @property
    def commands(self) -> Mapping[str, Handle]:
        return {"my": self.my}

    @property
    def actions(self) -> Mapping[str, Handle]:
        return {
            "profile.my": self.again,
            "profile.fact": self.fact,
            "profile.more": self.more,
            "profile.tell": self.tell,
            "profile.drop": self.drop,
            "profile.switch": self.switch,
            "profile.together": self.together,
            "profile.add": self.add,
            "profile.name": self.ask_name,
            "profile.remove": self.remove,
        }

    async def first(self, visit: Visit) -> Response | None:
        """The name that was asked for, unless something else is said."""
        text = visit.incoming.text.strip()
        if not is_awaited(visit, NAMING):
            return None
        memory = replace(visit.memory, awaiting=())
        if reads_as_question(text) or len(text) > LONGEST_NAME:
            await self._memory.save(visit.conversation, to_json(memory))
            return None
        company = replace(memory.company, name=text)
        memory = memory.knowing(company, *memory.companies[1:])
        return Response(await self._kept(visit, memory, in_place=False))

    async def my(self, visit: Visit) -> Reply:
        if not visit.incoming.private:
            return visit.say("command.my_group")
        return self._shown(visit, visit.memory)

    async def again(self, visit: Visit) -> Reply:
        return await self._kept(visit, _settled(visit.memory))

    async def fact(self, visit: Visit) -> Reply:
        """One fact with what it could be; typing it works as well."""
        fact, level, start = visit.values[0], *(visit.values[1:] or ("", "0"))
        memory = replace(visit.memory, asked=fact, asked_range=None)
        await self._memory.save(visit.conversation, to_json(memory))
        return self._chooser(visit, memory, fact, level, int(start))

    async def more(self, visit: Visit) -> Reply:
        """What is not known yet."""
        unknown = [f for f in FACTS if not known_text(visit.book, visit.memory.company, f)]
        buttons = [_fact_button(visit, fact) for fact in unknown]
        if self._register:
            buttons.append(visit.button("register.button", "register.ask"))
        rows = (*in_rows(buttons), (visit.button("profile.back", "profile.my"),))
        return visit.say("profile.which", buttons=rows, in_place=True)

    async def tell(self, visit: Visit) -> Reply:
        fact, memory = visit.values[0], visit.memory
        before = memory.company if fact in ADDING_UP else cleared(memory.company, fact)
        company = taken(before, told(visit.values))
        memory = replace(memory, declined=memory.declined - {fact})
        return await self._kept(visit, memory.knowing(company, *memory.companies[1:]))

    async def drop(self, visit: Visit) -> Reply:
        memory = visit.memory
        company = cleared(memory.company, visit.values[0])
        return await self._kept(visit, memory.knowing(company, *memory.companies[1:]))

    async def switch(self, visit: Visit) -> Reply:
        """From now on for that company alone."""
        every = _every(visit.memory)
        at = min(int(visit.values[0]), len(every) - 1)
        others = tuple(c for n, c in enumerate(every) if n != at)
        memory = replace(visit.memory, companies=every[at : at + 1], set_aside=others)
        return await self._kept(visit, _settled(memory))

    async def together(self, visit: Visit) -> Reply:
        memory = replace(visit.memory, companies=_every(visit.memory), set_aside=())
        return await self._kept(visit, _settled(memory))

    async def add(self, visit: Visit) -> Reply:
        """What is told from now on is another company's."""
        memory = replace(
            visit.memory,
            companies=(),
            set_aside=_every(visit.memory),
            declined=frozenset(),
            mode="",
            topic="",
            focus=(),
            asked=None,
            asked_range=None,
        )
        await self._memory.save(visit.conversation, to_json(memory))
        back = (visit.button("profile.back", "profile.my"),)
        return visit.say("profile.add_ask", buttons=(back,), in_place=True)

    async def ask_name(self, visit: Visit) -> Reply:
        memory = replace(visit.memory, awaiting=awaiting(visit, NAMING))
        await self._memory.save(visit.conversation, to_json(memory))
        back = (visit.button("profile.back", "profile.my"),)
        return visit.say("profile.name_ask", buttons=(back,), in_place=True)

    async def remove(self, visit: Visit) -> Reply:
        """The current company and all that is known of it."""
        rest = _every(visit.memory)[1:]
        memory = replace(visit.memory, companies=rest[:1], set_aside=rest[1:])
        return await self._kept(visit, memory)

    async def _kept(self, visit: Visit, memory: Conversation, *, in_place: bool = True) -> Reply:
        memory = replace(memory, awaiting=(), undo=())
        await self._memory.save(visit.conversation, to_json(memory))
        return replace(self._shown(visit, memory), in_place=in_place)

    def _shown(self, visit: Visit, memory: Conversation) -> Reply:
        book = visit.book
        blocks = [Block(BlockKind.LEAD, text) for text in self._texts(book, memory)]
        lines = self._programs(book, memory)
        if lines:
            title = book.say("command.my_programs")
            blocks.append(Block(BlockKind.NOTE, "\n".join([title, *lines]), strong=(title,)))
        if memory.knows_a_firm:
            key = "profile.kept" if memory.consent == AGREED else "profile.not_kept"
            blocks.append(Block(BlockKind.NOTE, book.say(key, days=self._days)))
        buttons = self._buttons(visit, memory) if may_keep_facts(visit) else ()
        return Reply(visit.language, Outcome.SMALL_TALK, tuple(blocks), buttons=buttons)

    def _texts(self, book: Phrasebook, memory: Conversation) -> list[str]:
        """The companies that are judged, fact by fact; then the others by name."""
        told_of = [c for c in memory.companies if c != Company()]
        texts = [described(book, company) for company in told_of]
        if memory.set_aside:
            names = listing(book, [label(book, c) for c in memory.set_aside])
            texts.append(book.say("profile.aside", names=names))
        return texts or [book.say("command.my_none")]

    def _programs(self, book: Phrasebook, memory: Conversation) -> list[str]:
        programs, now = self._library().programs, self._clock()
        ids = [id for id in memory.shown[: memory.seen][:PROGRAMS_LISTED] if id in programs]
        return [
            book.say(
                "command.my_program",
                name=programs[id].names.within(Language(book.language)),
                deadline=deadline_line(book, standing(programs[id], now)),
            )
            for id in ids
        ]

    def _buttons(self, visit: Visit, memory: Conversation) -> tuple[tuple[Button, ...], ...]:
        book, company = visit.book, memory.company
        known = [f for f in FACTS if known_text(book, company, f)]
        facts = [_fact_button(visit, fact) for fact in known]
        rows = [*in_rows([*facts, visit.button("profile.more", "profile.more")])]
        others = [(n, c) for n, c in enumerate(_every(memory)) if n > 0]
        switches = [
            Button(
                clipped(book.say("profile.switch", name=label(book, c))),
                "profile.switch",
                (str(n),),
            )
            for n, c in others[:4]
        ]
        if memory.set_aside:
            switches.append(visit.button("profile.together", "profile.together"))
        rows += in_rows(switches)
        if not memory.knows_a_firm:
            return tuple(rows)
        rows += in_rows(
            (
                visit.button("profile.add", "profile.add"),
                visit.button("profile.name", "profile.name"),
                visit.button("profile.remove", "profile.remove"),
            )
        )
        key, action = ("stop", "no") if memory.consent == AGREED else ("start", "yes")
        rows.append((visit.button(f"consent.{key}", f"consent.{action}"),))
        return tuple(rows)

    def _chooser(
        self, visit: Visit, memory: Conversation, fact: str, level: str, start: int
    ) -> Reply:
        book, company = visit.book, memory.company
        blank = cleared(company, fact)
        offered = choices(book, fact, level, Scene(blank, visit.now.date()))
        buttons = [
            Button(choice_label(c), "profile.fact", (*c.values, "0"))
            if c.deeper
            else Button(choice_label(c), "profile.tell", c.values)
            for c in offered
        ]

        def turn(to: int) -> Button:
            return Button("", "profile.fact", (fact, level, str(to)))

        known = known_text(book, company, fact)
        ways_out = [visit.button("profile.back", "profile.my")]
        if known:
            ways_out.append(visit.button("profile.drop", "profile.drop", fact))
        shown, turned = paged(book, buttons, start, ROWS - 2, turn)
        rows = (*shown, *in_rows((*turned, *ways_out)))
        name = book.say(f"fact.{fact}")
        key = "profile.now" if known else "profile.unknown"
        return visit.say(key, fact=name, value=known, buttons=rows, in_place=True)


def _fact_button(visit: Visit, fact: str) -> Button:
    name = clipped(visit.book.say(f"fact.{fact}"), 12)
    return Button(name, "profile.fact", (fact, "", "0"))


def _every(memory: Conversation) -> tuple[Company, ...]:
    """All companies, the current one first; those of which nothing was told are none."""
    return tuple(c for c in (*memory.companies, *memory.set_aside) if c != Company())


def _settled(memory: Conversation) -> Conversation:
    """An addition that was broken off leads back to the companies there are."""
    companies = tuple(c for c in memory.companies if c != Company())
    if companies:
        return replace(memory, companies=companies)
    return replace(memory, companies=memory.set_aside[:1], set_aside=memory.set_aside[1:])
