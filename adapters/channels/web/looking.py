"""The pages that show: each reads, none changes anything."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from adapters.channels.web.drawing import Drawing
from adapters.channels.web.visit import ROOT, visit_of
from bot.console import facts, house, programs, usage
from bot.console.acts import CHANNEL
from bot.console.house import House
from bot.console.programs import Clocked, Filters
from bot.console.reach import within
from bot.console.words import HERE
from bot.counters.feedback import REASONS
from bot.messages import Outcome
from bot.standings import standing
from knowledge.programs import Country, Status

EACH_REVIEW = 10
ACTS_SHOWN = 200
CASES_SHOWN = 100
VOTES_COUNTED = 1000
OUTCOMES = tuple(outcome.value for outcome in Outcome)


class Looking:
    def __init__(self, house: House, drawing: Drawing) -> None:
        self._house = house
        self._drawing = drawing

    async def status(self, request: web.Request) -> web.Response:
        """Of the whole house; whoever is of one region begins with its people."""
        if not visit_of(request).everywhere:
            raise web.HTTPSeeOther(f"{ROOT}/conversations")
        state = await house.state(self._house, visit_of(request).words)
        return self._drawing.page(request, "status.html", state=state, facts=self._house.facts)

    async def programs(self, request: web.Request) -> web.Response:
        """As people are told of them: with the holds and decisions laid over."""
        query, shelf = request.query, self._house.acts.shelf
        wanted = Filters(
            *(query.get(name, "") for name in ("q", "country", "status", "purpose", "only"))
        )
        library, orders = shelf.current(), self._house.acts.orders.read()
        found = programs.listing(
            library.programs, orders.holds, wanted, _number(request), self._at(request)
        )
        return self._drawing.page(
            request,
            "programs.html",
            listing=found,
            wanted=wanted,
            countries=tuple(Country),
            statuses=tuple(Status),
            purposes=programs.purposes_of(library.programs),
            choices=programs.CHOICES,
        )

    async def program(self, request: web.Request) -> web.Response:
        acts, words = self._house.acts, visit_of(request).words
        library, orders = acts.shelf.bare(), acts.orders.read()
        id = request.match_info["id"]
        found = library.programs.get(id)
        if found is None:
            raise web.HTTPNotFound
        told = acts.shelf.current().programs.get(id, found)
        where = standing(told, self._house.clock())
        return self._drawing.page(
            request,
            "program.html",
            program=found,
            where=where,
            remarks=programs.remarks_of(where, words),
            facts=facts.facts_of(found, library, orders.decisions, words, acts.docket.standing()),
            hold=orders.holds.get(id),
            text=words.either,
        )

    async def calendar(self, request: web.Request) -> web.Response:
        at, country = self._at(request), request.query.get("country", "")
        first = programs.first_of(request.query.get("month", ""), at.moment)
        shown = self._house.acts.shelf.current().programs.values()
        return self._drawing.page(
            request,
            "calendar.html",
            month=programs.month(shown, first, country, at),
            country=country,
            countries=tuple(Country),
        )

    async def review(self, request: web.Request) -> web.Response:
        acts, words = self._house.acts, visit_of(request).words
        decisions, library = acts.orders.read().decisions, acts.shelf.bare()
        proposed = acts.docket.proposed()
        every = facts.waiting(library, decisions, words, proposed=proposed)
        chosen = request.query.get("program", "")
        mine = [each for each in every if chosen in ("", each.program)]
        some, page, pages = facts.paged(mine, _number(request), EACH_REVIEW)
        return self._drawing.page(
            request,
            "review.html",
            waiting=some,
            count=len(every),
            proposed=len(proposed),
            page=page,
            pages=pages,
            chosen=chosen,
            owners=facts.by_program(every),
        )

    async def reports(self, request: web.Request) -> web.Response:
        region = visit_of(request).who.region
        found = await self._house.acts.reports.waiting(region=region)
        programs = self._house.acts.shelf.bare().programs
        either = visit_of(request).words.either
        names = {id: either(p.names, p.country) for id, p in programs.items()}
        return self._drawing.page(request, "reports.html", reports=found, names=names)

    async def needs(self, request: web.Request) -> web.Response:
        """Without personal data: it was masked before it was kept."""
        visit, own = visit_of(request), self._house
        words, region = visit.words, visit.who.region
        clusters = await own.unserved(own.clock(), lambda need: within(need.place, region))
        wants = house.wants(clusters, await own.acts.needs.notes(), words)
        return self._drawing.page(request, "needs.html", wants=wants)

    async def conversations(self, request: web.Request) -> web.Response:
        visit = visit_of(request)
        cases = await self._house.cases.recent(CASES_SHOWN, visit.who.region)
        talks = house.talks(cases, self._house.real(), visit.words)
        return self._drawing.page(request, "conversations.html", talks=talks)

    async def conversation(self, request: web.Request) -> web.Response:
        """One of them; that of another region is none, as one that never was."""
        visit = visit_of(request)
        case = await self._house.cases.find(request.match_info["id"])
        if case is None or not within(case.region, visit.who.region):
            raise web.HTTPNotFound
        (talk,) = house.talks([case], self._house.real(), visit.words)
        return self._drawing.page(request, "conversation.html", talk=talk)

    async def usage(self, request: web.Request) -> web.Response:
        own, now = self._house, self._house.clock()
        today = now.astimezone(HERE).date()
        since = now - timedelta(days=usage.DAYS)
        tallies = await own.tallies.since(since.astimezone(HERE).date())
        waits = await own.mailroom.waits(since)
        outcomes = [(each.day, each.outcome, each.count) for each in tallies]
        channels = [(each.day, each.channel, each.count) for each in tallies]
        return self._drawing.page(
            request,
            "usage.html",
            days=usage.DAYS,
            outcomes=usage.chart(outcomes, today, OUTCOMES),
            channels=usage.chart(channels, today),
            half=usage.percentile(waits, 0.5),
            most=usage.percentile(waits, 0.95),
            quality=usage.quality(await own.ratings.latest(VOTES_COUNTED), REASONS),
        )

    async def audit(self, request: web.Request) -> web.Response:
        """Somebody of one region sees what was done at the console in that region."""
        region = visit_of(request).who.region
        by = f"{CHANNEL}:{region}." if region else ""
        acts = self._house.acts.audit.recent(ACTS_SHOWN, by)
        return self._drawing.page(request, "audit.html", acts=acts, most=ACTS_SHOWN)

    def _at(self, request: web.Request) -> Clocked:
        return Clocked(visit_of(request).words, self._house.clock())


def _number(request: web.Request) -> int:
    text = request.query.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
