"""One answer held against what a case expects of it, each check under its dimension."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Expected = Mapping[str, Any]
Form = Mapping[str, Any]

DIMENSIONS = (
    "outcome", "language", "programmes", "verdicts", "status", "dates", "missing", "citations",
    "refusal", "questions", "words",
)  # fmt: skip
SILENT = frozenset({"refused", "out_of_scope", "nothing_found", "small_talk"})
"""Outcomes that state nothing of a programme."""
MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Check:
    """``fault`` is one sentence where the answer falls short, else empty."""

    dimension: str
    fault: str = ""


def checks(want: Expected, form: Form) -> Iterator[Check]:
    """Every expectation of ``want`` as a check; see docs/benchmarks/answers.md for the keys."""
    if "language" in want:
        yield _same("language", "language", form["language"], want["language"])
    if "outcome" in want:
        yield _same("outcome", "outcome", form["outcome"], want["outcome"])
    if "refuses" in want:
        yield _refusal(want["refuses"], form)
    if "follow_up" in want:
        asked = (form["follow_up"] or {}).get("fact")
        yield _same("questions", "asks for", asked, want["follow_up"])
    for pattern in want.get("text_matches", ()):
        found = re.search(pattern, form["text"])
        yield Check("words", "" if found else f"the text lacks /{pattern}/")
    for pattern in want.get("text_lacks", ()):
        found = re.search(pattern, form["text"])
        yield Check("words", f"the text has /{pattern}/" if found else "")
    yield from _programs(want, form["programs"])


def cited(form: Form, texts: Mapping[str, str], asked: str = "") -> Iterator[Check]:
    """Every marker in the text is a citation, every citation is in the text, and its words are in
    its document. ``texts`` holds by document everything it says; what was cited of a pasted notice
    must be in ``asked``.
    """
    marked = set(MARKER.findall(form["text"]))
    known = {citation["marker"] for citation in form["citations"]}
    if form["outcome"] == "answered":
        yield Check("citations", "" if known else "answered without a citation")
    for marker in sorted(marked ^ known):
        where = "no citation" if marker in marked else "not in the text"
        yield Check("citations", f"[{marker}]: {where}")
    for citation in form["citations"]:
        yield Check("citations", _misquoted(citation, texts.get(citation["document"], asked)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def _misquoted(citation: Form, text: str) -> str:
    quote = squeezed(citation["quote"])
    if quote and quote.rstrip(".。") in squeezed(text):
        return ""
    return f"[{citation['marker']}] is not in {citation['document']}: {citation['quote'][:40]!r}"


def _refusal(wanted: bool, form: Form) -> Check:
    silent = form["outcome"] in SILENT and not form["programs"]
    if wanted:
        return Check("refusal", "" if silent else f"answered with {form['outcome']}")
    turned_away = form["outcome"] in ("refused", "out_of_scope")
    return Check("refusal", f"turned away as {form['outcome']}" if turned_away else "")


def _programs(want: Expected, programs: Sequence[Form]) -> Iterator[Check]:
    if "min_programs" in want:
        short = len(programs) < want["min_programs"]
        fault = f"{len(programs)} programmes, wanted at least {want['min_programs']}"
        yield Check("programmes", fault if short else "")
    if want.get("no_programs"):
        fault = f"{len(programs)} programmes where none was wanted"
        yield Check("programmes", fault if programs else "")
    for spec in want.get("programs", ()):
        found = [program for program in programs if _is(program, spec)]
        label = spec.get("id") or spec.get("name")
        yield Check("programmes", "" if found else f"programme {label} is not there")
        if found:
            yield from _facts(found[0], spec, first=programs[0])
    for spec in want.get("programs_lack", ()):
        alike = [p["id"] for p in programs if _is(p, spec) and _has(p, spec)]
        yield Check("programmes", f"must not be there so: {', '.join(alike)}" if alike else "")


def _facts(program: Form, spec: Expected, *, first: Form) -> Iterator[Check]:
    name = program["id"]
    if "first" in spec:
        yield Check("programmes", "" if program is first else f"{name} is not first")
    if "status" in spec:
        yield _same("status", f"{name}: status", program["status"], spec["status"])
    if "verdict" in spec:
        yield _same("verdicts", f"{name}: verdict", program["verdict"], spec["verdict"])
    if "closes_on" in spec:
        day = (program["closes_at"] or "")[:10]
        yield _same("dates", f"{name}: closes", day, spec["closes_on"] or "")
    if "days_left" in spec:
        yield _same("dates", f"{name}: days left", program["days_left"], spec["days_left"])
    for fact in spec.get("missing", ()):
        known = fact in program["missing"]
        yield Check("missing", "" if known else f"{name}: {fact} is not among the missing")
    for fact in spec.get("not_missing", ()):
        known = fact not in program["missing"]
        yield Check("missing", "" if known else f"{name}: {fact} is among the missing")


def _same(dimension: str, what: str, value: Any, wanted: Any) -> Check:
    held = value in (wanted if isinstance(wanted, list) else [wanted])
    return Check(dimension, "" if held else f"{what} {value}, wanted {wanted}")


def _has(program: Form, spec: Expected) -> bool:
    keys = [key for key in ("status", "verdict", "country") if key in spec]
    return all(not _same("", "", program[key], spec[key]).fault for key in keys)


def _is(program: Form, spec: Expected) -> bool:
    if not re.search(spec.get("company", ""), program["company"]):
        return False
    if "id" in spec:
        return bool(program["id"] == spec["id"])
    return "name" in spec and bool(re.search(spec["name"], program["name"]))
