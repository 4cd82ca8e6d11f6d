"""The application periods of the front matter, in the clock of the programme's country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from knowledge.frontmatter.nodes import Node
from knowledge.programs import Arrival, Evidence, Precision, Window, WindowKind
from knowledge.programs import Warning as Doubt

KEYS = (
    "kind", "opens", "closes", "precision", "arrival", "provisional", "label", "read", "gist",
)  # fmt: skip
FIRST, LAST = time(0, 0), time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime | None = None
    precision: Precision = Precision.DAY


def read_window(node: Node, evidence: Evidence, zone: ZoneInfo) -> Window:
    """``evidence`` is the document and its source; the window's own gist is put into it."""
    node.keys(KEYS)
    opens = _moment(node.child("opens"), zone, FIRST)
    closes = _moment(node.child("closes"), zone, LAST)
    kind = _kind(node, opens, closes)
    _agrees(node, opens, closes)
    source_read = evidence.source.read if evidence.source else None
    return Window(
        kind,
        opens.at,
        closes.at,
        opens.precision,
        closes.precision,
        arrival=node.child("arrival").choice(Arrival, Arrival.MUST_ARRIVE)
        if node.child("arrival").given
        else None,
        label=node.child("label").bilingual(),
        evidence=Evidence(
            evidence.document, gist=node.child("gist").bilingual(both=True), source=evidence.source
        ),
        read=node.child("read").day() or source_read,
        warnings=(Doubt.PROVISIONAL,) if node.child("provisional").flag() else (),
    )


def _kind(node: Node, opens: Moment, closes: Moment) -> WindowKind:
    stated = opens.at or closes.at
    kind = node.child("kind").choice(WindowKind, WindowKind.DATED if stated else WindowKind.UNKNOWN)
    if kind is WindowKind.DATED and not stated:
        node.wrong("a dated window needs opens or closes; without either it is kind: unknown")
    if kind is WindowKind.UNKNOWN and closes.at:
        node.wrong("kind unknown and a closing date exclude one another; use kind: dated")
    return kind


def _agrees(node: Node, opens: Moment, closes: Moment) -> None:
    if opens.at and closes.at and closes.at < opens.at:
        node.wrong("closes before it opens; check both dates")
    precision = node.child("precision")
    if precision.given and precision.choice(Precision, closes.precision) is not closes.precision:
        precision.wrong("precision minute needs an hour in closes, such as 2026-12-28T17:00")


def _moment(node: Node, zone: ZoneInfo, hour: time) -> Moment:
    value = node.value
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = node.value
    if isinstance(value, datetime) and value.tzinfo is None:
        return Moment(value.replace(tzinfo=zone), Precision.MINUTE)
    if isinstance(value, date) and not isinstance(value, datetime):
        return Moment(datetime.combine(value, hour, zone))
    if node.given:
        node.wrong(
            f"{node.value!r} is not a date; write 2026-12-28, or with the hour as the source's "
            'country counts it, "2026-12-28T17:00"'
        )
    return Moment()
