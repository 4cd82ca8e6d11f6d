"""A judged programme as a card a person reads in ten seconds, and as the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass

from bot import clauses
from bot.citations import Citations
from bot.deadlines import deadline_line
from bot.messages import Block, BlockKind, JudgedCondition, ShownProgram, Verdict
from bot.standings import Standing
from bot.verdicts import Clause, Judgement
from bot.wording import day, listing, money
from knowledge.extraction import plan_back
from knowledge.programs import Benefit, ConditionKind, Language, Program, Status
from prompts import Phrasebook

LINES_SAID = 1
"""Cautions and unread clauses on a card among several; a card alone shows all of them."""
IMPLIED = ConditionKind.COUNTRY
"""A headquarters that fits says the country as well."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A programme held against a company and against the clock."""

    judgement: Judgement
    standing: Standing

    @property
    def program(self) -> Program:
        return self.judgement.program

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


def card(
    book: Phrasebook,
    judged: Judged,
    citations: Citations,
    *,
    alone: bool,
    said: frozenset[str] = frozenset(),
) -> Block:
    """``alone`` adds what a person needs who asked for this one programme; lines in ``said`` stand
    on another card of the reply already.
    """
    program, language = judged.program, Language(book.language)
    name = program.names.within(language)
    agency, given = program.agency.within(language), benefit_text(book, program)
    key = "card.title" if agency else "card.title_plain"
    title = book.say(key, verdict=label(book, judged), name=name, agency=agency)
    lines = [
        title,
        *_reasons(book, judged),
        book.say("card.deadline", deadline=deadline_line(book, judged.standing)),
        book.say("card.benefit", benefit=given) if given else "",
        _evidence(book, judged, citations),
        *_said(book, judged, alone=alone),
        *(_plan(book, judged) if alone else ()),
        *(_application(book, program) if alone else ()),
        book.say("card.extracted") if program.extracted else "",
    ]
    told = [line for line in lines if line and line not in said]
    return Block(BlockKind.CARD, "\n".join(told), strong=(name,))


def label(book: Phrasebook, judged: Judged) -> str:
    """The verdict in two words; a closed programme is closed whatever the verdict."""
    if judged.program.held:
        return book.say("verdict.held")
    if judged.standing.status is Status.CLOSED:
        return book.say("verdict.closed")
    judgement = judged.judgement
    if judgement.verdict is not Verdict.UNKNOWN:
        return book.say(f"verdict.{judgement.verdict}")
    if judgement.against_principle:
        return book.say("verdict.in_principle")
    if not any(clause.decides for clause in judgement.clauses):
        return book.say("verdict.unstated")
    telling = any(clause.condition.kind is not IMPLIED for clause in judgement.met)
    if judgement.missing or not telling:
        return book.say("verdict.unknown")
    return book.say("verdict.met_so_far")


def shown(book: Phrasebook, judged: Judged) -> ShownProgram:
    judgement, standing, program = judged.judgement, judged.standing, judged.program
    counting = standing.status in (Status.OPEN, Status.UPCOMING) or standing.last_day
    return ShownProgram(
        id=program.id,
        name=program.names.within(Language(book.language)),
        country=program.country.value,
        status=standing.status,
        closes_at=standing.closes_at,
        closes_precision=standing.precision,
        days_left=standing.days_left if counting else None,
        verdict=judgement.verdict,
        coverage=program.coverage,
        company=clauses.label_of(book, judgement.company),
        conditions=tuple(_condition(book, clause, judgement) for clause in judgement.clauses),
        missing=judgement.missing,
        url=program.url,
    )


def _condition(book: Phrasebook, clause: Clause, judgement: Judgement) -> JudgedCondition:
    program, company = judgement.program, judgement.company
    evidence, truth = clause.condition.evidence, clause.truth
    verdict = {True: Verdict.ELIGIBLE, False: Verdict.NOT_ELIGIBLE, None: Verdict.UNKNOWN}[truth]
    return JudgedCondition(
        kind=clause.condition.kind.value,
        verdict=verdict,
        strength=clause.condition.strength,
        quote=clauses.quote_of(clause.condition) or clauses.sentence(book, clause.condition),
        verbatim=bool(evidence and evidence.verbatim),
        document=evidence.document if evidence else program.document,
        fact=clauses.fact_text(book, company, clause.condition.kind.value),
        bound=clauses.bound_text(book, clause.condition),
    )


