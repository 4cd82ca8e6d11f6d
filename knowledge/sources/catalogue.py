"""Every source by its name: a new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from knowledge.documents import Document
from knowledge.programs import Program
from knowledge.sources import bizinfo, jgrants, jnet21, kstartup, webpages
from knowledge.sources.drafting import drawn_up
from knowledge.sources.model import Draft, Record
from knowledge.versions.collecting import Readers

DrawUp = Callable[[Record, Readers], tuple[Document, tuple[Program, ...]]]


def _fields(translate: Callable[[Record], Draft]) -> DrawUp:
    return lambda record, _readers: drawn_up(translate(record))


DRAWN_UP: Mapping[str, DrawUp] = {
    jgrants.NAME: _fields(jgrants.translate),
    kstartup.NAME: _fields(kstartup.translate),
    bizinfo.NAME: _fields(bizinfo.translate),
    jnet21.NAME: _fields(jnet21.translate),
    webpages.NAME: webpages.draw_up,
}
"""In the order of trust: of two records of one programme the earlier source's is kept."""
