"""Every drill, one after the other, with the N of the published figures or a share of it.

    python -m tests.drills [SHARE]        1 by default; 0.1 runs a tenth of each

Each is a process of its own; the exit code is 1 where one of them found something.
"""

from __future__ import annotations

import subprocess
import sys
import time

from tests.drills.figures import say

DRILLS = {
    "reload_kills": 300,
    "mailbox_kills": 1000,
    "repeats": 10_000,
    "forgeries": 300,
    "replicas": 1000,
    "poison": 100,
    "mutants": 2000,
    "clock": 40,
    "flood": 60,
    "restoring": 3,
    "forgetting": 50,
    "reminders": 365,
    "handoff": 10_000,
}
"""Name to N at full size."""


def main(given: list[str]) -> int:
    share, failed = float(given[0]) if given else 1.0, []
    for name, size in DRILLS.items():
        arguments = [str(max(1, int(size * share)))]
        say(f"── python -m tests.drills.{name} {' '.join(arguments)}")
        begun = time.monotonic()
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", f"tests.drills.{name}", *arguments], check=False
        )
        say(f"   {time.monotonic() - begun:.0f} s{', FAILED' * bool(done.returncode)}")
        say()
        failed += [name] * bool(done.returncode)
    say(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