def _reasons(book: Phrasebook, judged: Judged) -> list[str]:
    judgement = judged.judgement
    if judgement.unmet:
        return [book.say("card.unmet", clauses=_sentences(book, judgement.unmet))]
    if judged.standing.status is Status.CLOSED:
        return []
    lines = []
    facts = met_text(book, judgement)
    if facts:
        lines.append(book.say("card.facts", facts=facts))
    if judgement.against_principle:
        text = _sentences(book, judgement.against_principle)
        lines.append(book.say("card.ask_office", clauses=text))
    if judgement.missing:
        lines.append(book.say("card.missing", facts=missing_text(book, judgement)))
    parts = dict.fromkeys(part for c in judgement.met for part in c.finding.unchecked)
    if parts:
        names = listing(book, [book.say(f"value.unchecked_{part}") for part in parts])
        lines.append(book.say("card.unchecked", parts=names))
    return lines


def met_text(book: Phrasebook, judgement: Judgement) -> str:
    """The company's facts beside the bounds they satisfy."""
    telling = [c for c in judgement.met if c.condition.kind is not IMPLIED] or judgement.met
    return listing(book, filter(None, (clauses.met(book, c, judgement.company) for c in telling)))


def missing_text(book: Phrasebook, judgement: Judgement) -> str:
    return listing(book, [book.say(f"fact.{fact}") for fact in judgement.missing])


def _sentences(book: Phrasebook, found: tuple[Clause, ...]) -> str:
    return " ".join(clauses.sentence(book, clause.condition) for clause in found)


def benefit_text(book: Phrasebook, program: Program) -> str:
    """What is given, in one line; empty where the source does not say."""
    return " / ".join(filter(None, (_benefit(book, benefit) for benefit in program.benefits)))


def _benefit(book: Phrasebook, benefit: Benefit) -> str:
    gist = benefit.evidence.gist.within(Language(book.language)) if benefit.evidence else ""
    if gist:
        return gist.rstrip(".。")
    parts = []
    if benefit.at_most:
        parts.append(book.say("benefit.at_most", amount=money(book, benefit.at_most)))
    if benefit.rate:
        parts.append(book.say("benefit.rate", rate=benefit.rate))
    return book.say("benefit.join").join(parts)


def _evidence(book: Phrasebook, judged: Judged, citations: Citations) -> str:
    program = judged.program
    marker = citations.program(program)
    citation = next(c for c in citations.all() if c.marker == marker)
    if not citation.verbatim:
        return book.say("card.gist", gist=citation.quote.rstrip(".。"), marker=marker)
    own = program.names.has(Language(book.language))
    return book.say(
        "card.quote" if own else "card.quote_original", quote=citation.quote, marker=marker
    )


def _said(book: Phrasebook, judged: Judged, *, alone: bool) -> list[str]:
    """What never decides but must be known, and what only a person can check."""
    limit = None if alone else LINES_SAID
    judgement = judged.judgement
    if judgement.unmet:
        return []
    lines = [
        book.say("card.unread", clause=clauses.sentence(book, c.condition).rstrip(".。"))
        for c in judgement.unread[:limit]
    ]
    lines += [
        book.say("card.caution", caution=clauses.sentence(book, c.condition).rstrip(".。"))
        for c in judgement.said[:limit]
    ]
    return lines


def _plan(book: Phrasebook, judged: Judged) -> list[str]:
    """Backwards from the closing day, only from what the source states of how long things take."""
    standing = judged.standing
    if standing.closes_at is None or standing.status not in (Status.OPEN, Status.UPCOMING):
        return []
    return [
        book.say(
            "card.plan",
            date=day(book, step.by),
            what=clauses.sentence(book, step.condition).rstrip(".。"),
        )
        for step in plan_back(judged.program, standing.closes_at)
        if step.condition
    ]


def _application(book: Phrasebook, program: Program) -> list[str]:
    language = Language(book.language)
    lines = []
    if program.apply.where:
        lines.append(book.say("card.apply", where=program.apply.where.within(language)))
    if program.apply.contact:
        lines.append(book.say("card.contact", contact=program.apply.contact.within(language)))
    if program.url:
        lines.append(book.say("card.url", url=program.url))
    if language in program.names.translated:
        other = Language.JA if language is Language.KO else Language.KO
        lines.append(book.say("card.translated", name=program.names.within(other)))
    return lines
