"""How a drill shows its figures: a line each, and beside a zero how sure it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def show(name: str, count: int, of: int | None = None) -> None:
    """None in ``of`` tries still leaves, with 95 % certainty, up to 3 of as many possible."""
    bound = f"  (bound {3 / of:.2%})" if of and not count else ""
    among = f" of {of:,}" if of else ""
    say(f"{name:>44}: {count:,}{among}{bound}")


def show_ms(name: str, seconds: Sequence[float]) -> None:
    if seconds:
        half, most = (quantile(seconds, share) * 1000 for share in (0.5, 0.95))
        say(f"{name:>44}: p50 {half:,.0f} ms, p95 {most:,.0f} ms (n = {len(seconds):,})")


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def number(given: Sequence[str], default: int, place: int = 0) -> int:
    """The N of the command line."""
    return int(given[place]) if len(given) > place else default
