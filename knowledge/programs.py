"""What a support programme is: facts, each with its evidence. No behaviour, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.money import Money


class Country(StrEnum):
    JP = "JP"
    KR = "KR"


class Language(StrEnum):
    KO = "ko"
    JA = "ja"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One wording in each language; ``translated`` names those that are ours, unofficial."""

    ko: str = ""
    ja: str = ""
    translated: frozenset[Language] = frozenset()

    def within(self, language: Language) -> str:
        """The wording in ``language``, else the other one; empty only if both are."""
        own, other = (self.ko, self.ja) if language is Language.KO else (self.ja, self.ko)
        return own or other

    def has(self, language: Language) -> bool:
        return bool(self.ko if language is Language.KO else self.ja)

    def __bool__(self) -> bool:
        return bool(self.ko or self.ja)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: ``published`` by the source, ``read`` by us (both may be unknown)."""

    title: str
    url: str | None = None
    published: date | None = None
    read: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a fact: a verbatim ``quote`` of the source, or our own ``gist`` of it.

    ``span`` is the character range of the quote in the document's clean text.
    """

    document: str
    quote: str = ""
    gist: Bilingual = Bilingual()
    span: tuple[int, int] | None = None
    source: Source | None = None

    @property
    def verbatim(self) -> bool:
        return bool(self.quote)


class WindowKind(StrEnum):
    DATED = "dated"
    ROLLING = "rolling"
    UNTIL_BUDGET = "until_budget"
    UNKNOWN = "unknown"


class Status(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    ROLLING = "rolling"
    UNTIL_BUDGET = "until_budget"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    MINUTE = "minute"
    DAY = "day"


class Arrival(StrEnum):
    MUST_ARRIVE = "must_arrive"
    POSTMARKED = "postmarked"


class Warning(StrEnum):
    YEAR_MISSING = "year_missing"
    YEAR_INFERRED = "year_inferred"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    END_BEFORE_START = "end_before_start"
    SEVERAL_DEADLINES = "several_deadlines"
    PROVISIONAL = "provisional"
    SOURCES_DIFFER = "sources_differ"
    HOUR_MISSING = "hour_missing"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Window:
    """One application period. Moments are aware, in the programme's zone (Asia/Seoul, Asia/Tokyo).

    With ``closes_precision`` ``day`` the hour is not stated and ``closes_at`` is 23:59:59 of the day.
    ``month`` and ``day`` hold a closing day whose year the source does not state.
    ``UNTIL_BUDGET`` and ``ROLLING`` may carry ``opens_at`` and a latest ``closes_at`` as well.
    """

    kind: WindowKind
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    opens_precision: Precision = Precision.DAY
    closes_precision: Precision = Precision.DAY
    arrival: Arrival | None = None
    label: Bilingual = Bilingual()
    evidence: Evidence | None = None
    read: date | None = None
    warnings: tuple[Warning, ...] = ()
    month: int | None = None
    day: int | None = None


class ConditionKind(StrEnum):
    COUNTRY = "country"
    HEADQUARTERS = "headquarters"
    CAPITAL = "capital"
    REVENUE = "revenue"
    EMPLOYEES = "employees"
    FOUNDED = "founded"
    LEGAL_FORM = "legal_form"
    REPRESENTATIVE = "representative"
    OWNERSHIP = "ownership"
    INDUSTRY = "industry"
    SME_CLASS = "sme_class"
    CERTIFICATION = "certification"
    CONSORTIUM = "consortium"
    PLAN = "plan"
    PAST_RECIPIENT = "past_recipient"
    ACCOUNT = "account"
    TIMING = "timing"
    OTHER = "other"


class Operator(StrEnum):
    IN = "in"
    NOT_IN = "not_in"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    IS = "is"
    NOT = "not"


class Strength(StrEnum):
    """``HARD`` decides; ``IN_PRINCIPLE`` met is yes, unmet is unknown; ``DISCRETIONARY`` never
    decides and is always said; ``UNREAD`` is not machine-readable and keeps the verdict unknown.
    """

    HARD = "hard"
    IN_PRINCIPLE = "in_principle"
    DISCRETIONARY = "discretionary"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Age:
    """A bound on the years since founding, e.g. 'within 7 years'."""

    years: int


Bound = tuple[str, ...] | Money | int | Age | date | None


@dataclass(frozen=True, slots=True)
class Condition:
    """One eligibility clause.

    ``bound`` by kind: country, headquarters, industry, legal_form, sme_class, certification, plan,
    ... a tuple of codes; capital and revenue ``Money``; employees ``int``; founded ``Age`` or a
    ``date``; None where the clause is unread or only said.
    With ``alternatives`` the clause is met when one of them is (Kleene OR); then ``operator`` is None.
    """

    kind: ConditionKind
    operator: Operator | None = None
    bound: Bound = None
    strength: Strength = Strength.HARD
    evidence: Evidence | None = None
    alternatives: tuple[Condition, ...] = ()


class Coverage(StrEnum):
    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Benefit:
    """What is given: ``kind`` is a slug (grant, loan, commission, voucher, tax, service, space ...).

    ``at_most`` is the limit for one applicant; ``rate`` is free text such as 2/3 as printed.
    """

    kind: str
    at_most: Money | None = None
    rate: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """Where and how to apply, as far as the source says; empty where it does not."""

    where: Bilingual = Bilingual()
    documents: Bilingual = Bilingual()
    contact: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True)
class Program:
    """One support measure. ``country`` is the provider's; ``aliases`` are nicknames in any language;
    ``purposes`` are slugs of ``knowledge/purposes.toml`` (export, equipment, loan, ...). ``held``
    is set while somebody looks into it: then nothing of it counts as a fact.
    """

    id: str
    country: Country
    names: Bilingual
    agency: Bilingual
    kind: str
    gist: Bilingual
    document: str
    windows: tuple[Window, ...] = ()
    conditions: tuple[Condition, ...] = ()
    coverage: Coverage = Coverage.NONE
    benefits: tuple[Benefit, ...] = ()
    apply: Application = Application()
    sources: tuple[Source, ...] = ()
    aliases: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    extracted: bool = False
    held: bool = False

    @property
    def url(self) -> str | None:
        return next((source.url for source in self.sources if source.url), None)

    @property
    def read(self) -> date | None:
        """The day its facts were last read from a source."""
        return max((s.read for s in self.sources if s.read), default=None)
