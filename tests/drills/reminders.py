"""A year of reminders, minute by minute, on a simulated clock: early, double, after closing.

    python -m tests.drills.reminders [DAYS]

Forty people wish for the deadlines of programmes of both countries that close at every hour of the
day; some deadlines move in the middle of the year. Every minute is one round on the real code with
the wishes in memory; three replicas take turns, and now and then one dies before it posts.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import prompts
from adapters.calendars.workdays import HolidayWorkdays
from bot.messages import Address, Outgoing, Person
from bot.reminders.planning import HOUR, LAST_HOUR, moment_before
from bot.reminders.sending import Reach, Reminding
from bot.reminders.wishes import Matter, Wish, WishKind
from knowledge.programs import Country, Language, Precision, Window, WindowKind
from knowledge.zones import ZONES
from tests.fakes.mailbox import FakeOutbox, Mailbox
from tests.fakes.programs import program
from tests.fakes.reminders import FakeWishes

START = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE, PROGRAMMES = 40, 120


def closing(chance: random.Random, country: Country) -> Window:
    """Any day of the year; half of them at an hour, half without one."""
    day = START + timedelta(days=chance.randrange(10, 365))
    hour = chance.choice([(0, 0), (12, 0), (17, 0), (17, 15), (23, 59)])
    exact = chance.random() < 0.5
    local = day.astimezone(ZONES[country])
    if exact:
        closes = local.replace(hour=hour[0], minute=hour[1], second=0)
    else:
        closes = local.replace(hour=23, minute=59, second=59)
    precision = Precision.MINUTE if exact else Precision.DAY
    return Window(WindowKind.DATED, closes_at=closes, closes_precision=precision)


class Year:
    """The world that the reminders live in, and what was seen of them."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a drill that can be repeated
        self.mailbox, self.wishes = Mailbox(), FakeWishes()
        self.outbox, self.working = FakeOutbox(self.mailbox), HolidayWorkdays()
        self.version, self.dies, self.seen = 1, False, Counter()
        countries = [self.chance.choice(list(Country)) for _ in range(PROGRAMMES)]
        self.programs = {
            f"p{n}": program(id=f"p{n}", country=c, windows=(closing(self.chance, c),))
            for n, c in enumerate(countries)
        }
        books = {Language(code): book for code, book in prompts.load().items()}
        notes = SimpleNamespace(load=None)
        reach = Reach(self.library, notes, self.working, books, self.outbox, self.post)
        self.replicas = [Reminding(self.wishes, reach) for _ in range(3)]

    def library(self) -> SimpleNamespace:
        return SimpleNamespace(version=str(self.version), programs=self.programs)

    async def post(self, key: str, *messages: Outgoing) -> bool:
        if self.dies:
            self.dies = False
            raise ConnectionError
        return await self.outbox.post(key, messages)

    async def begin(self) -> None:
        for number in range(PEOPLE):
            country = self.chance.choice(list(Country))
            person = Person("telegram", str(number))
            for id in self.chance.sample(list(self.programs), 6):
                wish = Wish(
                    f"{number}:{id}", WishKind.PROGRAM, person, f"telegram:{number}",
                    Address("telegram", str(number)), Language.KO, country, START, id,
                    self.chance.choice([(7, 1), (14, 7, 1), (1,)]),
                )  # fmt: skip
                await self.wishes.add(wish)

    def move_deadlines(self) -> None:
        for id in self.chance.sample(list(self.programs), PROGRAMMES // 5):
            one = self.programs[id]
            self.programs[id] = program(
                id=id, country=one.country, windows=(closing(self.chance, one.country),)
            )
        self.version += 1

    async def run(self, days: int) -> None:
        await self.begin()
        for minute in range(days * 24 * 60):
            now = START + timedelta(minutes=minute)
            if minute in (days * 480, days * 960):
                self.move_deadlines()
            self.dies = self.dies or self.chance.random() < 0.0005
            before = len(self.wishes.claims)
            try:
                await self.chance.choice(self.replicas).round(now)
            except ConnectionError:
                self.seen["died before posting"] += 1
            if len(self.wishes.claims) > before:
                self.examine(list(self.wishes.claims.values())[before:], now)

    def examine(self, claims, now: datetime) -> None:
        """Held against the calendar, not against the code that planned."""
        for claim in claims:
            for item in claim.items:
                wish, one = self.wishes.wishes[item.wish], self.programs[item.program]
                closes = one.windows[0].closes_at
                local = now.astimezone(ZONES[wish.country])
                at = moment_before(item.about, item.offset, wish.country, self.working)
                self.seen["told"] += 1
                self.seen["early"] += now < at
                self.seen["late by more than an hour"] += now - at > timedelta(hours=1)
                self.seen["after closing, not saying so"] += now > closes and not item.closed
                self.seen["closed said too soon"] += now <= closes and item.closed
                self.seen["at night"] += not HOUR <= local.time() < LAST_HOUR
                self.seen["on a holiday, not moved"] += (
                    not item.late and not self.working.is_working(local.date(), wish.country)
                )

    def totals(self) -> Counter:
        keys = Counter(
            (claim.person, item.matter, item.program, item.about, item.offset)
            for claim in self.wishes.claims.values()
            for item in claim.items
        )
        days = Counter(
            (c.person, c.key.rpartition(":")[2])
            for c in self.wishes.claims.values()
            if c.items and c.items[0].matter is Matter.DEADLINE
        )
        self.seen["double"] = sum(n - 1 for n in keys.values())
        self.seen["two messages in a day"] = sum(n - 1 for n in days.values())
        self.seen["claimed and not in the outbox"] = sum(
            f"{key}#0" not in self.mailbox.outbox for key in self.wishes.claims
        )
        return self.seen


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 365
    year = Year()
    asyncio.run(year.run(days))
    seen = year.totals()
    sys.stdout.write(f"{days * 24 * 60:,} minutes, {len(year.wishes.claims)} messages\n")
    for name in (
        "told", "early", "double", "two messages in a day", "after closing, not saying so",
        "closed said too soon", "at night", "on a holiday, not moved",
        "late by more than an hour", "died before posting", "claimed and not in the outbox",
    ):  # fmt: skip
        bound = f"  (bound {3 / seen['told']:.2%})" if not seen[name] else ""
        sys.stdout.write(f"{name:>32}: {seen[name]}{bound}\n")


if __name__ == "__main__":
    main()
