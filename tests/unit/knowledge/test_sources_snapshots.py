"""Two real days of J-Grants, loaded one after the other, against a diff of the two files."""

from __future__ import annotations

import pytest

from tests.benchmarks.sources import Loaded, Rows, both_days, difference, load_both
from tests.loopback.jgrants_snapshots import FOLDER


@pytest.fixture(scope="module")
def days() -> Rows:
    """All that moved between the two days, and every sixth of the others."""
    if not FOLDER.is_dir():
        pytest.skip(f"{FOLDER} is absent: the snapshots carry no licence and are not in the repo")
    whole = both_days()
    moved = difference(whole)
    told = moved.removed | {id for id, _ in moved.changed}
    numbers = {row["id"]: n for n, row in enumerate([*whole[0], *whole[1]])}
    first, second = ([r for r in d if r["id"] in told or numbers[r["id"]] % 6 == 0] for d in whole)
    return first, second


@pytest.fixture(scope="module")
def loaded(days: Rows, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load_both(tmp_path_factory.mktemp("snapshots"), days, texts=False)


def test_the_report_is_the_difference_of_the_two_days(days, loaded):
    expected = difference(days)
    assert loaded.reported == expected
    assert len(expected.added) > 10
    assert len(expected.changed) > 5


def test_nothing_failed_and_every_removal_has_its_reason(loaded):
    assert [refreshed.failed for refreshed in loaded.refreshed] == [(), ()]
    assert {reason for _, reason in loaded.refreshed[1].removed} == {"no longer listed"}
