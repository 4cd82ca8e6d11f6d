"""A scripted model as a process of its own, for trials by hand.

    python -m tests.loopback.model_serving CHARACTER      prints its address, until interrupted

``CHARACTER`` is a function of ``model_characters``. Then, elsewhere, with the printed address:

    CONCIERGE_MODEL_URL=... python -m bot evaluate answers CASES.jsonl --model openai:scripted
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import sys
from typing import cast

from tests.loopback import model_characters
from tests.loopback.model_server import Character, model_server


def character(name: str) -> Character:
    """One that lies or obeys in another way each time is asked for each way in turn."""
    script, seeds = getattr(model_characters, name), itertools.count()
    if "seed" in inspect.signature(script).parameters:
        return lambda asked: script(asked, seed=next(seeds))
    return cast(Character, script)


async def serve(name: str) -> None:
    async with model_server(character(name)) as server:
        print(server.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
