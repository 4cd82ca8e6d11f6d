"""A random walk of owners and officials through handoffs: does anybody get another's message?

    python -m tests.drills.handoff [STEPS]

Six people ask for a human, write, end it, leave and come back; three officials take cases, answer,
whisper asides, hand them back and end them, each in any thread. A model of who should read what runs
beside the desk; every message carries its own word, so that one that goes astray is seen.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.stores.cases import SqlCases
from adapters.stores.database import database_url, open_async_engine
from bot.messages import Outgoing
from tests.unit.bot.handoff.desk import Town, buttons, to

PEOPLE = tuple("123456")
OFFICIALS = ("U1", "U2")


class Walk:
    """``holder`` maps a thread to the person whose case is talked over there."""

    def __init__(self, town: Town, seed: int = 5) -> None:
        self.town, self.chance = town, random.Random(seed)  # noqa: S311 - repeatable
        self.holder: dict[str, str] = {}
        self.waiting: dict[str, Outgoing] = {}
        self.unread: defaultdict[str, list[str]] = defaultdict(list)
        self.threads = 1000
        self.words = 0
        self.seen: Counter[str] = Counter()

    async def step(self) -> None:
        acts = [self.asks, self.writes, self.writes, self.takes, self.answers, self.answers]
        acts += [self.whispers, self.hands_back, self.ends, self.stranger]
        await self.chance.choice(acts)()

    def word(self) -> str:
        self.words += 1
        return f"w{self.words}w"

    def thread_of(self, who: str) -> str | None:
        return next((t for t, holder in self.holder.items() if holder == who), None)

    async def asks(self) -> None:
        who = self.chance.choice(PEOPLE)
        sent = to(await self.town.person(command="staff", who=who), "slack")
        if sent:
            self.waiting[who] = sent[0]
        self.seen["asked"] += 1

    async def writes(self) -> None:
        who, word = self.chance.choice(PEOPLE), self.word()
        sent = to(await self.town.person(word, who=who), "slack")
        thread = self.thread_of(who)
        self.seen["written by people"] += 1
        if thread:
            self.expect(sent, word, thread=thread)
        else:
            self.seen["astray"] += len(sent)
            if who in self.waiting:
                self.unread[who].append(word)

    async def takes(self) -> None:
        if not self.waiting:
            return
        who = self.chance.choice(list(self.waiting))
        self.threads += 1
        thread = str(self.threads)
        card = self.waiting.pop(who)
        sent = await self.town.presses(
            card, "맡겠", who=self.chance.choice(OFFICIALS), thread=thread
        )
        self.holder[thread] = who
        texts = " ".join(each.reply.text for each in sent if each.address.thread == thread)
        self.seen["lost"] += sum(word not in texts for word in self.unread.pop(who, []))
        await self.again(card, thread)

    async def again(self, card: Outgoing, thread: str) -> None:
        """Pressed twice, by two: the second finds it taken."""
        sent = await self.town.presses(card, "맡겠", who="U2", thread=thread)
        self.seen["taken twice"] += len(to(sent, "telegram"))

    async def answers(self) -> None:
        if not self.holder:
            return
        thread, word = self.chance.choice(list(self.holder)), self.word()
        sent = await self.town.staff(word, who=self.chance.choice(OFFICIALS), thread=thread)
        self.seen["written by staff"] += 1
        self.expect(sent, word, room=self.holder[thread])

    async def whispers(self) -> None:
        if self.holder:
            thread = self.chance.choice(list(self.holder))
            sent = await self.town.staff("// " + self.word(), thread=thread)
            self.seen["asides that left"] += len(sent)
            self.seen["asides"] += 1

    async def hands_back(self) -> None:
        if not self.holder:
            return
        thread, who = self.chance.choice(list(self.holder.items()))
        case = await self.town.cases.at("C0", thread)
        assert case is not None
        root = await self.root(case.id)
        sent = await self.town.presses(root, "대기", who="U1", thread=thread)
        del self.holder[thread]
        (self.waiting[who],) = [each for each in sent if buttons(each)]

    async def ends(self) -> None:
        if not self.holder:
            return
        thread, who = self.chance.choice(list(self.holder.items()))
        await self.town.person(command="end", who=who)
        del self.holder[thread]

    async def stranger(self) -> None:
        """Staff write into a thread whose case is over, and somebody who is not staff into one."""
        sent = await self.town.staff(self.word(), thread=str(self.chance.randrange(1, 1001)))
        if self.holder:
            thread = self.chance.choice(list(self.holder))
            sent += await self.town.staff(self.word(), who="U9", thread=thread)
        self.seen["astray"] += len(sent)

    async def root(self, id: str) -> Outgoing:
        """The latest message whose buttons are those of a taken case."""
        for each in reversed(self.town.sent):
            if any(b.action == "handoff.return" and b.values == (id,) for b in buttons(each)):
                return each
        raise LookupError(id)

    def expect(self, sent: list[Outgoing], word: str, *, room: str = "", thread: str = "") -> None:
        right = [
            each
            for each in sent
            if word in each.reply.text
            and (not room or each.address.room == room)
            and (not thread or each.address.thread == thread)
        ]
        self.seen["lost"] += not right
        self.seen["double"] += max(len(right) - 1, 0)
        self.seen["astray"] += len(sent) - len(right)


async def walk(steps: int) -> Counter[str]:
    with TemporaryDirectory() as folder:
        engine = open_async_engine(database_url("", Path(folder)))
        cases = SqlCases(engine)
        await cases.prepare()
        walk = Walk(Town(cases))
        for _ in range(steps):
            await walk.step()
        await engine.dispose()
    return walk.seen


def main() -> None:
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seen = asyncio.run(walk(steps))
    sys.stdout.write(f"{steps:,} steps, {seen['asked']} requests\n")
    written = seen["written by people"] + seen["written by staff"]
    for name in ("written by people", "written by staff", "asides"):
        sys.stdout.write(f"{name:>20}: {seen[name]}\n")
    for name in ("astray", "lost", "double", "taken twice", "asides that left"):
        total = seen["asides"] if name == "asides that left" else written
        bound = f"  (bound {3 / max(total, 1):.2%})" if not seen[name] else ""
        sys.stdout.write(f"{name:>20}: {seen[name]}{bound}\n")


if __name__ == "__main__":
    main()
