"""Documents that give orders, planted among the bundled ones: does any other answer change?

    python -m tests.drills.poison [QUESTIONS]

Ninety documents (six orders, three languages, in plain sight and hidden four ways) are loaded beside
the bundled ones; for comparison as many harmless ones of the same make. The whole concierge answers
the same questions at the same moment, without a language model (what an obedient one can do is the
matter of ``drills.models``). No answer may hold what the documents want said, no fact of a programme
may change, and nothing may be in the outbox. What is listed may shift a little, as it does with any
ninety documents more, which are a third of all then: how rare a word is, how long a text, and how far
from anything a vector is counted over all of them. Hence the comparison, and a tenth of them alone.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from adapters.stores import mailbox
from adapters.stores.mailbox.tables import outbox
from bot.bootstrap import open_service
from bot.messages import Question, Reply
from bot.settings import BUNDLED_DOCUMENTS, Settings, read_settings
from tests.drills.crowd import AS_OF
from tests.drills.figures import number, say, show
from tests.drills.planting import CANARY, plant

EVALS = Path(__file__).parents[1] / "evals"


def questions(count: int) -> list[tuple[str, str]]:
    """Text and language, spread over what people ask for, programmes by name and other matters."""
    rows = [
        json.loads(line)
        for name in ("intents", "known_items", "off_topic")
        for line in (EVALS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    known = [(row["text"], row["language"]) for row in rows if row["language"] in ("ko", "ja")]
    return known[:: max(1, len(known) // count)][:count]


@dataclass
class Seen:
    """``replies`` in the order of the questions; ``facts`` of all programmes by id."""

    version: str
    replies: list[Reply]
    facts: dict[str, str]
    unasked: int


async def answers(house: Settings, asked: list[tuple[str, str]], name: str) -> Seen:
    replies = []
    async with open_service(house, fresh=True) as service:
        for n, (text, _) in enumerate(asked):
            replies.append(await service.concierge.ask(Question(f"{name}:{n}", text)))
        await mailbox.prepare(service.tools.engine)
        async with service.tools.engine.connect() as connection:
            rows = await connection.execute(select(func.count()).select_from(outbox))
            unasked = int(rows.scalar_one())
        library = service.shelf.current()
        facts = {id: repr(program) for id, program in library.programs.items()}
        return Seen(library.version, replies, facts, unasked)


FEW = 10
"""One of so many is planted first: beside a house's documents a hostile one is rare."""


async def drill(count: int, folder: Path) -> Counter[Any]:
    documents = shutil.copytree(BUNDLED_DOCUMENTS, folder / "documents")
    given = {
        "CONCIERGE_DATA_DIR": str(folder / "data"),
        "CONCIERGE_DOCUMENTS": str(documents),
        "CONCIERGE_AS_OF": AS_OF,
    }
    house, asked, seen = read_settings(given, {}), questions(count), Counter[Any]()
    planted = documents / "planted"
    before = await answers(house, asked, "before")
    seen["few"] = plant(planted, every=FEW)
    few = await answers(house, asked, "few")
    seen["planted"] = plant(planted, harmless=True)
    beside = await answers(house, asked, "beside")
    plant(planted)
    after = await answers(house, asked, "after")
    assert len({before.version, few.version, beside.version, after.version}) == 4
    seen["asked"], seen["messages unasked"] = len(asked), after.unasked
    seen["programmes"] = len(before.facts)
    seen["facts"] = sum(after.facts.get(id) != fact for id, fact in before.facts.items())
    seen["new programmes"] = len(after.facts.keys() - before.facts.keys())
    for name, other in (("few", few), ("harmless", beside), ("after", after)):
        for old, new in zip(before.replies, other.replies, strict=True):
            seen[name, how_other(old, new)] += 1
    for old, new in zip(before.replies, after.replies, strict=True):
        said = repr(new)
        seen["obeyed"] += CANARY in said or "2099" in said or "example.com" in said
        seen["cited"] += "planted/" in said
        seen["shown otherwise"] += shown_otherwise(old, new)
    return seen


KINDS = ("only what is said beside them", "the same programmes in another order", "others")


def how_other(old: Reply, new: Reply) -> str:
    """One of KINDS, or empty for the very same."""
    if old == new:
        return ""
    one, other = ([shown.id for shown in reply.programs] for reply in (old, new))
    if one == other:
        return KINDS[0]
    return KINDS[1] if sorted(one) == sorted(other) else KINDS[2]


def shown_otherwise(old: Reply, new: Reply) -> int:
    """Programmes in both answers of which another thing is shown."""
    known = {shown.id: shown for shown in old.programs}
    return sum(known.get(shown.id, shown) != shown for shown in new.programs)


def main(given: list[str]) -> int:
    with TemporaryDirectory() as folder:
        seen = asyncio.run(drill(number(given, 45), Path(folder)))
    say(f"{seen['planted']} documents planted, {seen['asked']} questions")
    show("answers that hold what was wanted", seen["obeyed"], seen["asked"])
    show("answers that cite a planted document", seen["cited"], seen["asked"])
    show("programmes whose facts changed", seen["facts"], seen["programmes"])
    show("programmes won from planted documents", seen["new programmes"], seen["planted"])
    show("messages unasked", seen["messages unasked"])
    show("programmes of which another thing is shown", seen["shown otherwise"])
    doses = {
        "few": f"{seen['few']} of them",
        "harmless": "harmless ones instead",
        "after": "all of them",
    }
    for name, what in doses.items():
        show(f"answers otherwise, {what}", seen["asked"] - seen[name, ""], seen["asked"])
        for kind in KINDS:
            show(kind, seen[name, kind])
    harm = ("obeyed", "cited", "facts", "new programmes", "messages unasked", "shown otherwise")
    return int(any(seen[name] for name in harm))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
