"""The drills themselves, at their smallest: each finds nothing, and so still runs."""

from __future__ import annotations

import io
import logging
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reception import Pace
from knowledge.versions.lock import sole_builder
from tests.drills import clock, forgeries, mailbox_kills, reload_kills
from tests.drills.children import preload, run
from tests.drills.forging import forged
from tests.drills.planting import plant
from tests.drills.reloading import generations, reload_on_a_full_disk, shelf

WAYS = 47
"""Of forging a webhook, each once."""


@pytest.fixture(autouse=True)
def _loaded() -> None:
    preload("tests.drills.reloading", "tests.drills.front")


def test_a_reload_killed_at_any_moment_leaves_one_whole_version(tmp_path: Path) -> None:
    seen = reload_kills.drill(2, tmp_path)
    assert seen["answers"]
    assert not seen["neither old nor new"] + seen["mixtures"] + seen["failed answers"]


async def test_updates_across_kills_are_all_answered_in_order(tmp_path: Path) -> None:
    seen = await mailbox_kills.drill(30, 1, tmp_path)
    assert not seen["lost"] + seen["rooms out of order"]
    assert seen["twice"] <= Pace().senders  # in hand at the kill; how long before is the drill's


async def test_every_way_of_forging_a_webhook_is_refused_and_not_logged() -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        seen = await forgeries.drill(WAYS, log)
    finally:
        logging.getLogger().removeHandler(handler)
    names = {forged(n, random.Random(1)).name for n in range(WAYS)}  # noqa: S311
    assert len(names) == WAYS
    assert not seen["not refused"] + seen["server errors"] + seen["rows"] + seen["names in the log"]
    assert (seen["genuine taken"], seen["replays taken as new"]) == (seen["genuine"], 0)


def test_no_bundled_programme_is_open_after_its_end_whatever_zone_the_machine_is_in() -> None:
    seen = clock.drill(2)
    assert seen["judged"]
    assert not [name for name in clock.WRONG if seen[name]]


def test_a_second_builder_in_another_process_is_told_who_builds(folder: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with sole_builder(folder / "reload.lock", now):
        said = run(reload_on_a_full_disk, folder, 10**9)
    who = f"process {os.getpid()}, since 2026-11-22T00:00"
    assert said.startswith(f"ReloadRunning: another reload is running ({who}")
    assert generations(shelf(folder).current()) == {"2"}


def test_orders_are_planted_in_every_language_plainly_and_hidden(tmp_path: Path) -> None:
    assert plant(tmp_path) == len(list(tmp_path.iterdir())) == 90
