"""The sources that the settings allow, each with the fetcher it may use."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from bot.counters.refreshing import Refreshing, Reload
from bot.errors import BadInput, NotReady
from bot.refresher import Connected, Refresher, switched_off
from bot.registers import FoundCompany, company_of
from bot.settings import Settings, SourceSettings
from knowledge.errors import SourceUnavailable
from knowledge.sources import bizinfo, gbizinfo, jgrants, jnet21, kstartup, webpages
from knowledge.sources.asking import Source
from knowledge.sources.lexicon import table
from knowledge.sources.loading import SourcesFolder
from knowledge.sources.ports import Fetch


def build_refresher(house: Settings) -> Refresher:
    told = house.sources
    return Refresher(
        {s.name: Connected(s, partial(open_fetch, told, s.name)) for s in _sources(told)},
        switched_off(told),
        SourcesFolder(house.data_dir / "sources"),
        lambda: datetime.now(UTC),
    )


def _sources(told: SourceSettings) -> Iterator[Source]:
    off, roots = switched_off(told), told.roots
    every: tuple[Source, ...] = (
        jgrants.JGrants(roots.get(jgrants.NAME, "")),
        kstartup.KStartup(told.data_go_kr_key, roots.get(kstartup.NAME, "")),
        bizinfo.Bizinfo(told.bizinfo_key, told.data_go_kr_key, roots.get(bizinfo.NAME, "")),
        jnet21.JNet21(roots.get(jnet21.NAME, "")),
        webpages.WebPages(told.pages),
    )
    yield from (source for source in every if source.name not in off)


def build_refreshing(house: Settings, reload: Reload) -> tuple[Refreshing, ...]:
    """The counter that asks by the schedule; none where there is no schedule. ``reload`` is one that
    refuses a heavy loss.
    """
    schedule = house.sources.schedule
    return (Refreshing(build_refresher(house), schedule, reload),) if schedule else ()


@contextmanager
def open_fetch(told: SourceSettings, name: str) -> Iterator[Fetch]:
    """Interfaces are made to be called; feeds and pages heed robots.txt."""
    from adapters.fetch.client import Fetcher, Limits

    addresses = told.pages if name == webpages.NAME else _addresses(name)
    hosts = frozenset(urlsplit(address).hostname or "" for address in addresses)
    root = urlsplit(told.roots.get(name, ""))
    port = root.port or (443 if root.scheme == "https" else 80)
    private = frozenset({f"{root.hostname}:{port}"} if root.hostname else ())
    limits = Limits(pace=0.0) if private else Limits()  # a mirror of one's own
    robots = name in {webpages.NAME, jnet21.NAME}
    with Fetcher(hosts, private, robots=robots, limits=limits) as fetch:
        yield fetch


def _addresses(name: str) -> list[str]:
    """The servers a source names in its data file."""
    words = table(name)
    return [words[key] for key in ("root", "open_root", "address") if key in words]


async def find_company(house: Settings, number: str) -> FoundCompany | None:
    """What the register of Japan holds of the corporation with this number, for its owner to say
    whether it is right; None where it holds none. Raises BadInput for a wrong number, NotReady
    where the register is switched off or does not answer.
    """
    told = house.sources
    checked = gbizinfo.corporate_number(number)
    if checked is None:
        raise BadInput(f"{number[:40]!r} is no corporate number: 13 digits, the first one a check")
    if not told.gbizinfo_token:
        raise NotReady("the register of companies is switched off, set GBIZINFO_TOKEN")
    try:
        firm = await asyncio.to_thread(_found, told, checked)
    except SourceUnavailable as error:
        raise NotReady(f"the register of companies does not answer: {error}") from error
    return company_of(firm) if firm else None


def _found(told: SourceSettings, number: str) -> gbizinfo.Firm | None:
    with open_fetch(told, gbizinfo.NAME) as fetch:
        root = told.roots.get(gbizinfo.NAME, "")
        return gbizinfo.find_firm(number, fetch, told.gbizinfo_token, root)
