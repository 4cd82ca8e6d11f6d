"""Which programmes are worth showing to this company for this question, best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.cards import Judged
from bot.company import Company
from bot.messages import Verdict
from bot.tracing import stage
from bot.turn import Turn
from knowledge.programs import Condition, ConditionKind, Language, Operator, Program, Status
from knowledge.regions import contains, country_of, find_regions

POOL = 60
RELEVANT = 0.4
"""A programme below this relevance is not about the question (docs/benchmarks/retrieval.md)."""
PURPOSE = 0.4
AGENCY = 0.5
SPOKEN_OF = 0.35
"""For a programme about the place that was named: a fair in Osaka, a centre in Tokyo."""
STANDING = {
    Status.OPEN: 0.25,
    Status.ROLLING: 0.22,
    Status.UNTIL_BUDGET: 0.22,
    Status.UPCOMING: 0.08,
    Status.UNKNOWN: 0.0,
    Status.CLOSED: -1.0,
}
LOCAL = 0.2
UNDATED = 0.15
"""A report or an article of years ago says that a programme existed, not that it still does."""
FOREIGN = 0.6
"""A programme of the other country that does not say it takes firms of the asker's."""
MOVING, MOVE = ("space",), 0.4
"""What asks a firm to settle somewhere is for those who look for a place."""
AGAINST, UNREAD = 0.25, 0.04
"""What a clause costs that speaks against the firm in principle, or that only a person can read."""
STRANGE, LIKELY = 0.6, 0.45
COUNTRIES = {Language.KO: "KR", Language.JA: "JP"}
VERDICT = {Verdict.ELIGIBLE: 0.15, Verdict.UNKNOWN: 0.0, Verdict.NOT_ELIGIBLE: -1.0}
NEVER_CLOSES = 10_000
PLACE = {ConditionKind.COUNTRY, ConditionKind.HEADQUARTERS}
"""A programme in principle for another place is not offered in a list; asked by name it is."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """``fits`` may be shown; the counts say why the others of ``considered`` may not. ``ended`` are
    closed ones that were for the firm's own place, the one closed last first.
    """

    fits: tuple[Judged, ...]
    considered: int
    closed: int
    elsewhere: int
    unfit: int
    ended: tuple[Judged, ...] = ()


def about(turn: Turn, text: str, purposes: Sequence[str]) -> Ranking:
    """Programmes about ``text``; the purposes and agencies it speaks of weigh more than words."""
    relevance = {s.id: s.relevance for s in turn.library.programs_about(text, POOL)}
    for program in turn.library.programs.values():
        score = relevance.get(program.id, 0.0)
        shared = [p for p in purposes[:2] if p in program.purposes]
        if shared:
            main = shared[0] == program.purposes[0]
            score = max(score, 0.15) + PURPOSE * (1.0 if main else 0.7)
        if program.id in turn.reading.agencies and score >= RELEVANT / 2:
            score += AGENCY
        if score >= RELEVANT / 2 and _speaks_of(turn, program):
            score += SPOKEN_OF
        relevance[program.id] = score
    chosen = {id: score for id, score in relevance.items() if score >= RELEVANT}
    return _rank(turn, chosen)


def _speaks_of(turn: Turn, program: Program) -> bool:
    """Whether it is about a place that was named as anything but the firm's own."""
    named = {p.code for p in turn.reading.heard.places if p.role in ("target", "other")}
    abroad = {code for code in named if "-" in code or code != program.country}
    return bool(abroad) and bool(abroad & turn.library.places_of(program.id))


def everything_open(turn: Turn) -> Ranking:
    """From the structured rows, not from a search: all that may be applied for."""
    return _rank(turn, dict.fromkeys(turn.library.programs, 0.0), only_open=True)


@stage("judge")
def _rank(turn: Turn, relevance: dict[str, float], *, only_open: bool = False) -> Ranking:
    programs = turn.library.programs
    fits: list[tuple[tuple[bool, float, int], Judged]] = []
    fates: Counter[str] = Counter()
    ended: list[Judged] = []
    hidden = turn.conversation.hidden
    for id, score in relevance.items():
        if id in hidden:
            continue
        judged = [turn.judged(programs[id], company) for company in turn.companies]
        fitting = [j for j in judged if not _fate(turn, j)]
        if not fitting:
            fates[_fate(turn, judged[0])] += 1
            ended += [one for one in judged if not only_open and _was_for(one)]
        shown = [one for one in fitting if not only_open or _open(one)]
        fits += [(_order(turn, one, score), one) for one in shown]
    fits.sort(key=lambda item: item[0])
    return Ranking(
        tuple(judged for _, judged in fits),
        len(relevance.keys() - hidden),
        fates["closed"],
        fates["elsewhere"],
        fates["unfit"],
        tuple(sorted(ended, key=_closed_last)),
    )


def made_for_another_place(judged: Judged) -> bool:
    """For firms of a place that this one is not in."""
    against = (*judged.judgement.unmet, *judged.judgement.against_principle)
    return any(
        clause.condition.kind is ConditionKind.HEADQUARTERS
        and clause.condition.operator is Operator.IN
        for clause in against
    )


def _was_for(judged: Judged) -> bool:
    """Closed, and made for firms of this place: worth knowing, for it may come again."""
    if judged.standing.status is not Status.CLOSED or judged.verdict is Verdict.NOT_ELIGIBLE:
        return False
    return any(
        clause.condition.kind is ConditionKind.HEADQUARTERS
        and clause.condition.operator is Operator.IN
        for clause in judged.judgement.met
    )


def _closed_last(judged: Judged) -> float:
    closed = judged.standing.closes_at
    return -closed.timestamp() if closed else 0.0


def _fate(turn: Turn, judged: Judged) -> str:
    """Why a programme may not be offered; empty if it may."""
    if judged.standing.status is Status.CLOSED:
        return "closed"
    against = {
        clause.condition.kind
        for clause in judged.judgement.against_principle
        if not _asked_there(turn, clause.condition)
        and judged.program.id not in turn.reading.agencies
    }
    if judged.verdict is Verdict.NOT_ELIGIBLE:
        against |= {clause.condition.kind for clause in judged.judgement.unmet}
        return "elsewhere" if against & PLACE else "unfit"
    return "elsewhere" if against & PLACE or _of_no_use(turn, judged) else ""


def _of_no_use(turn: Turn, judged: Judged) -> bool:
    """A programme of the other country that does not say it takes firms of the asker's, where nobody
    spoke of going there: for a guesthouse in Jeju an exhibition grant of Japan is no answer.
    """
    if not _of_the_other_country(judged) or judged.program.id in turn.reading.agencies:
        return False
    country = judged.program.country.value
    plans = (plan.partition(":")[2] for plan in judged.judgement.company.plan)
    named = (place.code.partition("-")[0] for place in turn.reading.heard.places)
    return country not in {*plans, *named}


def _asked_there(turn: Turn, condition: Condition) -> bool:
    """A place in principle for others was named: what a branch there may get is for the office."""
    named = {p.code for p in turn.reading.heard.places if p.role in ("branch", "other")}
    return isinstance(condition.bound, tuple) and bool(named & set(condition.bound))


def _open(judged: Judged) -> bool:
    status = judged.standing.status
    return status in (Status.OPEN, Status.ROLLING, Status.UNTIL_BUDGET) or judged.standing.last_day


def _order(turn: Turn, judged: Judged, relevance: float) -> tuple[bool, float, int]:
    """Smallest first: by worth, then by the nearest deadline; what is open comes before all else
    for who asks what may be applied for now.
    """
    standing, company = judged.standing, judged.judgement.company
    purposes = judged.program.purposes
    worth = relevance + STANDING[standing.status] + VERDICT[judged.verdict]
    if standing.stale:
        worth -= 0.1
    if standing.window is None:
        worth -= UNDATED
    if _of_the_other_country(judged) and judged.program.id not in turn.reading.agencies:
        worth -= FOREIGN
    if purposes[:1] == MOVING and "space" not in turn.reading.purposes:
        worth -= MOVE
    judgement = judged.judgement
    worth -= AGAINST * len(judgement.against_principle) + UNREAD * len(judgement.unread)
    deciding = [clause for clause in judgement.clauses if clause.decides]
    if deciding:
        worth += 0.15 * len(judgement.met) / len(deciding)
    worth += _local(judged, company) - _strange(turn, judged)
    days = standing.days_left if standing.days_left is not None else NEVER_CLOSES
    later = turn.reading.intent == "list_open" and not _open(judged)
    return later, -round(worth, 3), days


def _of_the_other_country(judged: Judged) -> bool:
    country = judged.judgement.company.country
    if country is None or judged.program.country is country:
        return False
    return all(c.condition.kind is not ConditionKind.COUNTRY for c in judged.judgement.met)


def _strange(turn: Turn, judged: Judged) -> float:
    """What is another town's by its office, though it says nothing of who may apply; and, while the
    firm's country is not known, what is not of the country whose language is written: no fact about
    the firm, only what to show first.
    """
    company, program = judged.judgement.company, judged.program
    if company.country is None:
        return LIKELY * (program.country.value != COUNTRIES[turn.language])
    stated = any(
        clause.condition.kind is ConditionKind.HEADQUARTERS and clause.decides
        for clause in judged.judgement.clauses
    )
    home = company.headquarters
    if stated or not home or "-" not in home:
        return 0.0
    places = _places_of_office(f"{program.agency.ko} {program.agency.ja}")
    theirs = [place for place in places if country_of(place) is country_of(home)]
    return STRANGE if theirs and not any(_meets(place, home) for place in theirs) else 0.0


@lru_cache(maxsize=8192)
def _places_of_office(agency: str) -> tuple[str, ...]:
    codes = (code for found in find_regions(agency) for code in (found.code, *found.others))
    return tuple(dict.fromkeys(code for code in codes if "-" in code))


def _meets(one: str, other: str) -> bool:
    return contains(one, other) is not False or contains(other, one) is not False


def _local(judged: Judged, company: Company) -> float:
    """A programme made for the company's own place or trade comes before one for everybody."""
    kinds = {
        clause.condition.kind
        for clause in judged.judgement.met
        if clause.condition.operator is Operator.IN
    }
    own = kinds & {ConditionKind.HEADQUARTERS, ConditionKind.INDUSTRY}
    return LOCAL * len(own) if company.headquarters or company.industry else 0.0


def unique(judged: Iterable[Judged]) -> list[Judged]:
    """The same programme once, where several companies share its verdict."""
    seen: dict[tuple[str, Verdict], Judged] = {}
    for one in judged:
        seen.setdefault((one.program.id, one.verdict), one)
    return list(seen.values())
